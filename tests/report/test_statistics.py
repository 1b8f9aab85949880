from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from report_samples import PLAIN, SAFE, UNSAFE, finding

from fwlint.report import render
from fwlint.run.result import Report

COUNTED = replace(PLAIN, statistics=True)
REPORT = Report(
    [
        finding(code="FWB101", name="rare"),
        finding(code="FWO201", fix=SAFE),
        finding(code="FWO201", fix=UNSAFE),
        *[finding(code="FWA101", name="always", fix=SAFE)] * 10,
        finding(code="FWA102", name="hidden", fix=UNSAFE),
    ]
)


@pytest.mark.parametrize("format_name", ["full", "concise"])
def test_the_table_is_sorted_by_count_then_code(format_name: str) -> None:
    assert render(format_name, REPORT, COUNTED).splitlines() == [
        "10\tFWA101\t[*] always",
        " 2\tFWO201\t[-] item-becomes-constant",
        " 1\tFWA102\t[ ] hidden",
        " 1\tFWB101\t[ ] rare",
        "Found 14 errors in 1 file.",
        "[*] 11 fixable with the `--fix` option "
        "(2 hidden fixes can be enabled with the `--unsafe-fixes` option).",
    ]


def test_json_is_a_list_of_counts() -> None:
    rows = json.loads(render("json", REPORT, replace(COUNTED, unsafe_fixes=True)))
    assert [row["code"] for row in rows] == ["FWA101", "FWO201", "FWA102", "FWB101"]
    assert rows[1] == {
        "code": "FWO201",
        "name": "item-becomes-constant",
        "count": 2,
        "fixable": True,
        "fixable_count": 2,
    }
    assert rows[3]["fixable"] is False


def test_nothing_found() -> None:
    assert render("full", Report(scanned=2), COUNTED) == "All checks passed! 2 files scanned.\n"
    assert render("json", Report(), COUNTED) == "[]\n"


def test_formats_without_statistics_are_refused() -> None:
    with pytest.raises(KeyError, match="sarif"):
        render("sarif", Report(), COUNTED)
