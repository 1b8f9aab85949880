"""Judging files in several processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from fwlint.findings import FileError
from fwlint.run.memory import rest_collector
from fwlint.run.outcome import FileOutcome
from fwlint.run.session import Session, allow_recursion

_session: Session | None = None

_DEATH = "the process that judged this file died (out of memory, or a crash below Python)"


def judge_in_workers(
    paths: Sequence[str], session: Session, workers: int, batches: int
) -> Iterator[tuple[str, FileOutcome]]:
    """Judge files in ``workers`` processes, neighbours together: they consult the same modules.

    When a process dies, the files left are judged one by one, so that only the one that is the
    death of it goes without findings.
    """
    size = max(1, -(-len(paths) // batches))
    parts = [paths[i : i + size] for i in range(0, len(paths), size)]
    lost: list[str] = []
    with _pool(session, workers) as pool:
        futures = {pool.submit(_judge, part): part for part in parts}
        for future in as_completed(futures):
            try:
                yield from future.result()
            except BrokenProcessPool:
                lost.extend(futures[future])
    lost.sort(reverse=True)
    while lost:
        yield from _one_by_one(lost, session)


def _one_by_one(paths: list[str], session: Session) -> Iterator[tuple[str, FileOutcome]]:
    """Judge files from the end of the list, and take them off it, until a process dies."""
    with _pool(session, 1) as pool:
        while paths:
            path = paths.pop()
            try:
                yield from pool.submit(_judge, [path]).result()
            except BrokenProcessPool:
                outcome = FileOutcome(session.shown(Path(path)), transient=True)
                outcome.errors.append(FileError(outcome.path, _DEATH))
                yield path, outcome
                return


@contextmanager
def _pool(session: Session, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at once when the run is interrupted."""
    # A forked worker has the session already; elsewhere it is sent once.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    context = multiprocessing.get_context(method)
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, context, initializer=_start, initargs=(session,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        raise
    pool.shutdown()


# -- in a worker ----------------------------------------------------------------------------------


def _start(session: Session) -> None:
    global _session
    _session = session
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, too, and ends its workers
    Thread(target=_die_with_parent, daemon=True).start()
    rest_collector()
    allow_recursion()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _judge(paths: Sequence[str]) -> list[tuple[str, FileOutcome]]:
    assert _session is not None
    return [(path, _session.judge(Path(path))) for path in paths]
