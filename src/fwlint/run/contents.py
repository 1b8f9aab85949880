"""What files hold: read at most once in a run, and not at all where an earlier run vouches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from fwlint.documents.discover import kind_of
from fwlint.run.relevance import ALWAYS_RELEVANT, Look, look
from fwlint.run.stamps import Stamp, digest, stamp_of


class Content(Struct, frozen=True, array_like=True):
    """A file's bytes, as far as a run needs to know them before it parses anything.

    ``stamp`` was taken before the bytes were read, at the latest ``seen`` (nanoseconds).
    """

    stamp: Stamp
    seen: int
    digest: bytes
    look: Look

    @property
    def settled(self) -> bool:
        """Whether the same stamp will mean the same bytes."""
        return self.stamp.settled(self.seen)


class Contents:
    """The contents of files by absolute path.

    ``stamps`` are those known already; ``recall`` tells what an earlier run saw in a file.
    """

    def __init__(
        self,
        stamps: Mapping[str, Stamp],
        recall: Callable[[str], Content | None],
        started: int,
    ) -> None:
        self._stamps = stamps
        self._recall = recall
        self._started = started
        self._seen: dict[str, Content | None] = {}

    def of(self, path: str) -> Content | None:
        """What a file holds; ``None`` if it cannot be read."""
        if path not in self._seen:
            self._seen[path] = self._look_up(path)
        return self._seen[path]

    def look(self, path: str) -> Look:
        """What the file's bytes tell without being parsed."""
        content = self.of(path)
        return ALWAYS_RELEVANT if content is None else content.look

    def seen(self) -> dict[str, Content | None]:
        """All files that were asked so far."""
        return dict(self._seen)

    def _look_up(self, path: str) -> Content | None:
        stamp = self._stamps.get(path) or stamp_of(path)
        if stamp is None:
            return None
        known = self._recall(path)
        if known is not None and known.stamp == stamp and known.settled:
            return known
        try:
            data = Path(path).read_bytes()
        except OSError:
            return None
        return Content(stamp, self._started, digest(data), look(data, kind_of(path) == "python"))
