"""Recognising what IPython adds to Python (magics, shell lines, help) and what it does not."""

from __future__ import annotations

import re
from typing import NamedTuple

from fwlint.documents.foreign import recognise_c_comment
from fwlint.documents.repair import Foreign, last_continued

_COMMAND = re.compile(r"\s*(?P<foreign>%|!)")
_ASSIGNMENT = re.compile(r"[^=%!'\"#]*[^=%!'\"#<>]=\s*(?P<foreign>%{1,2}[a-zA-Z]|!(?!=))")
_NAME = r"%{0,2}[\w.*\[\]'\"]+"
_HELP = re.compile(rf"\s*(?P<foreign>\?{{1,2}}\s*{_NAME}|{_NAME}\s*\?{{1,2}})\s*;?\s*")
# IPython runs these as magics without a `%`, too.
_AUTOMAGIC = re.compile(
    r"\s*(?P<foreign>(?:cat|cd|conda|cp|ls|mamba|micromamba|mkdir|mv|pip|rm|uv)\s+[^\s=(\[,.:].*)"
)
_CELL_MAGIC = re.compile(r"\s*^%%(?P<name>\S*)[^\r\n]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_ON_PYTHON = frozenset(
    ["capture", "lprun", "memit", "mprun", "prun", "snakeviz", "time", "timeit", "wandb"]
)


class CellMagic(NamedTuple):
    """The magic that takes the whole cell (``%%bash`` is ``bash``); its line ends at ``end``."""

    name: str
    end: int

    @property
    def runs_python(self) -> bool:
        """Whether it runs the rest of the cell as Python, among the notebook's own names."""
        return self.name in _ON_PYTHON


def cell_magic(source: str) -> CellMagic | None:
    """The magic at the beginning of a cell."""
    found = _CELL_MAGIC.match(source)
    return CellMagic(found["name"], found.end()) if found else None


def recognise_ipython(lines: list[str], index: int) -> Foreign | None:
    """A magic, a shell line, a call for help or a ``//`` comment in a line that is no Python."""
    line = lines[index]
    found = (
        _COMMAND.match(line)
        or _ASSIGNMENT.match(line)
        or _HELP.fullmatch(line)
        or _AUTOMAGIC.match(line)
    )
    if found is None:
        return recognise_c_comment(lines, index)
    return Foreign(index, last_continued(lines, index), found.start("foreign"), "expression")
