from __future__ import annotations

from msgspec.structs import replace
from report_samples import PLAIN, SAFE, UNSAFE, finding, rich_report

from fwlint.findings import FileError
from fwlint.report import render
from fwlint.report.summary import summary
from fwlint.run.result import Report


def test_concise_is_one_line_per_finding() -> None:
    assert render("concise", rich_report(), replace(PLAIN, quiet=True)).splitlines() == [
        "a b/ünï.ipynb:cell 3:2:7: FWQ401 Nothing to suppress",
        "pkg/net.py:12:13: FWO201 [*] `.item()` becomes a constant",
        "error: old.py:4: Missing parentheses in call to 'print'",
    ]


def test_findings_are_counted_per_severity_and_file() -> None:
    findings = [finding(), finding(path="b.py"), finding(path="b.py", severity="warning")]
    assert summary(Report(findings), PLAIN) == ["Found 2 errors, 1 warning in 2 files."]


def test_a_clean_run_tells_how_many_files_it_saw() -> None:
    assert summary(Report(scanned=12), PLAIN) == ["All checks passed! 12 files scanned."]
    assert summary(Report(scanned=1), PLAIN) == ["All checks passed! 1 file scanned."]


def test_a_run_that_could_not_read_a_file_does_not_claim_to_have_passed() -> None:
    errors = [FileError("a.py", "not UTF-8"), FileError("a.py", "twice"), FileError("b.py", "gone")]
    assert summary(Report(scanned=3, errors=errors), PLAIN) == [
        "Nothing found. 3 files scanned.",
        "2 files could not be read.",
    ]


def test_what_is_hidden_is_counted() -> None:
    report = Report([finding()], hidden={"baseline": 12, "unchanged": 3})
    assert summary(report, PLAIN)[-1] == "Hidden: 12 in the baseline, 3 on unchanged lines."
    clean = Report(scanned=1, hidden={"baseline": 0, "unchanged": 3})
    assert summary(clean, PLAIN)[-1] == "Hidden: 3 on unchanged lines."
    assert len(summary(Report(scanned=1, hidden={"baseline": 0}), PLAIN)) == 1


def test_fixes_are_counted_by_what_would_be_made() -> None:
    unsafe_enabled = replace(PLAIN, unsafe_fixes=True)
    both = Report([finding(fix=SAFE), finding(fix=UNSAFE)])
    assert summary(both, PLAIN)[-1] == (
        "[*] 1 fixable with the `--fix` option "
        "(1 hidden fix can be enabled with the `--unsafe-fixes` option)."
    )
    assert summary(both, unsafe_enabled)[-1] == "[*] 2 fixable with the `--fix` option."
    hidden = Report([finding(fix=UNSAFE), finding(fix=UNSAFE)])
    assert summary(hidden, PLAIN)[-1] == (
        "No fixes available (2 hidden fixes can be enabled with the `--unsafe-fixes` option)."
    )


def test_fixes_made_are_counted_and_listed_when_asked_for() -> None:
    report = Report(scanned=2, fixed={"b.py": {"FWO201": 2, "FWX999": 1}, "a.py": {"FWO201": 1}})
    assert summary(report, PLAIN) == [
        "Fixed 4 findings in 2 files.",
        "All checks passed! 2 files scanned.",
    ]
    assert summary(report, replace(PLAIN, show_fixes=True))[:-1] == [
        "Fixed 4 findings in 2 files:",
        "- a.py:",
        "    1 x FWO201 (item-becomes-constant)",
        "- b.py:",
        "    2 x FWO201 (item-becomes-constant)",
        "    1 x FWX999",
    ]
