"""The pipeline: discover, look into the cache, judge what is new, put the report together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from fwlint.checks import Check
from fwlint.config.settings import Config
from fwlint.documents.discover import Discovered, discover, kind_of
from fwlint.findings import FileError, Finding
from fwlint.run.cache import Cache
from fwlint.run.environment import environment_of
from fwlint.run.incremental import IncrementalRun, Progress
from fwlint.run.outcome import FileOutcome
from fwlint.run.paths import absolute
from fwlint.run.result import Report
from fwlint.run.stamps import Stamp, digest


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
    stamps = {absolute(file.path): Stamp.of(file.stat) for file in found.files}
    if config.use_cache:
        cache = Cache(config.cache_directory)
        try:
            report = _scan_with_cache(stamps, config, cache, progress)
        finally:
            cache.close()
        report.notices.extend(cache.notices)
    else:
        report = _scan(IncrementalRun(stamps, config, None, b""), config, progress)
    report.errors = [*_missing(found), *report.errors]
    return report


def _scan_with_cache(
    stamps: dict[str, Stamp], config: Config, cache: Cache, progress: Progress | None
) -> Report:
    environment = environment_of(config)
    listed = msgspec.msgpack.encode(sorted(stamps.items()))
    key = digest(environment, os.getcwdb(), listed)
    report = cache.run(key)
    if report is not None:
        return report
    run = IncrementalRun(stamps, config, cache, environment)
    report = _scan(run, config, progress)
    run.keep()
    around = run.surroundings()
    if around is not None:
        cache.keep_run(key, report, around)
    return report


def _scan(run: IncrementalRun, config: Config, progress: Progress | None) -> Report:
    from fwlint.versions import target_versions

    report = put_together(run.judge(progress))
    report.notices.extend(target_versions(config).notices)
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


def scan_data(data: bytes, filename: Path, config: Config) -> Report:
    """Scan one document that is not read from its file."""
    from fwlint.run.judging import judge_data

    return put_together([judge_data(data, filename, config)])


def scan_text(text: str, filename: str, checks: Sequence[Check]) -> list[Finding]:
    """The findings of some checks on a text, as for a file of that name; nothing is selected."""
    from fwlint.run.session import Session

    path = Path(absolute(filename))
    session = Session(checks, [path], path.parent, max_size=10**9, display={str(path): filename})
    return session.judge(path, kind_of(filename), text.encode()).findings


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


__all__ = ["Progress", "find", "put_together", "scan_data", "scan_paths", "scan_text"]
