"""Every check proves itself: its examples are scanned, fixed, and run in the real frameworks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from fwlint.checks import CODE, Bad, Check, Example, Good, Silent
from fwlint.config.settings import Config
from fwlint.documents.discover import Kind
from fwlint.findings import Finding
from fwlint.proving.extract import file_name
from fwlint.proving.program import Program
from fwlint.proving.runner import Runner
from fwlint.proving.verdict import prove_example, runnable_examples
from fwlint.registry import all_checks
from fwlint.run.fix import fix_paths
from fwlint.run.outcome import INTERNAL_ERROR
from fwlint.run.scan import scan_text

CHECKS = all_checks()

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)


def of_kind(kind: type[Example]) -> list[object]:
    """One parameter set (check, example) for every example of ``kind``."""
    return [
        pytest.param(check, example, id=f"{check.code}-{kind.__name__.lower()}-{number}")
        for check in CHECKS
        for number, example in enumerate(of_type(check.examples, kind), start=1)
    ]


def of_type(examples: Iterable[Example], kind: type[Example]) -> list[Example]:
    return [example for example in examples if isinstance(example, kind)]


def proofs() -> list[object]:
    """One parameter set (check, title, example) for every example that runs."""
    return [
        pytest.param(
            check,
            title,
            example,
            id=f"{check.code}-{title}",
            marks=pytest.mark.xdist_group(frameworks_of(example)),
        )
        for check in CHECKS
        for title, example in runnable_examples(check)
    ]


def frameworks_of(example: Bad | Good) -> str:
    return "+".join(sorted(Program(example.code, example.setup).frameworks)) or "plain"


def scan(check: Check, example: Example) -> list[Finding]:
    """What ``check`` finds in an example."""
    kind: Kind = "python" if isinstance(example, Silent) else example.kind
    checks = CHECKS if check.hears_suppressions else [check]
    found = scan_text(example.code, file_name(kind), checks)
    return [finding for finding in found if finding.code in (check.code, INTERNAL_ERROR)]


def fix(check: Check, bad: Bad, root: Path) -> str:
    """The code of a bad example after ``--fix --unsafe-fixes`` with this check alone.

    Comments that silence the others are judged after all of them.
    """
    config = Config(
        root=root,
        select=None if check.hears_suppressions else (check.code,),
        framework_versions=versions_where_true(check),
        unsafe_fixes=True,
        use_cache=False,
    )
    document = (bad.code.encode(), root / file_name(bad.kind))
    outcome = fix_paths([], config, write=False, stdin=document)
    assert outcome.stdout is not None
    return outcome.stdout.decode()


def versions_where_true(check: Check) -> dict[str, str]:
    """For each framework of the check, a bound of its range that lies within the range."""
    ranges = {name: SpecifierSet(versions) for name, versions in check.versions.items()}
    return {
        name: bound.version
        for name, specifiers in ranges.items()
        for bound in specifiers
        if specifiers.contains(bound.version)
    }


def test_there_are_checks() -> None:
    assert CHECKS


class TestShape:
    """What every check must have and be."""

    @each_check
    def test_it_is_named_as_its_file_and_class(self, check: Check) -> None:
        cls = type(check)
        assert CODE.fullmatch(check.code)
        assert check.name == Path(inspect.getfile(cls)).stem.replace("_", "-")
        assert cls.__name__ == "".join(
            part[:1].upper() + part[1:] for part in check.name.split("-")
        )

    @each_check
    def test_its_page_is_complete(self, check: Check) -> None:
        titles = re.findall(r"^## (.+)$", check.explanation, re.MULTILINE)
        order = ["Why", "Instead", "Fix safety", "References"]
        assert titles == [title for title in order if title in titles or title != "Fix safety"]
        assert check.summary and not check.summary.startswith("#")
        assert all(check.section(title) for title in titles)

    @each_check
    def test_it_has_examples_that_show_its_border(self, check: Check) -> None:
        bad, good, silent = (len(of_type(check.examples, kind)) for kind in (Bad, Good, Silent))
        assert bad >= 1
        assert good >= 1
        assert good + silent >= 2

    @each_check
    def test_what_its_examples_cannot_prove_has_a_source(self, check: Check) -> None:
        assert check.status == "proven" or check.sources

    @pytest.mark.parametrize(("check", "bad"), of_kind(Bad))
    def test_patterns_compile_and_then_follows_a_fix(self, check: Check, bad: Bad) -> None:
        for pattern in (bad.raises, bad.warns):
            re.compile(pattern or "")
        assert bad.fixed is not None or bad.then is None


class TestFindings:
    """What a check says of its examples."""

    @pytest.mark.parametrize(("check", "bad"), of_kind(Bad))
    def test_it_finds_the_bad(self, check: Check, bad: Bad) -> None:
        findings = scan(check, bad)
        lines = {finding.start.line for finding in findings}
        assert lines
        assert bad.lines is None or lines == set(bad.lines)
        assert {finding.code for finding in findings} == {check.code}
        assert [f.message for f in findings if f.message.endswith(".")] == []

    @pytest.mark.parametrize(("check", "good"), of_kind(Good))
    def test_it_is_silent_at_the_good(self, check: Check, good: Good) -> None:
        assert [finding.message for finding in scan(check, good)] == []

    @pytest.mark.parametrize(("check", "silent"), of_kind(Silent))
    def test_it_is_silent_where_it_cannot_know(self, check: Check, silent: Silent) -> None:
        assert [finding.message for finding in scan(check, silent)] == [], silent.reason


class TestFixes:
    """What fixes make of the bad examples, and what the page says of them."""

    @pytest.mark.parametrize(("check", "bad"), of_kind(Bad))
    def test_the_fix_gives_what_the_example_says(
        self, check: Check, bad: Bad, tmp_path: Path
    ) -> None:
        expected = bad.code if bad.fixed is None else bad.fixed
        assert fix(check, bad, tmp_path) == expected

    @each_check
    def test_the_page_tells_how_safe_the_fixes_are(self, check: Check) -> None:
        kinds = {
            finding.fix.applicability
            for bad in check.examples
            if isinstance(bad, Bad)
            for finding in scan(check, bad)
            if finding.fix
        }
        assert bool(kinds) == (check.fix_safety != "none")
        assert check.fix_safety != "safe" or kinds == {"safe"}


@pytest.mark.proof
@pytest.mark.parametrize(("check", "title", "example"), proofs())
def test_what_an_example_claims_is_so(
    check: Check,
    title: str,
    example: Bad | Good,
    runner: Runner,
    record_proof: Callable[[float], None],
) -> None:
    trial = prove_example(check, title, example, runner.run)
    if trial.skipped:
        pytest.skip(trial.skipped)
    record_proof(trial.seconds)
    if trial.failures:
        pytest.fail("\n".join(failure.message for failure in trial.failures), pytrace=False)
