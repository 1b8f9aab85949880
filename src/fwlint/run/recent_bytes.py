"""The bytes of files, for looks at them before anything is parsed."""

from __future__ import annotations

from pathlib import Path

_MOST = 20_000_000
"""Bytes that are kept in memory."""


class RecentBytes:
    """Reads each file once, as long as there is room."""

    def __init__(self) -> None:
        self._kept: dict[Path, bytes] = {}
        self._size = 0

    def of(self, path: Path) -> bytes:
        """A file's bytes; none where it cannot be read."""
        if path not in self._kept:
            try:
                self.put(path, path.read_bytes())
            except OSError:
                self.put(path, b"")
        return self._kept[path]

    def put(self, path: Path, data: bytes) -> None:
        """From now on, ``data`` is what the file holds."""
        self._size += len(data) - len(self._kept.pop(path, b""))
        if self._size > _MOST:
            self._kept.clear()
            self._size = len(data)
        self._kept[path] = data
