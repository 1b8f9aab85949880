"""``fwlint rule`` and ``fwlint rules``."""

from __future__ import annotations

import json

from cli_project import Run

from fwlint.registry import all_checks


def test_rule_by_code_and_by_name(fwlint: Run) -> None:
    check = all_checks()[0]
    page = fwlint("rule", check.code).stdout
    assert page.startswith(f"# {check.name} ({check.code})\n\n- Severity: {check.severity}\n")
    assert check.explanation in page
    assert fwlint("rule", check.name).stdout == page
    assert fwlint("rule", check.code.lower()).stdout == page


def test_rule_as_json(fwlint: Run) -> None:
    check = all_checks()[0]
    told = json.loads(fwlint("rule", check.code, "--output-format", "json").stdout)
    assert told["code"] == check.code
    assert told["effects"] == dict(check.effects)
    assert told["explanation"] == check.explanation
    assert told["fix"] in ("none", "safe", "unsafe")


def test_all_rules(fwlint: Run) -> None:
    text = fwlint("rule", "--all").stdout
    assert all(f"# {check.name} ({check.code})\n" in text for check in all_checks())
    told = json.loads(fwlint("rule", "--all", "--output-format", "json").stdout)
    assert [item["code"] for item in told] == [check.code for check in all_checks()]


def test_unknown_rule_names_close_ones(fwlint: Run) -> None:
    check = all_checks()[0]
    result = fwlint("rule", check.name[:-1])
    assert result.exit_code == 2
    assert f"unknown rule `{check.name[:-1]}`; did you mean `{check.name}`" in result.stderr


def test_rule_needs_a_rule(fwlint: Run) -> None:
    for arguments in (["rule"], ["rule", "--all", "FWO201"]):
        result = fwlint(*arguments)
        assert result.exit_code == 2
        assert "fwlint rule --all" in result.stderr


def test_rules_are_a_table(fwlint: Run) -> None:
    header, *rows = fwlint("rules").stdout.splitlines()
    assert header.split() == ["CODE", "NAME", "SEVERITY", "FIX", "TARGETS"]
    assert [row.split()[:2] for row in rows] == [[c.code, c.name] for c in all_checks()]
    assert len({row.index(check.name) for row, check in zip(rows, all_checks(), strict=True)}) == 1


def test_rules_as_json(fwlint: Run) -> None:
    told = json.loads(fwlint("rules", "--output-format=json").stdout)
    assert [item["name"] for item in told] == [check.name for check in all_checks()]
