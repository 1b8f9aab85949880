"""The sample repository in ``examples/``: what fwlint finds in it, line by line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fwlint import scan
from fwlint.config import Config
from fwlint.documents.python import PythonDocument
from fwlint.findings import Finding
from fwlint.registry import all_checks
from fwlint.run.fix import fix_paths
from fwlint.run.result import Report

EXAMPLES = Path(__file__).parents[1] / "examples"

# A file, then a line (of a cell, where the file is a notebook) and the rules that fire there.
EXPECTED = """
docs/deploy.md
    8      FWN101
    13     FWO203 FWO201 FWN101
    14     FWN103
    22     FWL302
legacy/click_model.py
    4      FWT102
    6      FWT101
    14     FWT101
    15     FWT101
    17     FWT104
    22     FWT101
    23     FWT101
    25     FWT101
    26     FWT101
    27     FWT101
    32     FWT103
    33     FWT103
    36     FWT302
    42     FWT101
notebooks/hard_photos.ipynb
    3:3    FWP102
    3:4    FWN101
    3:5    FWN106
    5:1    FWJ301
recommender/convert.py
    12     FWL107
    14     FWL201
    20     FWB101
    27     FWK301
    31     FWT301
recommender/train.py
    25     FWK105
    32     FWK104
    33     FWK104
    36     FWK107
    40     FWK106
    41     FWK301
    42     FWS101
serving/handler.py
    4      FWJ304
    12     FWP102
serving/onnx_service.py
    6      FWR101
serving/shelf_display.py
    8      FWL301
vision/export_mobile.py
    4      FWJ303
    13     FWJ301
    20     FWE201
vision/export_onnx.py
    10     FWQ301
    24     FWO204
    25     FWO201
    33     FWO203
vision/model.py
    34     FWI207
vision/train.py
    9      FWA301
    24     FWD301
    32     FWI210
    35     FWI203
    48     FWD204
    54     FWA101
"""


def expected() -> set[tuple[str, str]]:
    """Places (``file:line`` or ``file:cell:line``) and codes of the table."""
    found: set[tuple[str, str]] = set()
    file = ""
    for row in EXPECTED.splitlines():
        first, *codes = row.split() or [""]
        if codes:
            found |= {(f"{file}:{first}", code) for code in codes}
        else:
            file = first or file
    return found


def place(finding: Finding) -> str:
    cell = f"{finding.cell}:" if finding.cell is not None else ""
    return f"{finding.path}:{cell}{finding.start.line}"


@pytest.fixture(scope="module")
def report() -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(EXAMPLES)
        return scan(["."], Config(root=EXAMPLES, use_cache=False))


def test_every_file_is_read(report: Report) -> None:
    assert report.errors == []
    assert report.scanned == 17
    assert {"torch", "keras", "tensorflow", "onnxruntime"} <= set(report.frameworks)


def test_the_rules_of_the_table_fire_where_it_says_and_nowhere_else(report: Report) -> None:
    table = expected()
    codes = {code for _, code in table}
    found = {(place(f), f.code) for f in report.findings if f.code in codes}
    assert sorted(found) == sorted(table)


def test_every_family_with_rules_has_a_finding(report: Report) -> None:
    families = {check.family for check in all_checks()}
    assert families - {finding.code[:3] for finding in report.findings} == set()


def test_the_healthy_module_has_none(report: Report) -> None:
    assert [f.code for f in report.findings if f.path == "serving/healthy.py"] == []


def test_fixes_leave_files_that_parse_and_nothing_more_to_fix(tmp_path: Path) -> None:
    copy = tmp_path / "shop"
    shutil.copytree(EXAMPLES, copy)
    config = Config(root=copy, unsafe_fixes=True, use_cache=False)
    first = fix_paths([copy], config, write=True)
    assert sum(sum(codes.values()) for codes in first.report.fixed.values()) >= 30
    assert [finding.code for finding in first.report.findings if finding.fix] == []
    for file in copy.rglob("*.py"):
        assert PythonDocument(file, file.read_bytes()).problems == [], file
    assert fix_paths([copy], config, write=True).diffs == []
