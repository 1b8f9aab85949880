"""What a fix would do, as the lines of a diff."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Sequence
from difflib import unified_diff
from functools import lru_cache
from itertools import accumulate, islice, zip_longest

from msgspec.structs import replace

from fwlint.documents.document import ends_of_lines, split_lines
from fwlint.documents.syntax import Rejected, parse
from fwlint.fixes.claims import claims
from fwlint.fixes.edits import AddImport, AnyEdit, Fix, RemoveImport, Span
from fwlint.fixes.engine import apply_fixes
from fwlint.fixes.imported import Binding, all_bindings, module_bindings, needed, provides

_SPANS = ("span", "call", "argument", "statement", "definition")


def preview(text: str, fix: Fix) -> list[str]:
    """The lines of a unified diff, with one line of context, of making ``fix`` alone.

    Imports come first, without context. Empty if the fix cannot be made or changes nothing.
    Of a large text, only the top-level statements that change are parsed with LibCST.
    """
    tree = _tree(text)
    if isinstance(tree, Rejected):
        return _diff(text, apply_fixes(text, [fix]).text)
    lines = _lines_with_ends(text)
    first, end = _whole_statements(tree, lines, claims(fix))
    segment = "".join(lines[first:end])
    alone = _moved(fix, -sum(map(len, lines[:first])))
    applied = apply_fixes(segment, [alone])
    if applied.skipped:  # perhaps only because the segment stands alone
        return _diff(text, apply_fixes(text, [fix]).text)
    above, below = "".join(lines[max(first - 1, 0) : first]), "".join(lines[end : end + 1])
    whole = "".join([*lines[:first], applied.text, *lines[end:]])
    return [
        *_import_lines(tree, whole, fix),
        *_diff(above + segment + below, above + applied.text + below),
    ]


@lru_cache(maxsize=1)  # the findings of a file come one after the other
def _tree(text: str) -> ast.Module | Rejected:
    return parse(text)


@lru_cache(maxsize=1)
def _lines_with_ends(text: str) -> list[str]:
    pairs = zip_longest(split_lines(text), ends_of_lines(text), fillvalue="")
    return [line + end for line, end in pairs]


def _whole_statements(
    tree: ast.Module, lines: Sequence[str], spans: Sequence[Span]
) -> tuple[int, int]:
    """The lines from the first to before the last that hold ``spans`` in whole statements."""
    if not spans:
        return 0, 0
    starts = [0, *accumulate(map(len, lines))]
    first = bisect_right(starts, min(start for start, _ in spans)) - 1
    last = bisect_right(starts, max(max(start, end - 1) for start, end in spans)) - 1
    for top, bottom in map(_line_range, reversed(tree.body)):
        if top <= last and bottom >= first:
            first = min(first, top)
    for top, bottom in map(_line_range, tree.body):
        if top <= last and bottom >= first:
            last = max(last, bottom)
    return first, last + 1


def _line_range(statement: ast.stmt) -> tuple[int, int]:
    """First and last line, from 0, with decorators."""
    top = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
    return top - 1, (statement.end_lineno or statement.lineno) - 1


def _moved(fix: Fix, by: int) -> Fix:
    """``fix`` without its imports, for a text that begins ``-by`` characters later."""
    edits: list[AnyEdit] = []
    for edit in fix.edits:
        if not isinstance(edit, (AddImport, RemoveImport)):
            spans = {name: getattr(edit, name) for name in _SPANS if hasattr(edit, name)}
            moved = {name: (start + by, end + by) for name, (start, end) in spans.items()}
            edits.append(replace(edit, **moved))
    return Fix(fix.message, fix.applicability, edits)


def _import_lines(tree: ast.Module, new_text: str, fix: Fix) -> list[str]:
    present = module_bindings(tree)
    added = [Binding.of(edit) for edit in fix.edits if isinstance(edit, AddImport)]
    lines = [f"+{binding.line}" for binding in added if not provides(present, binding)]
    removed = {Binding.of(edit) for edit in fix.edits if isinstance(edit, RemoveImport)}
    removed &= {*all_bindings(tree)}
    if removed:
        new_tree = parse(new_text)
        assert isinstance(new_tree, ast.Module)  # the engine has parsed the part that is new
        gone = [b.line for b in removed if not needed(new_tree, b, added)]
        lines = [*(f"-{line}" for line in sorted(gone)), *lines]
    return lines


def _diff(before: str, after: str) -> list[str]:
    diff = unified_diff(_lines(before), _lines(after), n=1, lineterm="")
    return [line for line in islice(diff, 2, None) if not line.startswith("@@")]


def _lines(text: str) -> list[str]:
    """The lines of ``text``, without an empty one after the last line end."""
    lines = split_lines(text)
    return lines if lines[-1] else lines[:-1]
