"""What earlier runs found, kept in one SQLite file.

A *run* is kept whole under a key made of everything it depends on, so that an unchanged
repository costs a look at its directories. A *file* is kept with all that its findings depend
on, so that an edit costs only what it touches (see ``fresh``).

The cache never decides: whatever is wrong with it, the run goes on without it and says so once.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from fwlint.project.links import Links
from fwlint.run.contents import Content
from fwlint.run.outcome import FileOutcome
from fwlint.run.result import Report
from fwlint.run.surroundings import Surroundings

_LAYOUT = 2
_KEPT_RUNS = 16
_TABLES = """
create table if not exists runs (
    key blob primary key, used integer, surroundings blob, report blob
);
create table if not exists files (path text primary key, kept blob);
"""
_COLUMNS = {"runs": ["key", "used", "surroundings", "report"], "files": ["path", "kept"]}


class KeptFile(Struct, array_like=True):
    """What is kept of a file. ``outcome`` is encoded; empty if the file was only consulted."""

    content: Content
    environment: bytes
    links: Links
    outcome: bytes = b""


class Cache:
    """An open cache; ``notices`` tells what is wrong with it, once."""

    def __init__(self, directory: Path) -> None:
        self.notices: list[str] = []
        self.started = time.time_ns()
        self._file = directory / f"cache-{_LAYOUT}.db"
        self._version: object = None
        self._kept: dict[str, KeptFile] = {}
        self._connection: sqlite3.Connection | None = None
        try:
            directory.mkdir(parents=True, exist_ok=True)
            ignore = directory / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n")
        except OSError as error:
            self._give_up(error.strerror or str(error))
            return
        self._open()

    # -- the file -------------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            self._connection = self._connect()
        except sqlite3.OperationalError as error:  # unwritable or locked
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._build_anew(error)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        try:
            connection.execute("pragma synchronous = off")
            connection.executescript(_TABLES)
            for table, expected in _COLUMNS.items():
                rows = connection.execute(f"pragma table_info({table})").fetchall()
                if [row[1] for row in rows] != expected:
                    raise sqlite3.DatabaseError(f"the table {table} has other columns")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _build_anew(self, error: Exception) -> None:
        """Replace a damaged file; a second damage in one run is nothing that helps against."""
        self.close()
        self._kept.clear()
        if self.notices:
            return
        self.notices.append(f"the cache {self._file} was damaged ({error}); it is built anew")
        try:
            self._file.unlink(missing_ok=True)
            self._connection = self._connect()
        except (OSError, sqlite3.Error):
            self.close()
        self._version = self._query("pragma data_version")

    def _give_up(self, reason: object) -> None:
        self.close()
        if not self.notices:
            self.notices.append(
                f"the cache {self._file} cannot be used: {reason}; going on without it"
            )

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            self._build_anew(error)
        return []

    # -- runs -----------------------------------------------------------------------------------

    def run(self, key: bytes) -> Report | None:
        """The report of an equal run, if what it saw beyond its own files is unchanged."""
        rows = self._query("select surroundings, report from runs where key = ?", (key,))
        if not rows:
            return None
        try:
            around = msgspec.msgpack.decode(_blob(rows[0][0]), type=Surroundings)
            report = msgspec.msgpack.decode(_blob(rows[0][1]), type=Report)
        except (msgspec.MsgspecError, TypeError) as error:
            self._build_anew(error)
            return None
        return report if around.unchanged() else None

    def keep_run(self, key: bytes, report: Report, around: Surroundings) -> None:
        """Keep a report under its key."""
        encode = msgspec.msgpack.encode
        self._query(
            "insert or replace into runs values (?, ?, ?, ?)",
            (key, self.started, encode(around), encode(report)),
        )
        self._query(
            "delete from runs where key not in (select key from runs order by used desc limit ?)",
            (_KEPT_RUNS,),
        )

    # -- files ----------------------------------------------------------------------------------

    def files(self) -> dict[str, KeptFile]:
        """All that is kept of files, by absolute path; it is emptied if it proves damaged."""
        self._version = self._query("pragma data_version")
        decoder = msgspec.msgpack.Decoder(KeptFile)
        try:
            for path, kept in self._query("select path, kept from files"):
                self._kept[str(path)] = decoder.decode(_blob(kept))
        except (msgspec.MsgspecError, TypeError) as error:
            self._build_anew(error)
        return self._kept

    def outcome(self, kept: KeptFile) -> FileOutcome | None:
        """The outcome of a file; ``None`` if there is none."""
        if not kept.outcome:
            return None
        try:
            return msgspec.msgpack.decode(kept.outcome, type=FileOutcome)
        except msgspec.MsgspecError as error:
            self._build_anew(error)
            return None

    def keep_files(self, changed: Mapping[str, KeptFile], gone: Iterable[str]) -> None:
        """Write what has changed since ``files``, all or nothing.

        What another run has written meanwhile need not go together with it: then it stays.
        """
        if self._connection is None or not (changed or (gone := list(gone))):
            return
        rows = [(path, msgspec.msgpack.encode(kept)) for path, kept in changed.items()]
        self._query("begin immediate")
        if self._query("pragma data_version") == self._version and self._connection is not None:
            self._write(rows, gone)
        self._query("commit")

    def _write(self, rows: Sequence[tuple[str, bytes]], gone: Iterable[str]) -> None:
        assert self._connection is not None
        try:
            self._connection.executemany("delete from files where path = ?", [(p,) for p in gone])
            self._connection.executemany("insert or replace into files values (?, ?)", rows)
        except sqlite3.Error as error:
            self._give_up(error)


def _blob(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"a {type(value).__name__} where encoded data should be")
    return value
