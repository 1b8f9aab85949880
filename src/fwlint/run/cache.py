"""What earlier runs found, kept in one SQLite file.

Two layers. A *run* is kept whole under a key made of everything it depends on, so that an
unchanged repository costs a look at its directory. A *file* is kept with the digests of its
content and of every file that was consulted, so that an edit costs only what it touches.

The cache never decides: whatever is wrong with it, the run goes on without it and says so once.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from fwlint.run.outcome import FileOutcome
from fwlint.run.result import Report

_LAYOUT = 1
_RACY_NS = 2_000_000_000
"""A file written this shortly before it was looked at may change again within its time stamp."""
_KEPT_RUNS = 16

_TABLES = """
create table if not exists runs (key blob primary key, used integer, extra blob, report blob);
create table if not exists files (
    path text primary key, mtime integer, size integer, seen integer,
    digest blob, environment blob, consulted blob, outcome blob
);
"""


class Stamp(Struct, frozen=True, array_like=True):
    """What ``stat`` says of a file."""

    mtime: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_mtime_ns, status.st_size)


class _Kept(Struct, array_like=True):
    stamp: Stamp
    seen: int
    digest: bytes
    environment: bytes
    consulted: bytes
    outcome: bytes


def digest(*parts: bytes) -> bytes:
    """A digest of byte strings, their lengths included."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


def run_key(environment: bytes, files: Iterable[tuple[str, Stamp]]) -> bytes:
    """The key of a run over these files."""
    return digest(environment, msgspec.msgpack.encode(list(files)))


class Cache:
    """An open cache; ``notices`` tells what is wrong with it, once."""

    def __init__(self, directory: Path) -> None:
        self.notices: list[str] = []
        self._file = directory / f"cache-{_LAYOUT}.db"
        self._started = time.time_ns()
        self._digests: dict[str, bytes | None] = {}
        self._kept: dict[str, _Kept] = {}
        self._connection: sqlite3.Connection | None = None
        try:
            directory.mkdir(parents=True, exist_ok=True)
            ignore = directory / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n")
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # unwritable or locked, not corrupted
            self.notices.append(f"the cache {self._file} was corrupted; it is built anew")
            self._file.unlink()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        connection.execute("pragma synchronous = off")
        connection.executescript(_TABLES)
        return connection

    def _give_up(self, error: Exception) -> None:
        self.notices.append(f"the cache {self._file} cannot be used: {error}; going on without it")
        self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    # -- runs -----------------------------------------------------------------------------------

    def run(self, key: bytes) -> Report | None:
        """The report of an equal run, if every file it consulted beyond its own is unchanged."""
        rows = self._query("select extra, report from runs where key = ?", (key,))
        if not rows:
            return None
        try:
            extra = msgspec.msgpack.decode(_blob(rows[0][0]), type=list[tuple[str, Stamp]])
            if any(_stamp(path) != stamp for path, stamp in extra):
                return None
            return msgspec.msgpack.decode(_blob(rows[0][1]), type=Report)
        except msgspec.MsgspecError as error:
            self._give_up(error)
            return None

    def keep_run(
        self, key: bytes, report: Report, stamps: Iterable[Stamp], consulted: Iterable[str]
    ) -> None:
        """Keep a report, unless a file is so new that its stamp cannot be trusted yet."""
        extra = [(path, stamp) for path in sorted(consulted) if (stamp := _stamp(path))]
        newest = max((s.mtime for s in (*stamps, *(s for _, s in extra))), default=0)
        if newest > self._started - _RACY_NS:
            return
        encode = msgspec.msgpack.encode
        self._query(
            "insert or replace into runs values (?, ?, ?, ?)",
            (key, self._started, encode(extra), encode(report)),
        )
        self._query(
            "delete from runs where key not in (select key from runs order by used desc limit ?)",
            (_KEPT_RUNS,),
        )

    # -- files ----------------------------------------------------------------------------------

    def load_files(self) -> None:
        """Read what is kept of files; outcomes are decoded when they are asked for."""
        for path, mtime, size, seen, *rest in self._query("select * from files"):
            stamp = Stamp(int(str(mtime)), int(str(size)))
            self._kept[str(path)] = _Kept(stamp, int(str(seen)), *map(_blob, rest))

    def outcome(self, path: str, environment: bytes) -> FileOutcome | None:
        """The outcome of a file, if it and all that it consulted are as they were."""
        kept = self._kept.get(path)
        if kept is None or kept.environment != environment or self.content(path) != kept.digest:
            return None
        try:
            consulted = msgspec.msgpack.decode(kept.consulted, type=list[tuple[str, bytes]])
            if any(self.content(other) != known for other, known in consulted):
                return None
            return msgspec.msgpack.decode(kept.outcome, type=FileOutcome)
        except msgspec.MsgspecError as error:
            self._give_up(error)
            return None

    def content(self, path: str) -> bytes | None:
        """The digest of a file's content; read only when its stamp does not vouch for it."""
        if path not in self._digests:
            stamp, kept = _stamp(path), self._kept.get(path)
            if stamp is None:
                self._digests[path] = None
            elif kept is not None and kept.stamp == stamp and stamp.mtime < kept.seen - _RACY_NS:
                self._digests[path] = kept.digest
            else:
                self._digests[path] = _digest_of_file(path)
        return self._digests[path]

    def keep_files(self, outcomes: Iterable[tuple[str, FileOutcome]], environment: bytes) -> None:
        """Keep the outcomes of files, by absolute path."""
        encode = msgspec.msgpack.encode
        rows = []
        for path, outcome in outcomes:
            stamp, content = _stamp(path), self.content(path)
            consulted = [(other, self.content(other)) for other in outcome.consulted]
            if stamp is None or content is None or any(known is None for _, known in consulted):
                continue
            rows.append(
                (path, stamp.mtime, stamp.size, self._started, content, environment,
                 encode(consulted), encode(outcome))
            )  # fmt: skip
        if self._connection is None or not rows:
            return
        try:
            self._connection.execute("begin")
            self._connection.executemany(
                "insert or replace into files values (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )
            self._connection.execute("commit")
        except sqlite3.Error as error:
            self._give_up(error)


def _blob(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _stamp(path: str) -> Stamp | None:
    try:
        return Stamp.of(os.stat(path))
    except OSError:
        return None


def _digest_of_file(path: str) -> bytes | None:
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return None
