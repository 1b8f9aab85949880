"""Markdown pages."""

from __future__ import annotations

from pathlib import Path

from fwlint.documents.blocks import part_of
from fwlint.documents.decoding import decode_utf8
from fwlint.documents.document import Problem, ends_of_lines, split_lines, starts_of_lines
from fwlint.documents.fences import python_fences
from fwlint.documents.foreign import recognise_foreign
from fwlint.documents.masks import StandIns
from fwlint.documents.patchwork import Patch, PatchworkDocument, patch_up


class MarkdownDocument(PatchworkDocument):
    """A page with its Python code blocks.

    Lines that are C's comments or shell commands are told in ``problems``; if the rest of the
    block parses without them, it is in the text, with stand-ins in their place.
    """

    kind = "markdown"

    def __init__(self, path: Path, data: bytes) -> None:
        """Raises UnreadableDocument."""
        self._decoded = decode_utf8(data)
        source = self._decoded.text
        self._lines = split_lines(source)
        ends = ends_of_lines(source)
        stand_ins = StandIns([source])
        patches: list[Patch] = []
        problems: list[Problem] = []
        for number, fence in enumerate(python_fences(source), 1):
            last = fence.first + len(fence.lines)
            raw_lines = self._lines[fence.first : last]
            part = part_of(number, fence, raw_lines, ends[fence.first : last - 1], stand_ins)
            if part:
                patch, found = patch_up(part, recognise_foreign, stand_ins, self._lines)
                patches += [patch] if patch else []
                problems += found
        super().__init__(path, patches, problems, stand_ins, ends[0] if ends else "\n")

    def source(self, cell: int | None) -> str:
        return self._decoded.text

    def with_source(self, cell: int | None, source: str) -> bytes:
        return self._decoded.encode(source)

    def _with_changed(self, changed: dict[int, str]) -> bytes:
        source = self._decoded.text
        starts = starts_of_lines(source)
        pieces, done = [], 0
        for patch in self._patches:
            if patch.number in changed:
                first, last = patch.layout.first, patch.layout.last
                pieces += [source[done : starts[first]], changed[patch.number]]
                done = starts[last] + len(self._lines[last])
        return self._decoded.encode("".join([*pieces, source[done:]]))
