"""How far a long run has come, on a terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_PATIENCE = 1.0
"""Seconds before anything is shown: most runs are over by then."""
_INTERVAL = 0.1


class Progress:
    """Call it with the number of files done and of all files; it cleans up after itself."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._enabled or now < self._next:
            return
        self._next = now + _INTERVAL
        self._show(f"Scanning {done} of {total} files ...")

    def _show(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{self._width}}")
        sys.stderr.flush()
        self._width = len(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._width:
            self._show("")
            sys.stderr.write("\r")
            sys.stderr.flush()
