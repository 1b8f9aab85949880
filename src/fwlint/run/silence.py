"""Silencing the findings of a report, each by a comment in its file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field

from fwlint.config.settings import Config
from fwlint.documents.document import CannotRebuild, UnreadableDocument
from fwlint.files import replace_file
from fwlint.findings import FileError, Finding
from fwlint.noqa import can_be_silenced, silence
from fwlint.run.paths import absolute


class Silenced(Struct):
    """How many lines got a comment, which findings cannot have one, and which files failed."""

    lines: int = 0
    left: list[Finding] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)


def silence_findings(findings: Sequence[Finding], config: Config, reason: str) -> Silenced:
    """Write a comment for each of the findings, which are those of a scan, into its file."""
    from fwlint.run.judging import make_session

    session = make_session(config, sorted({absolute(finding.path) for finding in findings}))
    result = Silenced(left=[found for found in findings if not can_be_silenced(found)])
    for name, of_file in groupby(findings, key=lambda finding: finding.path):
        path = Path(absolute(name))
        try:
            data, lines = silence(session.read(path), of_file, reason)
            if lines:
                replace_file(path, data)
        except (CannotRebuild, UnreadableDocument) as error:
            result.errors.append(FileError(name, f"cannot be edited: {error}"))
        except OSError as error:
            result.errors.append(FileError(name, f"cannot be written: {error.strerror}"))
        else:
            result.lines += lines
    return result
