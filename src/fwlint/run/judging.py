"""Judging files that no cache knows: here, or in worker processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from fwlint.checks import Check
from fwlint.config.settings import Config
from fwlint.documents.discover import FoundFile, kind_of
from fwlint.registry import all_checks
from fwlint.run.memory import resting_collector
from fwlint.run.outcome import FileOutcome
from fwlint.run.relevance import Relevance
from fwlint.run.scan import Progress, absolute, shown
from fwlint.run.session import Session
from fwlint.selection import PerFileIgnores, select
from fwlint.versions import applies, target_versions

_WORTH_A_WORKER = 600_000
"""Bytes of source below which a second process costs more than it saves."""
_BATCHES_PER_WORKER = 6


def chosen_checks(config: Config) -> tuple[list[Check], list[str]]:
    """The checks that are on and true of the project's versions, and remarks on the manifests."""
    targets = target_versions(config)
    checks = [c for c in select(all_checks(), config) if applies(c.versions, targets)]
    return checks, targets.notices


def make_session(config: Config, files: Sequence[str]) -> tuple[Session, list[str]]:
    """A session over ``files`` (absolute), and remarks for people."""
    checks, notices = chosen_checks(config)
    session = Session(
        checks,
        [Path(file) for file in files],
        Path(absolute(config.root)),
        max_size=config.max_file_size * 1000,
        ignores=PerFileIgnores(all_checks(), config) if config.per_file_ignores else None,
        display={file: shown(file) for file in files},
    )
    return session, notices


def judge_data(data: bytes, filename: Path, config: Config) -> FileOutcome:
    """The outcome of one document that is not read from its file."""
    path = absolute(filename)
    session, _ = make_session(config, [path])
    return session.judge(Path(path), kind_of(filename), data)


def judge_files(
    todo: Sequence[FoundFile],
    every: Sequence[FoundFile],
    config: Config,
    progress: Progress | None,
) -> tuple[dict[str, FileOutcome], list[str]]:
    """Outcomes of the files ``todo``, by absolute path, in a project of the files ``every``."""
    session, notices = make_session(config, [absolute(file.path) for file in every])
    limit = config.max_file_size * 1000
    outcomes: dict[str, FileOutcome] = {}
    relevance = Relevance()
    for file in every if todo else ():
        path = absolute(file.path)
        if file.stat.st_size > limit:
            outcomes[path] = _too_large(path, file.stat.st_size, config)
        else:
            relevance.add(Path(path), _bytes(path), file.kind == "python")
    relevant = {str(path) for path in relevance.relevant()}
    wanted: list[str] = []
    for file in todo:
        path = absolute(file.path)
        if path in relevant:
            wanted.append(path)
        else:
            outcomes.setdefault(path, FileOutcome(shown(path), parsed=False))
    names = {absolute(file.path) for file in todo}
    outcomes = {path: outcome for path, outcome in outcomes.items() if path in names}
    done = len(outcomes)
    with resting_collector():
        for path, outcome in _judged(wanted, session, config):
            outcomes[path] = outcome
            done += 1
            if progress is not None:
                progress(done, len(todo))
    return outcomes, notices


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b"torch"  # judged, so that the error is told


def _too_large(path: str, size: int, config: Config) -> FileOutcome:
    notice = (
        f"{shown(path)}: skipped, {size // 1000} kB is more than max-file-size "
        f"({config.max_file_size} kB)"
    )
    return FileOutcome(shown(path), parsed=False, skipped=True, notices=[notice])


def _judged(
    paths: Sequence[str], session: Session, config: Config
) -> Iterator[tuple[str, FileOutcome]]:
    size = sum(os.path.getsize(path) for path in paths if os.path.exists(path))
    workers = min(config.jobs or os.cpu_count() or 1, 1 + size // _WORTH_A_WORKER)
    if workers < 2:
        for path in paths:
            yield path, session.judge(Path(path))
        return
    from fwlint.run.workers import judge_in_workers

    yield from judge_in_workers(paths, session, workers, workers * _BATCHES_PER_WORKER)
