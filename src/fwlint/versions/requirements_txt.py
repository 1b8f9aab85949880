"""requirements.txt and constraints.txt, as pip reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from fwlint.versions.requirement import Wanted, read_requirements

_COMMENT = re.compile(r"(^|\s+)#.*$")
_OPTIONS = re.compile(r"\s+--?[A-Za-z].*$")
_INCLUDE = re.compile(r"^\s*(?:-r|-c|--requirement|--constraint)[\s=]*([^\s#].*)$", re.MULTILINE)


def read_requirements_txt(text: str, name: str) -> Iterator[Wanted | str]:
    """What a requirements file asks; included files are read by themselves."""
    return read_requirements(
        (f"{name}:{number}", line)
        for number, line in _logical_lines(text)
        if not line.startswith("-")
    )


def included_files(file: Path) -> list[Path]:
    """The files that ``file`` includes with ``-r`` or ``-c``; none when it cannot be read."""
    try:
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:  # told when it is read for its requirements
        return []
    return [
        Path(os.path.normpath(file.parent / _COMMENT.sub("", match[1]).strip()))
        for match in _INCLUDE.finditer(text)
        if "://" not in match[1]
    ]


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Requirements without comments and options, with the number of their first line."""
    number = 1
    pieces: list[str] = []
    for offset, line in enumerate(text.splitlines(), start=1):
        if not pieces:
            number = offset
        pieces.append(line.removesuffix("\\"))
        if line.endswith("\\"):
            continue
        yield number, _OPTIONS.sub("", _COMMENT.sub("", "".join(pieces))).strip()
        pieces = []
