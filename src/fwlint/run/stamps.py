"""Telling, without reading it, that a file has not changed."""

from __future__ import annotations

import hashlib
import os

from msgspec import Struct

_RACY_NS = 2_000_000_000
"""A file written this shortly before it was looked at may change again within its time stamp."""


class Stamp(Struct, frozen=True, array_like=True):
    """What ``stat`` says of a file: times in nanoseconds, size in bytes.

    ``ctime`` also tells what keeps the other two: a file moved into place, new permissions.
    """

    mtime: int
    ctime: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size)

    def older_than(self, moment: int) -> bool:
        """Whether the file was last changed before ``moment`` (nanoseconds)."""
        return max(self.mtime, self.ctime) < moment

    def settled(self, moment: int) -> bool:
        """Whether any change after ``moment`` (nanoseconds) shows in another stamp."""
        return self.older_than(moment - _RACY_NS)


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; ``None`` if it cannot be looked at."""
    try:
        return Stamp.of(os.stat(path))
    except OSError:
        return None


def digest(*parts: bytes) -> bytes:
    """A digest of byte strings, their lengths included."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()
