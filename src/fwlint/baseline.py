"""Findings that a project has accepted for now: they are kept in a file, and not shown.

An entry knows its finding by file, rule and line of source, so it outlives moved lines. Paths
count from the directory of the baseline's file, wherever fwlint is run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from fwlint.config.errors import UsageError
from fwlint.findings import Finding
from fwlint.report.fingerprint import fingerprint, source_line
from fwlint.run.outcome import INTERNAL_ERROR

VERSION = 1
_ANEW = "write it anew with `fwlint scan --write-baseline`"


class Entry(Struct, frozen=True, order=True):
    """Equal findings of one rule, on equal lines of one file; ``path`` and ``code`` tell people."""

    path: str
    code: str
    fingerprint: str


class _CountedEntry(Entry, frozen=True, kw_only=True):
    count: int


class _File(Struct, frozen=True):
    version: int
    findings: list[_CountedEntry]


class Baseline:
    """How often each entry is accepted. As a filter, it hides as many."""

    hides = "baseline"

    def __init__(self, file: Path, accepted: Counter[Entry]) -> None:
        self.file = file
        self._accepted = accepted
        self._gone = Counter(accepted)

    @classmethod
    def of(cls, findings: Iterable[Finding], file: Path) -> Baseline:
        """The baseline that accepts ``findings``, but no faults of fwlint, for ``file``."""
        accepted = (_entry(f, file) for f in findings if f.code != INTERNAL_ERROR)
        return cls(file, Counter(accepted))

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """Raises UsageError for a file that does not exist or is no baseline."""
        try:
            content = msgspec.convert(json.loads(file.read_bytes()), _File)
        except FileNotFoundError as error:
            raise UsageError(
                f"there is no baseline {file}; write it with `fwlint scan --write-baseline`"
            ) from error
        except OSError as error:
            raise UsageError(f"cannot read the baseline {file}: {error.strerror}") from error
        except (ValueError, msgspec.ValidationError) as error:
            raise UsageError(f"{file} is not a baseline of fwlint ({error}); {_ANEW}") from error
        if content.version != VERSION:
            raise UsageError(
                f"{file} is a baseline of version {content.version}, "
                f"and this fwlint reads version {VERSION}; {_ANEW}"
            )
        accepted: Counter[Entry] = Counter()
        for entry in content.findings:
            accepted[Entry(entry.path, entry.code, entry.fingerprint)] += entry.count
        return cls(file, accepted)

    def __len__(self) -> int:
        """The number of accepted findings."""
        return self._accepted.total()

    def text(self) -> str:
        """What the file is to hold, with an entry per line."""
        listed = ",\n".join(
            json.dumps({**msgspec.structs.asdict(entry), "count": count})
            for entry, count in sorted(self._accepted.items())
        )
        return f'{{"version": {VERSION}, "findings": [\n{listed}\n]}}\n'

    def shown(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that are not accepted. Of equal ones the last are shown."""
        self._gone = Counter(self._accepted)
        unknown = []
        for finding in findings:
            entry = _entry(finding, self.file)
            if self._gone[entry] > 0:
                self._gone[entry] -= 1
            else:
                unknown.append(finding)
        return unknown

    def gone(self, paths: Iterable[Path], unread: Collection[str]) -> Counter[str]:
        """How many accepted findings the last ``shown`` did not meet, by code.

        Only files at or below ``paths`` count that are not among ``unread`` (as reports show
        them): of others nothing is known.
        """
        looked_at = [Path(os.path.abspath(path)) for path in paths]
        unknown = {_path_from(path, self.file) for path in unread}
        gone: Counter[str] = Counter()
        for entry, count in self._gone.items():
            place = Path(os.path.abspath(self.file.parent / entry.path))
            if entry.path not in unknown and any(place.is_relative_to(path) for path in looked_at):
                gone[entry.code] += count
        return +gone


def _entry(finding: Finding, file: Path) -> Entry:
    path = _path_from(finding.path, file)
    return Entry(path, finding.code, fingerprint(finding.code, path, source_line(finding), 0))


def _path_from(path: str, file: Path) -> str:
    """A path of a report, from the directory of ``file``, with forward slashes."""
    try:
        return Path(os.path.relpath(path, file.parent)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()
