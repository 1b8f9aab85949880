"""Judging files in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from fwlint.run.outcome import FileOutcome
from fwlint.run.session import Session

_session: Session | None = None


def _start(session: Session) -> None:
    global _session
    _session = session


def _judge(paths: Sequence[str]) -> list[tuple[str, FileOutcome]]:
    assert _session is not None
    return [(path, _session.judge(Path(path))) for path in paths]


def judge_in_workers(
    paths: Sequence[str], session: Session, workers: int, batches: int
) -> Iterator[tuple[str, FileOutcome]]:
    """Judge files in ``workers`` processes, neighbours together: they consult the same modules."""
    size = max(1, -(-len(paths) // batches))
    parts = [paths[i : i + size] for i in range(0, len(paths), size)]
    # A forked worker has the session already; elsewhere it is sent once.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context(method), initializer=_start, initargs=(session,)
    ) as pool:
        futures = [pool.submit(_judge, part) for part in parts]
        try:
            for future in as_completed(futures):
                yield from future.result()
        finally:
            for future in futures:
                future.cancel()
