"""Changing the statements of a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

import libcst as cst

from fwlint.fixes.edits import InsertStatement, RemoveStatement, ReplaceStatement
from fwlint.fixes.expressions import in_newlines_of
from fwlint.fixes.refusal import Refusal

StatementEdit: TypeAlias = InsertStatement | ReplaceStatement | RemoveStatement
Edits: TypeAlias = Mapping[cst.CSTNode, Sequence[StatementEdit]]
Block: TypeAlias = cst.Module | cst.IndentedBlock | cst.SimpleStatementSuite
Line: TypeAlias = cst.SimpleStatementLine | cst.BaseCompoundStatement

_BLANK = cst.EmptyLine(indent=False)


def statements_of(block: Block) -> list[cst.CSTNode]:
    """The statements (not the lines) of a block."""
    statements: list[cst.CSTNode] = []
    for line in block.body:
        statements += line.body if isinstance(line, cst.SimpleStatementLine) else [line]
    return statements


def changed(module: cst.Module, original: Block, updated: Block, edits: Edits) -> Block:
    """``updated``, whose statements are still those of ``original`` one for one, after ``edits``.

    Comments and blank lines above a statement stay where they are, whatever comes or goes below
    them: a comment there may mark the beginning of a notebook's cell.
    """
    writer = _Writer(module, edits)
    if isinstance(updated, cst.SimpleStatementSuite):
        assert isinstance(original, cst.SimpleStatementSuite)
        if writer.only_removes(original.body):
            left = writer.left_of(original.body, updated.body)
            return updated.with_changes(body=left or [cst.Pass()])
        for statement, line in zip(original.body, _on_own_lines(updated), strict=True):
            writer.write_statement(statement, line)
        updated = cst.IndentedBlock([])
    else:
        for old, new in zip(original.body, updated.body, strict=True):
            writer.write_line(old, cast(Line, new))
    if not writer.lines and isinstance(updated, cst.IndentedBlock):
        writer.write(cst.SimpleStatementLine([cst.Pass()]))
    footer = [*_without_trailing_blanks(writer.pending), *updated.footer]
    updated = updated.with_changes(body=writer.lines, footer=footer)
    if isinstance(updated, cst.Module) and not (writer.lines or footer or updated.header):
        return updated.with_changes(has_trailing_newline=False)
    return updated


class _Writer:
    """Writes the lines of a block anew; ``pending`` comes above the next line."""

    def __init__(self, module: cst.Module, edits: Edits) -> None:
        self._module = module
        self._edits = edits
        self.lines: list[Line] = []
        self.pending: list[cst.EmptyLine] = []

    def write_line(self, original: cst.CSTNode, updated: Line) -> None:
        if not isinstance(updated, cst.SimpleStatementLine):
            self.write_statement(original, updated)
            return
        assert isinstance(original, cst.SimpleStatementLine)
        if not any(small in self._edits for small in original.body):
            self.write(updated)
        elif self.only_removes(original.body):
            left = self.left_of(original.body, updated.body)
            if left:
                self.write(updated.with_changes(body=left))
            else:
                self.pending = _stacked(self.pending, updated.leading_lines)
        else:
            for statement, line in zip(original.body, _on_own_lines(updated), strict=True):
                self.write_statement(statement, line)

    def write_statement(self, original: cst.CSTNode, line: Line) -> None:
        """Write ``line``, which holds the one statement ``original``, and its edits."""
        edits = self._edits.get(original, ())
        if not edits:
            self.write(line)
            return
        inserts = [edit for edit in edits if isinstance(edit, InsertStatement)]
        spacing = _blank_lines_above(line) or [_BLANK]
        start = len(self.lines)
        self.pending = _stacked(self.pending, line.leading_lines)
        self._write_sources([e.source for e in inserts if e.where == "before"], start, spacing)
        replacements = [edit for edit in edits if isinstance(edit, ReplaceStatement)]
        if replacements:
            first = len(self.lines)
            self._write_sources([edit.source for edit in replacements], start, spacing)
            self._keep_comment(line, first)
        elif not any(isinstance(edit, RemoveStatement) for edit in edits):
            self._write_apart(line.with_changes(leading_lines=()), start, spacing)
        self._write_sources([e.source for e in inserts if e.where == "after"], start, spacing)

    def write(self, line: Line) -> None:
        if self.pending:
            above = _stacked(self.pending, line.leading_lines)
            line = line.with_changes(leading_lines=above)
            self.pending = []
        self.lines.append(line)

    def only_removes(self, statements: Sequence[cst.CSTNode]) -> bool:
        edits = [edit for statement in statements for edit in self._edits.get(statement, ())]
        return all(isinstance(edit, RemoveStatement) for edit in edits)

    def left_of(
        self,
        original: Sequence[cst.BaseSmallStatement],
        updated: Sequence[cst.BaseSmallStatement],
    ) -> list[cst.BaseSmallStatement]:
        """The statements of a line that are not removed."""
        pairs = zip(original, updated, strict=True)
        left = [small for old, small in pairs if old not in self._edits]
        if left and original[-1] in self._edits:
            left[-1] = left[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
        return left

    def _write_sources(
        self, sources: Sequence[str], start: int, spacing: Sequence[cst.EmptyLine]
    ) -> None:
        for source in sources:
            parsed = _parsed(source, self._module)
            self.pending = _stacked(self.pending, parsed.header)
            for line in parsed.body:
                self._write_apart(line, start, spacing)
            self.pending = _stacked(self.pending, parsed.footer)

    def _write_apart(self, line: Line, start: int, spacing: Sequence[cst.EmptyLine]) -> None:
        """Write ``line``, apart from what was written since ``start`` if one is a definition."""
        near = [line, *self.lines[start:][-1:]]
        bare = not self.pending and not line.leading_lines
        if len(near) > 1 and bare and any(map(_is_definition, near)):
            line = line.with_changes(leading_lines=spacing)
        self.write(line)

    def _keep_comment(self, replaced: Line, first: int) -> None:
        """Give the comment at the end of a replaced line to the lines from index ``first``."""
        if not isinstance(replaced, cst.SimpleStatementLine) or first == len(self.lines):
            return
        comment = replaced.trailing_whitespace.comment
        last = self.lines[-1]
        if not comment:
            return
        if isinstance(last, cst.SimpleStatementLine) and not last.trailing_whitespace.comment:
            ending = replaced.trailing_whitespace
            self.lines[-1] = last.with_changes(trailing_whitespace=ending)
        else:
            line = self.lines[first]
            above = [*line.leading_lines, cst.EmptyLine(comment=comment)]
            self.lines[first] = line.with_changes(leading_lines=above)


def _parsed(source: str, module: cst.Module) -> cst.Module:
    """``source`` as statements that take the indentation and line ends of where they go."""
    try:
        parsed = cst.parse_module(in_newlines_of(module, source))
    except cst.ParserSyntaxError as error:
        raise Refusal(f"its source is not a statement: {source}") from error
    return parsed.with_changes(
        header=_without_white_space(parsed.header),
        footer=_without_white_space(parsed.footer),
        body=[
            line.with_changes(leading_lines=_without_white_space(line.leading_lines))
            for line in parsed.body
        ],
    )


def _on_own_lines(
    line: cst.SimpleStatementLine | cst.SimpleStatementSuite,
) -> list[cst.SimpleStatementLine]:
    """``a; b`` as two lines; the comment above stays above, the one at the end at the end."""
    if len(line.body) == 1 and isinstance(line, cst.SimpleStatementLine):
        return [line]
    bare = [small.with_changes(semicolon=cst.MaybeSentinel.DEFAULT) for small in line.body]
    lines = [cst.SimpleStatementLine([small]) for small in bare]
    if isinstance(line, cst.SimpleStatementLine):
        lines[0] = lines[0].with_changes(leading_lines=line.leading_lines)
    lines[-1] = lines[-1].with_changes(trailing_whitespace=line.trailing_whitespace)
    return lines


def _is_definition(line: Line) -> bool:
    return isinstance(line, (cst.FunctionDef, cst.ClassDef))


def _blank_lines_above(line: Line) -> list[cst.EmptyLine]:
    return [above for above in line.leading_lines if not above.comment]


def _without_white_space(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    return [line if line.comment else _BLANK for line in lines]


def _without_trailing_blanks(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    return list(lines[: len(lines) - _trailing_blanks(lines)])


def _trailing_blanks(lines: Sequence[cst.EmptyLine]) -> int:
    comments = [index for index, line in enumerate(lines) if line.comment]
    return len(lines) - (comments[-1] + 1 if comments else 0)


def _stacked(above: Sequence[cst.EmptyLine], below: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """One run of lines from two; blank lines that meet are not added up."""
    meeting = min(_trailing_blanks(above), _trailing_blanks(below[::-1]))
    return [*above, *below[meeting:]]
