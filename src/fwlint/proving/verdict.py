"""Proving a check: running its examples and judging what they claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from fwlint.checks import Bad, Check, Good
from fwlint.proving.claims import broken_bad_claims, broken_fix_claims, broken_good_claims
from fwlint.proving.extract import python_of
from fwlint.proving.program import Outcome, Program

Run = Callable[[Program], Outcome]

_NOT_INSTALLED = re.compile(r"ModuleNotFoundError: No module named '(\w+)'")


class Failure(Struct, frozen=True):
    """A claim of an example that is not so; ``example`` is its title, as in ``bad-1``."""

    example: str
    message: str


class Trial(Struct):
    """One example put to the proof.

    ``skipped`` says why it could not be: then nothing is known. ``seconds`` is CPU time.
    """

    example: str
    failures: list[Failure] = field(default_factory=list)
    skipped: str | None = None
    seconds: float = 0.0


def runnable_examples(check: Check) -> list[tuple[str, Bad | Good]]:
    """The examples that are run, each with its title: ``bad-1``, ``good-1``."""
    counts = {Bad: 0, Good: 0}
    titled: list[tuple[str, Bad | Good]] = []
    for example in check.examples:
        if not isinstance(example, (Bad, Good)):
            continue
        counts[type(example)] += 1
        if example.runs:
            titled.append((f"{type(example).__name__.lower()}-{counts[type(example)]}", example))
    return titled


def prove(check: Check, run: Run) -> list[Failure]:
    """Run all examples of ``check`` by ``run`` (``Runner.run``) and tell which claims fail."""
    return [
        failure
        for title, example in runnable_examples(check)
        for failure in prove_example(check, title, example, run).failures
    ]


def prove_example(check: Check, title: str, example: Bad | Good, run: Run) -> Trial:
    """Put one example of ``check`` to the proof."""
    trial = Trial(title, skipped=_why_not_here(check))
    if trial.skipped:
        return trial
    for program, broken_claims in _programs(check, example):
        if program is None:
            trial.skipped = "it does not parse, which is its point: there is nothing to run"
            return trial
        outcome = run(program)
        trial.seconds += outcome.seconds
        messages = list(broken_claims(outcome))
        missing = _missing_package(outcome)
        if messages and missing:
            trial.skipped = f"{missing} is not installed"
            return trial
        trial.failures += [Failure(title, message) for message in messages]
    return trial


def _programs(
    check: Check, example: Bad | Good
) -> Iterator[tuple[Program | None, Callable[[Outcome], Iterator[str]]]]:
    """What is run for an example, each with its judge; ``None`` where nothing can be run."""
    if isinstance(example, Good):
        patterns = [
            pattern
            for bad in check.examples
            if isinstance(bad, Bad)
            for pattern in (bad.raises, bad.warns)
            if pattern
        ]
        program = _program(example, example.code, example.shows)
        yield program, lambda outcome: broken_good_claims(patterns, outcome)
        return
    bad = example
    program = _program(bad, bad.code, bad.shows)
    yield program, lambda outcome: broken_bad_claims(bad, outcome)
    if bad.fixed is not None:
        program = _program(bad, bad.fixed, bad.then or bad.shows)
        yield program, lambda outcome: broken_fix_claims(bad, outcome)


def _program(example: Bad | Good, source: str, shows: str | None) -> Program | None:
    code = python_of(source, example.kind)
    return None if code is None else Program(code, example.setup, shows or "")


def _why_not_here(check: Check) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    from packaging.specifiers import SpecifierSet

    for package, specifier in check.versions.items():
        try:
            installed = version(package)
        except PackageNotFoundError:
            return f"{package} is not installed"
        if not SpecifierSet(specifier).contains(installed, prereleases=True):
            return f"true of {package} {specifier}, and {package} {installed} is installed"
    return None


def _missing_package(outcome: Outcome) -> str | None:
    for step in outcome.steps:
        if match := _NOT_INSTALLED.match(step.error):
            return match[1]
    return None
