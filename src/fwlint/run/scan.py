"""The pipeline: discover, look into the cache, judge what is new, put the report together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fwlint.checks import Check
from fwlint.config.settings import Config
from fwlint.documents.discover import Discovered, FoundFile, Kind, discover, kind_of
from fwlint.findings import FileError, Finding
from fwlint.run.cache import Cache, Stamp, run_key
from fwlint.run.environment import environment_of
from fwlint.run.outcome import FileOutcome
from fwlint.run.result import Report

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of files."""


def scan_paths(
    paths: Sequence[Path],
    config: Config,
    *,
    stdin: tuple[bytes, Path] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Scan files and directories, or the one document on standard input.

    Raises UsageError for a wrong configuration, and BrokenCheckPackage.
    """
    if stdin is not None:
        return scan_data(stdin[0], stdin[1], config)
    found = find(paths, config)
    cache = Cache(config.cache_directory) if config.use_cache else None
    environment = environment_of(config)
    stamps = [Stamp.of(file.stat) for file in found.files]
    listed = [(absolute(file.path), stamp) for file, stamp in zip(found.files, stamps, strict=True)]
    key = run_key(environment + os.getcwdb(), listed)
    report = cache.run(key) if cache is not None else None
    if report is None:
        outcomes, notices = _outcomes(found, config, cache, environment, progress)
        report = put_together(outcomes)
        report.notices.extend(notices)
        if cache is not None:
            consulted = {other for outcome in outcomes for other in outcome.consulted}
            cache.keep_run(key, report, stamps, consulted - {path for path, _ in listed})
    report.errors = [*_missing(found), *report.errors]
    if cache is not None:
        report.notices.extend(cache.notices)
        cache.close()
    return report


def find(paths: Sequence[Path], config: Config) -> Discovered:
    """The files that the configuration lets in."""
    return discover(
        paths,
        exclude=config.excluded,
        include=config.include,
        respect_gitignore=config.respect_gitignore,
        force_exclude=config.force_exclude,
        root=config.root,
    )


def _missing(found: Discovered) -> list[FileError]:
    errors = [FileError(path, "no such file or directory") for path in found.missing]
    return [*errors, *found.errors]


def absolute(path: str | Path) -> str:
    return os.path.abspath(path)


def shown(path: str | Path) -> str:
    """A path as reports show it: from the working directory, if it lies below it."""
    full = Path(absolute(path))
    here = Path.cwd()
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()


# -- one document ---------------------------------------------------------------------------------


def scan_data(data: bytes, filename: Path, config: Config) -> Report:
    """Scan one document that is not read from its file."""
    from fwlint.run.judging import judge_data

    outcome = judge_data(data, filename, config)
    return put_together([outcome])


def scan_text(text: str, filename: str, checks: Sequence[Check]) -> list[Finding]:
    """The findings of some checks on a text, as for a file of that name; nothing is selected."""
    from fwlint.run.session import Session

    path = Path(absolute(filename))
    session = Session(checks, [path], path.parent, max_size=10**9, display={str(path): filename})
    return session.judge(path, kind_of(filename), text.encode()).findings


# -- many files -----------------------------------------------------------------------------------


def _outcomes(
    found: Discovered,
    config: Config,
    cache: Cache | None,
    environment: bytes,
    progress: Progress | None,
) -> tuple[list[FileOutcome], list[str]]:
    """An outcome per file, in their order; from the cache where it has one."""
    from fwlint.run.judging import judge_files

    known: dict[str, FileOutcome] = {}
    todo: list[FoundFile] = []
    if cache is not None:
        cache.load_files()
    for file in found.files:
        path = absolute(file.path)
        outcome = cache.outcome(path, environment) if cache is not None else None
        if outcome is None:
            todo.append(file)
        else:
            relabel(outcome, shown(path))
            known[path] = outcome
    fresh, notices = judge_files(todo, found.files, config, progress)
    if cache is not None:
        cache.keep_files(fresh.items(), environment)
    known.update(fresh)
    return [known[absolute(file.path)] for file in found.files], notices


def relabel(outcome: FileOutcome, path: str) -> None:
    """Show a kept outcome under the path that the file has from here."""
    if outcome.path == path:
        return
    outcome.path = path
    for finding in outcome.findings:
        finding.path = path
    for model in outcome.models:
        model.path = path
    outcome.errors = [FileError(path, error.message, error.line) for error in outcome.errors]


def put_together(outcomes: Iterable[FileOutcome]) -> Report:
    """One report of all outcomes, sorted."""
    from fwlint.report.fingerprint import assign
    from fwlint.run.result import FrameworkUse

    report = Report()
    for outcome in outcomes:
        report.scanned += not outcome.skipped
        report.skipped += outcome.skipped
        report.findings.extend(outcome.findings)
        report.errors.extend(outcome.errors)
        report.notices.extend(outcome.notices)
        report.models.extend(outcome.models)
        for framework, apis in _by_framework(outcome.uses).items():
            use = report.frameworks.setdefault(framework, FrameworkUse())
            use.files += 1
            for name, count in apis.items():
                use.apis[name] = use.apis.get(name, 0) + count
    report.findings.sort(key=lambda finding: finding.sort_key)
    report.models.sort(key=lambda model: (model.path, model.line))
    report.errors.sort(key=lambda error: (error.path, error.line or 0, error.message))
    report.frameworks = {
        name: FrameworkUse(use.files, dict(sorted(use.apis.items())))
        for name, use in sorted(report.frameworks.items())
    }
    assign(report.findings)
    return report


def _by_framework(uses: dict[str, int]) -> dict[str, dict[str, int]]:
    from fwlint.frameworks.registry import framework_of

    result: dict[str, dict[str, int]] = {}
    for name, count in uses.items():
        framework = framework_of(name)
        if framework is not None:
            result.setdefault(framework, {})[name] = count
    return result


__all__ = ["Kind", "Progress", "put_together", "relabel", "scan_data", "scan_paths", "scan_text"]
