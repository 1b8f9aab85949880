"""What a fix would do, as the lines of a diff."""

from __future__ import annotations

import ast
import re
from difflib import unified_diff
from functools import lru_cache
from itertools import islice, zip_longest

from msgspec.structs import replace

from fwlint.documents.document import ends_of_lines, split_lines
from fwlint.documents.syntax import Rejected, parse
from fwlint.fixes.edits import AddImport, AnyEdit, Fix, RemoveImport, Span
from fwlint.fixes.engine import apply_fixes
from fwlint.fixes.excerpt import excerpt
from fwlint.fixes.imported import Binding, all_bindings, module_bindings, needed, provides

# Between hunks; and, as context, what only stands in for the borders of cells and their magics.
_NOT_SHOWN = re.compile(r"@@| .*\b_fwlint_* ?(?:masked_)?\d")
_SPANS = ("span", "call", "argument", "statement", "definition")


def preview(text: str, fix: Fix) -> list[str]:
    """The lines of a unified diff, with one line of context, of making ``fix`` alone.

    Imports come first, without context. Empty if the fix cannot be made or changes nothing.
    Of a large text, only the statements that change are parsed with LibCST.
    """
    tree = _tree(text)
    if isinstance(tree, Rejected):
        return _diff(text, apply_fixes(text, [fix]).text)
    spans = [span for edit in fix.edits for span in _spans(edit).values()]
    if not spans:
        return _import_lines(tree, text, fix)
    lines = _lines_with_ends(text)
    first, last, headers = excerpt(tree, lines, spans)
    above, below = lines[:first], lines[last + 1 :]
    inner = "".join(lines[first : last + 1])
    applied = apply_fixes(headers + inner, [_moved(fix, len(headers) - sum(map(len, above)))])
    if applied.skipped:  # perhaps only because the excerpt stands alone
        return _diff(text, apply_fixes(text, [fix]).text)
    changed = applied.text.removeprefix(headers)
    return [
        *_import_lines(tree, "".join([*above, changed, *below]), fix),
        *_diff(*("".join([*above[-1:], part, *below[:1]]) for part in (inner, changed))),
    ]


@lru_cache(maxsize=1)  # the findings of a file come one after the other
def _tree(text: str) -> ast.Module | Rejected:
    return parse(text)


@lru_cache(maxsize=1)
def _lines_with_ends(text: str) -> list[str]:
    pairs = zip_longest(split_lines(text), ends_of_lines(text), fillvalue="")
    return [line + end for line, end in pairs]


def _moved(fix: Fix, by: int) -> Fix:
    """``fix`` without its imports, for a text in which all has moved by some characters."""
    edits: list[AnyEdit] = []
    for edit in fix.edits:
        if not isinstance(edit, (AddImport, RemoveImport)):
            moved = {name: (start + by, end + by) for name, (start, end) in _spans(edit).items()}
            edits.append(replace(edit, **moved))
    return Fix(fix.message, fix.applicability, edits)


def _spans(edit: AnyEdit) -> dict[str, Span]:
    """The spans that an edit names, by its fields."""
    return {name: getattr(edit, name) for name in _SPANS if hasattr(edit, name)}


def _import_lines(tree: ast.Module, new_text: str, fix: Fix) -> list[str]:
    added = [Binding.of(edit) for edit in fix.edits if isinstance(edit, AddImport)]
    removed = {Binding.of(edit) for edit in fix.edits if isinstance(edit, RemoveImport)}
    gone: list[str] = []
    new_tree = parse(new_text) if removed else None
    if isinstance(new_tree, ast.Module):
        present = removed.intersection(all_bindings(tree))
        gone = [binding.line for binding in present if not needed(new_tree, binding, added)]
    bindings = module_bindings(tree)
    new = [binding.line for binding in added if not provides(bindings, binding)]
    return [*(f"-{line}" for line in sorted(gone)), *(f"+{line}" for line in sorted(new))]


def _diff(before: str, after: str) -> list[str]:
    diff = unified_diff(_lines(before), _lines(after), n=1, lineterm="")
    return [line for line in islice(diff, 2, None) if not _NOT_SHOWN.match(line)]


def _lines(text: str) -> list[str]:
    """The lines of ``text``, without an empty one after the last line end."""
    lines = split_lines(text)
    return lines if lines[-1] else lines[:-1]
