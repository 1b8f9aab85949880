"""Judging files that no cache knows: here, or in worker processes."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from fwlint.checks import Check
from fwlint.config.settings import Config
from fwlint.documents.discover import kind_of
from fwlint.registry import all_checks
from fwlint.run.memory import resting_collector
from fwlint.run.outcome import FileOutcome
from fwlint.run.paths import absolute, shown
from fwlint.run.session import Session
from fwlint.selection import PerFileIgnores, left_out, select
from fwlint.versions import applies, target_versions

_WORTH_A_WORKER = 600_000
"""Bytes of source below which a second process costs more than it saves."""
_BATCHES_PER_WORKER = 6


def chosen_checks(config: Config) -> list[Check]:
    """The checks that are on and true of the project's versions."""
    targets = target_versions(config)
    return [c for c in select(all_checks(), config) if applies(c.versions, targets)]


def make_session(config: Config, files: Sequence[str]) -> Session:
    """A session over ``files`` (absolute)."""
    checks = all_checks()
    return Session(
        chosen_checks(config),
        [Path(file) for file in files],
        Path(absolute(config.root)),
        max_size=config.max_file_size * 1000,
        ignores=PerFileIgnores(checks, config) if config.per_file_ignores else None,
        left_out=left_out(checks, select(checks, config)),
        display={file: shown(file) for file in files},
    )


def judge_data(data: bytes, filename: Path, config: Config) -> FileOutcome:
    """The outcome of one document that is not read from its file."""
    path = absolute(filename)
    return make_session(config, [path]).judge(Path(path), kind_of(filename), data)


def judge_files(
    todo: Sequence[str], every: Sequence[str], config: Config
) -> Generator[tuple[str, FileOutcome], None, None]:
    """Outcomes of the files ``todo``, in any order, in a project of the files ``every``."""
    session = make_session(config, every)
    size = sum(os.path.getsize(path) for path in todo if os.path.exists(path))
    workers = min(config.jobs or os.cpu_count() or 1, 1 + size // _WORTH_A_WORKER)
    with resting_collector():
        if workers < 2:
            for path in todo:
                yield path, session.judge(Path(path))
            return
        from fwlint.run.workers import judge_in_workers

        yield from judge_in_workers(todo, session, workers, workers * _BATCHES_PER_WORKER)
