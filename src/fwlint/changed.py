"""Lines that were added or changed since a commit, so that only they are judged.

What counts is the difference between the working tree and the commit at which the branch left
``ref``: commits of the branch, staged and unstaged changes, and files that git does not track.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from fwlint.config.errors import UsageError
from fwlint.config.files import start_directory
from fwlint.documents.ignore import SUFFIXES
from fwlint.findings import Finding

Lines: TypeAlias = tuple[int, int]
"""First and last line, from 1, both included."""

_DIFF = (
    *("-c", "core.quotePath=true", "diff", "--unified=0", "--no-color", "--no-ext-diff"),
    *("--no-textconv", "--text", "--no-prefix", "--no-relative", "--find-renames"),
    "--inter-hunk-context=0",
)
"""What the user has configured must not change what we read."""
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class ChangedLines:
    """As a filter, it hides findings that touch no changed line.

    A finding of a notebook is looked up by the lines of the notebook's file that hold its cell's.
    """

    hides = "unchanged"

    def __init__(
        self, top: Path, tracked: frozenset[str], changed: Mapping[str, Sequence[Lines]]
    ) -> None:
        self._top = top
        self._tracked = tracked
        self._changed = changed

    @classmethod
    def since(cls, ref: str, paths: Sequence[Path]) -> ChangedLines:
        """What changed since ``ref`` in the repository where ``paths`` lie.

        Findings in files outside of it, or in files it does not track, are on changed lines.
        Raises UsageError without git, outside of a repository, and for a ref that is unknown or
        shares no history.
        """
        told = _Git(start_directory(paths)).output("rev-parse", "--show-toplevel")
        top = Path(os.path.realpath(os.fsdecode(told.removesuffix(b"\n"))))
        git = _Git(top)
        base = _base(git, ref)
        tracked = frozenset(map(os.fsdecode, git.output("ls-files", "-z").split(b"\0")))
        diff = git.output(*_DIFF, base, "--", *_patterns(paths))
        return cls(top, tracked, dict(_changed_lines(diff)))

    def shown(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings on changed lines."""
        return [finding for finding in findings if self._is_touched(finding)]

    def _is_touched(self, finding: Finding) -> bool:
        file = Path(os.path.realpath(finding.path))
        if not file.is_relative_to(self._top):
            return True
        name = file.relative_to(self._top).as_posix()
        if name not in self._tracked:
            return True
        changed = self._changed.get(name, ())
        first, last = _lines_in_file(finding, file) if changed else (1, 0)
        return any(start <= last and first <= end for start, end in changed)


class _Git:
    """Git in a directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def output(self, *arguments: str) -> bytes:
        """Raises UsageError with what git says."""
        try:
            command = ["git", "-C", str(self._directory), *arguments]
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise UsageError("--diff-base needs git, and there is no such program") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise UsageError(f"--diff-base: git says: {said[0] if said else 'nothing'}")
        return done.stdout

    def succeeds(self, *arguments: str) -> bytes | None:
        """The output; None when the command fails."""
        try:
            return self.output(*arguments)
        except UsageError:
            return None


def _patterns(paths: Sequence[Path]) -> Iterator[str]:
    """Which files git compares: those we may read, not its large ones."""
    yield from (f"*{suffix}" for suffix in SUFFIXES)
    for path in paths:
        if path.suffix not in SUFFIXES and path.is_file():
            yield f":(literal){os.path.realpath(path)}"


def _base(git: _Git, ref: str) -> str:
    """The commit at which the branch left ``ref``."""
    commit = git.succeeds(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
    )
    if commit is None:
        raise UsageError(f"--diff-base: `{ref}` is not a commit, branch or tag of this repository")
    base = git.succeeds("merge-base", commit.decode().strip(), "HEAD")
    if base is None:
        raise UsageError(
            f"--diff-base: `{ref}` and HEAD share no history; "
            "a shallow clone must be fetched deeper"
        )
    return base.decode().strip()


def _changed_lines(diff: bytes) -> Iterator[tuple[str, list[Lines]]]:
    """The new and changed lines of each file in a diff without context."""
    lines = iter(diff.split(b"\n"))
    changed: list[Lines] = []
    for line in lines:
        if line.startswith(b"+++ "):
            changed = []
            yield _file_name(line[4:]), changed
        elif hunk := _HUNK.match(line):
            removed, added = int(hunk[1] or 1), int(hunk[3] or 1)
            if added:
                changed.append((int(hunk[2]), int(hunk[2]) + added - 1))
            _skip(lines, removed + added)  # they may look like headers


def _skip(lines: Iterator[bytes], count: int) -> None:
    while count and (line := next(lines, None)) is not None:
        count -= not line.startswith(b"\\")  # "\ No newline at end of file"


def _file_name(written: bytes) -> str:
    """Git puts odd names in quotes, as C does, and a tab after names with spaces."""
    if written.startswith(b'"'):
        name: bytes = ast.literal_eval("b" + written.decode("ascii"))
        return os.fsdecode(name)
    return os.fsdecode(written.removesuffix(b"\t"))


def _lines_in_file(finding: Finding, file: Path) -> Lines:
    first, last = finding.start.line, finding.end.line
    if finding.cell is None:
        return first, last
    from fwlint.documents.decoding import decode_utf8
    from fwlint.documents.notebook_json import NotebookJson

    notebook = NotebookJson(decode_utf8(file.read_bytes()).text)
    return notebook.lines_in_file(finding.cell, first, last)
