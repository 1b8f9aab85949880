"""Doing something again whenever something changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

INTERVAL = 0.5
"""Seconds between two looks."""


def watch(
    look: Callable[[], object], act: Callable[[], None], pause: Callable[[float], None] = time.sleep
) -> None:
    """Act now, and again whenever ``look`` gives something else, until Ctrl-C.

    What changes while ``act`` runs is not missed: it is looked at before.
    """
    try:
        seen = look()
        act()
        while True:
            pause(INTERVAL)
            now = look()
            if now != seen:
                seen = now
                act()
    except KeyboardInterrupt:
        return


def stamps_of(files: Iterable[Path]) -> dict[Path, tuple[int, int] | None]:
    """Time and size of each file; None for one that is not there."""
    stamps: dict[Path, tuple[int, int] | None] = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            stamps[file] = None
        else:
            stamps[file] = status.st_mtime_ns, status.st_size
    return stamps
