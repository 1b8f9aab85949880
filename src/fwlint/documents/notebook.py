"""Jupyter notebooks."""

from __future__ import annotations

from pathlib import Path

from fwlint.documents.decoding import decode_utf8
from fwlint.documents.document import Problem, ends_of_lines, split_lines
from fwlint.documents.ipython import cell_magic, recognise_ipython
from fwlint.documents.layout import Layout, dedented, joined
from fwlint.documents.masks import StandIns
from fwlint.documents.notebook_json import Cell, NotebookJson
from fwlint.documents.patchwork import Part, Patch, PatchworkDocument, patch_up


class NotebookDocument(PatchworkDocument):
    """A notebook of a Python kernel: its code cells, with stand-ins for magics and the like.

    Cells that a magic gives to another language are left out. For other kernels the text is
    empty, and nothing is a problem.
    """

    kind = "notebook"

    def __init__(self, path: Path, data: bytes) -> None:
        """Raises UnreadableDocument."""
        self._decoded = decode_utf8(data)
        self._notebook = NotebookJson(self._decoded.text)
        stand_ins = StandIns(cell.source for cell in self._notebook.cells)
        patches: list[Patch] = []
        problems: list[Problem] = []
        for number, cell in enumerate(self._notebook.cells, 1):
            if self._is_python(cell):
                part = _part(number, cell.source)
                patch, found = patch_up(part, recognise_ipython, stand_ins, self.lines(number))
                patches += [patch] if patch else []
                problems += found
        super().__init__(path, patches, problems, stand_ins)

    def _is_python(self, cell: Cell) -> bool:
        """Whether the notebook's own kernel runs a cell as Python."""
        languages = (self._notebook.language, cell.language)
        if any(language and "python" not in language for language in languages):
            return False
        magic = cell_magic(cell.source)
        has_code = cell.source[magic.end if magic else 0 :].strip() != ""
        return cell.kind == "code" and has_code and (magic is None or magic.runs_python)

    def source(self, cell: int | None) -> str:
        return self._notebook.cells[cell - 1].source if cell else ""

    def with_source(self, cell: int | None, source: str) -> bytes:
        sources = {cell: source} if cell else {}
        return self._decoded.encode(self._notebook.with_sources(sources))

    def _with_changed(self, changed: dict[int, str]) -> bytes:
        sources = {number: _head(self.source(number)) + code for number, code in changed.items()}
        return self._decoded.encode(self._notebook.with_sources(sources))


def _head(source: str) -> str:
    """The line of the cell's magic, if it has one: nothing may come before it."""
    magic = cell_magic(source)
    return source[: magic.end] if magic else ""


def _part(number: int, source: str) -> Part:
    head = _head(source)
    body = source[len(head) :]
    margins, lines = dedented(split_lines(body))
    layout = Layout(len(ends_of_lines(head)), margins)
    return Part(number, number, layout, joined(lines, ends_of_lines(body)))
