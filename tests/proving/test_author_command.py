"""``python -m fwlint.proving`` as authors of checks use it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from fwlint.checks import Bad, Check, Good, Silent
from fwlint.proving.__main__ import main


class IntOfText(Check):
    """A toy whose claims hold."""

    code, name, severity = "FWX101", "int-of-text", "error"
    examples = [
        Bad("int('x')", raises="ValueError"),
        Good("import no_such_framework"),
        Silent("int(x)", reason="it cannot know"),
    ]


class SumOfText(Check):
    """A toy whose claim does not hold."""

    code, name, severity = "FWX102", "sum-of-text", "error"
    examples = [Bad("'a' + 'b'", raises="TypeError")]


@pytest.fixture(autouse=True)
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fwlint.registry.all_checks", lambda: (IntOfText(), SumOfText()))


def test_each_example_is_told_with_its_outcome() -> None:
    result = CliRunner().invoke(main, ["int-of-text"])
    assert result.output.splitlines() == [
        "FWX101 int-of-text (proven)",
        "  bad-1: holds (0.0 s CPU)",
        "  good-1: skipped: no_such_framework is not installed",
        "2 examples, 0 failed",
    ]
    assert result.exit_code == 0


def test_a_prefix_names_several_and_a_failure_says_what_happened() -> None:
    result = CliRunner().invoke(main, ["FWX"])
    assert "  bad-1: holds" in result.output
    assert (
        "  bad-1: FAILS (0.0 s CPU)\n"
        "    claims to raise /TypeError/, but runs without an error\n" in result.output
    )
    assert result.exit_code == 1


def test_an_unknown_name_is_refused() -> None:
    result = CliRunner().invoke(main, ["FWX109"])
    assert result.exit_code == 2
    assert "no check has the code or name FWX109" in result.output
