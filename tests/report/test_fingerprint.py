from __future__ import annotations

from report_samples import finding

from fwlint.findings import Finding, Frame, Position
from fwlint.report.fingerprint import assign, fingerprint


def at(line: int, text: str) -> Finding:
    return finding(start=Position(line, 1), end=Position(line, 2), frame=Frame(line, [text]))


def prints(*findings: Finding) -> list[str]:
    assign(findings)
    return [one.fingerprint for one in findings]


def test_a_fingerprint_survives_moved_and_reindented_lines() -> None:
    assert prints(at(3, "n = x.item()")) == prints(at(90, "\t n  =  x.item()  "))


def test_a_fingerprint_depends_on_code_path_text_and_occurrence() -> None:
    variants = [
        fingerprint("FWO201", "a.py", "x", 0),
        fingerprint("FWO202", "a.py", "x", 0),
        fingerprint("FWO201", "b.py", "x", 0),
        fingerprint("FWO201", "a.py", "y", 0),
        fingerprint("FWO201", "a.py", "x", 1),
    ]
    assert len(set(variants)) == len(variants)
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in variants)


def test_fingerprints_are_the_same_in_every_version() -> None:
    """Baselines hold them: a change here makes every user's baseline useless."""
    assert fingerprint("FWO201", "pkg/net.py", " n = x.item()", 0) == (
        "16c35960f8572e17e2a7057071aa5359"
    )


def test_equal_lines_are_told_apart_by_their_order() -> None:
    first, second, other = prints(at(1, "x.item()"), at(5, "x.item()"), at(9, "y.item()"))
    assert len({first, second, other}) == 3
    assert [first, other] == prints(at(1, "x.item()"), at(9, "y.item()"))


def test_the_line_of_the_range_counts_not_its_surroundings() -> None:
    moved = finding(
        start=Position(40, 9), frame=Frame(39, ["    if y:", "        n = x.item()", "pass"])
    )
    assert prints(finding()) == prints(moved)


def test_findings_without_source_and_odd_paths_have_fingerprints() -> None:
    assert len(set(prints(finding(frame=None), finding(frame=None), finding(path="\udce9")))) == 3
