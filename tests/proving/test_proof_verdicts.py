"""What is said of examples whose claims hold, and of those whose claims do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from fwlint.checks import Bad, Check, Example, Good, Silent
from fwlint.proving.runner import Runner
from fwlint.proving.verdict import prove, prove_example, runnable_examples

WARN_OLD = "import warnings; warnings.warn('old', FutureWarning)"


def check_of(*examples: Example, versions: Mapping[str, str] | None = None) -> Check:
    class Toy(Check):
        """A toy."""

        code, name, severity = "FWX101", "toy", "error"

    toy = Toy()
    Toy.examples = examples
    Toy.versions = versions or {}
    return toy


def messages(runner: Runner, *examples: Example) -> Sequence[str]:
    return [failure.message for failure in prove(check_of(*examples), runner.run)]


@pytest.mark.parametrize(
    "example",
    [
        Bad("int('x')", raises=r"ValueError: invalid literal"),
        Bad("import os; os.abort()", raises="SIGABRT"),
        Bad(WARN_OLD, warns=r"FutureWarning: old"),
        Bad("import sys; sys.stderr.write('careful')", warns="^careful$"),
        Bad("a = 0.1 + 0.2", shows="assert a != 0.3"),
        Bad(f"{WARN_OLD}\nint('x')", raises="ValueError", warns="old"),
        Bad("print(a)", setup="a = 1", shows="assert a == 1"),
        Bad("int('x')", raises="ValueError", fixed="a = int('1')", then="assert a == 1"),
        Bad("a = 0.1", shows="assert a != 1", fixed="a = 1"),
        Bad("int('x')", runs=False),
        Good("a = 1", shows="assert a == 1"),
        Silent("int('x')", reason="it cannot know"),
    ],
)
def test_claims_that_hold(runner: Runner, example: Example) -> None:
    assert messages(runner, example) == []


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (Bad("pass"), "claims nothing: give it raises, warns or shows, or runs=False"),
        (Bad("pass", raises="KeyError"), "claims to raise /KeyError/, but runs without an error"),
        (
            Bad("a = 1\nint('x')", raises="KeyError"),
            "claims to raise /KeyError/, but raises ValueError: invalid literal for int() with "
            "base 10: 'x'\n  at code line 2: int('x')",
        ),
        (
            Bad("{}[1]", warns="old"),
            "does not claim to raise, but raises KeyError: 1\n  at code line 1: {}[1]",
        ),
        (Bad("pass", warns="old"), "claims to warn /old/, but neither warns nor logs anything"),
        (
            Bad(WARN_OLD, warns="new"),
            "claims to warn /new/, but says only\n  FutureWarning: old",
        ),
        (
            Bad("a = 1", shows="assert a == 2"),
            "its shows must pass, but raises AssertionError\n  at shows line 1: assert a == 2",
        ),
        (
            Bad("a = 1", setup="b", shows="assert a"),
            "setup must run, but raises NameError: name 'b' is not defined\n  at setup line 1: b",
        ),
        (
            Bad("int('x')", raises="ValueError", fixed="{}[1]"),
            "fixed must run, but raises KeyError: 1\n  at code line 1: {}[1]",
        ),
        (
            Bad(WARN_OLD, warns="old", fixed=f"a = 1\n{WARN_OLD}"),
            "fixed must not say /old/, but says 'FutureWarning: old'",
        ),
        (
            Bad("a = 2", shows="assert a", fixed="a = 1"),
            "fixed still passes shows, so what went wrong goes wrong still",
        ),
        (
            Bad("a = 2", shows="assert a", fixed="b = 1"),
            "fixed must fail an assertion of shows (or give then), but raises NameError: name "
            "'a' is not defined\n  at shows line 1: assert a",
        ),
        (
            Bad("a = 2", shows="assert a", fixed="a = 1", then="assert a == 3"),
            "fixed must pass then, but raises AssertionError\n  at shows line 1: assert a == 3",
        ),
        (Good("{}[1]"), "must run, but raises KeyError: 1\n  at code line 1: {}[1]"),
        (
            Good("a = 1", shows="assert a == 2"),
            "its shows must pass, but raises AssertionError\n  at shows line 1: assert a == 2",
        ),
    ],
)
def test_claims_that_do_not_hold(runner: Runner, example: Example, message: str) -> None:
    assert message in messages(runner, example)


def test_a_good_example_must_not_say_what_the_bad_ones_do(runner: Runner) -> None:
    said = messages(runner, Bad(WARN_OLD, warns="old"), Good(f"{WARN_OLD}\na = 1"))
    assert said == ["it must not say /old/, but says 'FutureWarning: old'"]


def test_examples_are_numbered_by_kind_and_only_those_that_run_are_proved() -> None:
    check = check_of(Bad("1"), Good("2"), Silent("3", "why"), Bad("4", runs=False), Bad("5"))
    titles = [title for title, _ in runnable_examples(check)]
    assert titles == ["bad-1", "good-1", "bad-3"]


def test_an_example_of_a_package_that_is_not_installed_is_skipped(runner: Runner) -> None:
    example = Good("import no_such_framework.nn")
    trial = prove_example(check_of(example), "good-1", example, runner.run)
    assert trial.skipped == "no_such_framework is not installed"


def test_a_claim_that_a_module_is_gone_is_not_skipped(runner: Runner) -> None:
    example = Bad("import email.gone", raises=r"No module named 'email\.gone'")
    trial = prove_example(check_of(example), "bad-1", example, runner.run)
    assert (trial.skipped, trial.failures) == (None, [])


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        ({"msgspec": "<0.1"}, "true of msgspec <0.1, and msgspec "),
        ({"no-such-framework": ">=1"}, "no-such-framework is not installed"),
    ],
)
def test_a_check_of_other_versions_is_skipped(
    runner: Runner, versions: Mapping[str, str], reason: str
) -> None:
    example = Good("1")
    check = check_of(example, versions=versions)
    trial = prove_example(check, "good-1", example, runner.run)
    assert trial.skipped is not None and trial.skipped.startswith(reason)
