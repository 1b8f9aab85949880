"""Findings that are accepted for now."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from findings import at

from fwlint import scan
from fwlint.baseline import Baseline
from fwlint.config import Config, UsageError
from fwlint.files import replace_file
from fwlint.filters import apply_filters
from fwlint.findings import Finding
from fwlint.run.result import Report
from fwlint.run.scan import scan_paths


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "baseline.json"


def accept(file: Path, *findings: Finding) -> Baseline:
    """A baseline of the findings, written and read again."""
    file.write_text(Baseline.of(findings, file).text())
    return Baseline.read(file)


class TestMatching:
    def test_accepted_findings_are_hidden_though_their_lines_moved(self, file: Path) -> None:
        baseline = accept(file, at("a.py", 3, "x.item()"))
        assert baseline.shown([at("a.py", 90, "    x.item()  ")]) == []

    @pytest.mark.parametrize(
        "other",
        [
            at("b.py", 3, "x.item()"),
            at("a.py", 3, "y.item()"),
            at("a.py", 3, "x.item()", code="FWO202"),
        ],
    )
    def test_file_rule_and_source_must_be_the_same(self, file: Path, other: Finding) -> None:
        assert accept(file, at("a.py", 3, "x.item()")).shown([other]) == [other]

    def test_each_is_hidden_as_often_as_it_was_accepted(self, file: Path) -> None:
        baseline = accept(file, at("a.py", 1, "f(x)"), at("a.py", 2, "f(x)"))
        now = [at("a.py", line, "f(x)") for line in (5, 6, 7)]
        assert baseline.shown(now) == now[2:]
        assert baseline.shown(now) == now[2:], "a baseline can be asked again"

    def test_paths_count_from_the_file_wherever_fwlint_runs(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        baseline = accept(file, at("pkg/a.py", 1, "f(x)"))
        (file.parent / "pkg").mkdir()
        monkeypatch.chdir(file.parent / "pkg")
        again = Baseline.read(Path("../baseline.json"))
        assert again.shown([at("a.py", 1, "f(x)")]) == []
        assert baseline.shown([at(f"{file.parent}/pkg/a.py", 1, "f(x)")]) == []

    def test_faults_of_fwlint_are_neither_accepted_nor_hidden(self, file: Path) -> None:
        fault = at("a.py", 1, "x", code="FW000")
        baseline = accept(file, fault)
        assert len(baseline) == 0
        report = Report([fault, at("b.py", 1, "y")])
        apply_filters(report, [Baseline.of(report.findings, file)])
        assert (report.findings, report.hidden) == ([fault], {"baseline": 1})


class TestGone:
    def test_findings_that_are_fixed_are_counted_by_code(self, file: Path) -> None:
        baseline = accept(file, at("a.py", 1, "f(x)"), at("a.py", 2, "f(x)"), at("a.py", 3, "g"))
        baseline.shown([at("a.py", 3, "g"), at("a.py", 9, "f(x)")])
        assert baseline.gone([Path()], ()) == {"FWO201": 1}

    def test_of_files_that_were_not_scanned_nothing_is_known(self, file: Path) -> None:
        baseline = accept(file, at("pkg/a.py", 1, "x"), at("pkg2/a.py", 1, "x"), at("b.py", 1, "x"))
        baseline.shown([])
        assert baseline.gone([Path("pkg")], ()).total() == 1
        assert baseline.gone([Path("pkg/a.py"), Path("b.py")], ()).total() == 2
        assert baseline.gone([Path()], {"b.py"}).total() == 2

    def test_nothing_is_gone_when_all_were_met(self, file: Path) -> None:
        baseline = accept(file, at("a.py", 1, "x"))
        baseline.shown([at("a.py", 1, "x")])
        assert not baseline.gone([Path()], ())


class TestFile:
    def test_it_is_sorted_has_an_entry_per_line_and_tells_people(self, file: Path) -> None:
        findings = [
            at("b.py", 1, "f(x)"),
            at("a.py", 1, "f(x)", code="FWP101"),
            at("a.py", 1, "f(x)"),
            at("a.py", 9, "f(x)"),
        ]
        text = Baseline.of(findings, file).text()
        assert text == Baseline.of(findings[::-1], file).text()
        first, *entries, last = text.splitlines()
        assert (first, last) == ('{"version": 1, "findings": [', "]}")
        told = [json.loads(entry.rstrip(",")) for entry in entries]
        assert [(e["path"], e["code"], e["count"]) for e in told] == [
            ("a.py", "FWO201", 2),
            ("a.py", "FWP101", 1),
            ("b.py", "FWO201", 1),
        ]

    def test_a_path_that_is_not_utf_8_survives(self, file: Path) -> None:
        finding = at("\udcff.py", 1, "x")
        assert accept(file, finding).shown([finding]) == []

    def test_an_empty_baseline_hides_nothing(self, file: Path) -> None:
        finding = at("a.py", 1, "x")
        assert accept(file).shown([finding]) == [finding]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "is not a baseline of fwlint (Expecting value"),
            ("{]", "is not a baseline of fwlint"),
            ("\xff", "is not a baseline of fwlint"),
            ("[]", "is not a baseline of fwlint (Expected `object`, got `array`"),
            ('{"version": 1}', "missing required field `findings`"),
            ('{"version": 1, "findings": [{"path": "a"}]}', "missing required field `code`"),
            ('{"version": 2, "findings": []}', "is a baseline of version 2"),
        ],
    )
    def test_what_is_no_baseline_is_told_with_the_way_out(
        self, file: Path, text: str, said: str
    ) -> None:
        file.write_bytes(text.encode("latin-1"))
        with pytest.raises(UsageError) as error:
            Baseline.read(file)
        assert said in str(error.value)
        assert "write it anew with `fwlint scan --write-baseline`" in str(error.value)

    def test_a_file_that_cannot_be_read(self, file: Path) -> None:
        with pytest.raises(UsageError, match=r"there is no baseline .*baseline\.json; write it"):
            Baseline.read(file)
        with pytest.raises(UsageError, match=r"cannot read the baseline .*: Is a directory"):
            Baseline.read(file.parent)


def test_the_python_interface_honours_the_configured_baseline(file: Path) -> None:
    load = "import torch\n\nnet = torch.load('net.pt', weights_only=False)\n"
    (file.parent / "a.py").write_text(load)
    config = Config(root=file.parent, baseline=file.name, use_cache=False, select=("FWP",))
    file.write_text(Baseline.of(scan_paths([file.parent], config).findings, file).text())
    report = scan([file.parent], config)
    assert (report.findings, report.hidden) == ([], {"baseline": 1})


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_of_any_new_file(
    tmp_path: Path, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        replace_file(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode
