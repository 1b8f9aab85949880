"""Patterns of paths to leave out: those of .gitignore files, and those of ``exclude``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from re import Match, Pattern
from typing import NamedTuple

SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb", ".md", ".markdown")
_PLAIN_NAME = re.compile(r"[\w.-]+/?", re.ASCII)
_DIRECTORY_MARK = "ps_d"  # pathspec's name for the slash after a directory that matched


class _Rule(NamedTuple):
    regex: Pattern[str]
    ignores: bool
    anchored: bool


class IgnorePatterns:
    """Lines of a .gitignore, tested one path at a time.

    As git does, the caller does not go below a directory that is ignored. Paths are relative
    to where the lines stand, with forward slashes; those of directories end in one.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = [line for line in lines if line.strip() and not line.startswith("#")]

    @classmethod
    def read(cls, file: Path) -> IgnorePatterns:
        """The patterns of a .gitignore file. Raises OSError."""
        return cls(file.read_text(encoding="utf-8", errors="replace").splitlines())

    def ignores_directory(self, path: str) -> bool | None:
        """True: ignored; False: expressly not (``!pattern``); None: no line says anything."""
        return _last_word(self._directory_rules, path)

    def ignores_file(self, path: str) -> bool | None:
        """As ``ignores_directory``, for a file that has one of our suffixes."""
        return _last_word(self._file_rules, path) if self._file_lines else None

    def without_those_for(self, directory: str) -> IgnorePatterns:
        """The lines that do not make git leave out ``directory`` or what lies above it."""
        ancestors = [directory[: i + 1] for i, c in enumerate(directory) if c == "/"]
        if not any(self.ignores_directory(path) for path in ancestors):
            return self
        return IgnorePatterns(
            line
            for line in self.lines
            if not any(IgnorePatterns([line]).ignores_directory(path) for path in ancestors)
        )

    @cached_property
    def _directory_rules(self) -> list[_Rule]:
        return _compile(self.lines)

    @cached_property
    def _file_lines(self) -> list[str]:
        """The few lines that can match a file with one of our suffixes, for speed."""
        return [line for line in self.lines if line.rstrip().endswith((*SUFFIXES, *"*?]"))]

    @cached_property
    def _file_rules(self) -> list[_Rule]:
        return _compile(self._file_lines)


def _last_word(rules: Sequence[_Rule], path: str) -> bool | None:
    """The last line that matches decides; ``rules`` has the last line first."""
    name = path[path.rfind("/", 0, -1) + 1 :]
    for regex, ignores, anchored in rules:
        found = regex.search(path if anchored else name)
        if found and not (anchored and _means_directory_above(found, path)):
            return ignores
    return None


def _means_directory_above(found: Match[str], path: str) -> bool:
    """Whether the pattern matched a directory above ``path``: pathspec says yes to both."""
    if _DIRECTORY_MARK not in found.re.groupindex:
        return False
    return found.start(_DIRECTORY_MARK) not in (-1, len(path) - 1)


def _compile(lines: Iterable[str]) -> list[_Rule]:
    """The rules of lines, the last line's first."""
    rules: list[_Rule] = []
    for plain, run in groupby(lines, key=lambda line: _PLAIN_NAME.fullmatch(line) is not None):
        found = list(run)
        rules += [_named(found)] if plain else _patterns(found)
    return rules[::-1]


def _named(names: Iterable[str]) -> _Rule:
    """One rule for names without any special character: the usual case needs no pathspec."""
    branches = [re.escape(n) if n.endswith("/") else f"{re.escape(n)}/?" for n in names]
    return _Rule(re.compile(f"^(?:{'|'.join(branches)})$"), ignores=True, anchored=False)


def _patterns(lines: Iterable[str]) -> Iterator[_Rule]:
    from pathspec import GitIgnoreSpec

    for line in lines:
        try:
            patterns = GitIgnoreSpec.from_lines([line]).patterns
        except (ValueError, re.error):
            continue  # git, too, passes over lines that are no pattern
        anchored = "/" in line.strip().lstrip("!").rstrip("/")
        for pattern in patterns:
            if pattern.regex is not None and pattern.include is not None:
                yield _Rule(pattern.regex, pattern.include, anchored)
