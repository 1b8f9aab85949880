"""Adding and removing imports."""

from __future__ import annotations

import ast
from bisect import bisect
from collections.abc import Sequence
from typing import TypeAlias

import libcst as cst
from libcst.helpers import get_full_name_for_node

from fwlint.fixes.edits import AddImport, RemoveImport, RemoveStatement
from fwlint.fixes.imported import Binding, module_bindings, needed, provides
from fwlint.fixes.layout import NO_SPACE, CommaList
from fwlint.fixes.statements import Line
from fwlint.fixes.transform import Target, transformed

ImportStatement: TypeAlias = cst.Import | cst.ImportFrom

_BLANK = cst.EmptyLine(indent=False)


def with_imports(
    module: cst.Module, tree: ast.Module, edits: Sequence[AddImport | RemoveImport]
) -> cst.Module:
    """``module``, whose ``ast`` is ``tree``, with imports added if missing, removed if unneeded."""
    present = module_bindings(tree)
    added = {Binding.of(edit) for edit in edits if isinstance(edit, AddImport)}
    removed = {Binding.of(edit) for edit in edits if isinstance(edit, RemoveImport)} - added
    for binding in sorted(added, key=lambda binding: binding.line):
        if not provides(present, binding):
            module = _added(module, binding)
    for binding in sorted(removed, key=lambda binding: binding.line):
        if not needed(tree, binding, added):
            module = _removed(module, binding)
    return module


def _added(module: cst.Module, binding: Binding) -> cst.Module:
    body = list(module.body)
    start, end = _import_block(module)
    if binding.name:
        for index in range(start, end):
            line = cst.ensure_type(body[index], cst.SimpleStatementLine)
            statement = line.body[-1]
            if isinstance(statement, cst.ImportFrom) and _can_take(statement, binding):
                longer = _extended(statement, binding)
                body[index] = line.with_changes(body=[*line.body[:-1], longer])
                return module.with_changes(body=body)
    new = cst.parse_statement(binding.line, module.config_for_parsing)
    if start == end:
        body[start : start + 1] = _first_import(new, body[start : start + 1])
    else:
        body.insert(_after_kindred(body, start, end, binding), new)
    return module.with_changes(body=body)


def _import_block(module: cst.Module) -> tuple[int, int]:
    """The first run of imports, or an empty one below the docstring.

    Bare expressions may stand above it: in a notebook, the borders of cells and ``!pip install``.
    """
    start = next((i for i, line in enumerate(module.body) if not _all(line, cst.Expr)), 0)
    end = start
    for line in module.body[start:]:
        if not _all(line, (cst.Import, cst.ImportFrom)):
            break
        end += 1
    if start == end:
        start = end = 1 if module.get_docstring() is not None else 0
    return start, end


def _all(line: cst.CSTNode, kind: type[cst.CSTNode] | tuple[type[cst.CSTNode], ...]) -> bool:
    """Whether ``line`` holds only small statements of a kind."""
    return isinstance(line, cst.SimpleStatementLine) and all(
        isinstance(statement, kind) for statement in line.body
    )


def _can_take(statement: cst.ImportFrom, binding: Binding) -> bool:
    return _module_name(statement) == binding.module and not isinstance(
        statement.names, cst.ImportStar
    )


def _first_import(new: Line, following: Sequence[Line]) -> list[Line]:
    """The only import takes the comments above the line, if any, that it goes before."""
    if not following:
        return [new]
    line = following[0]
    spacing = [_BLANK, _BLANK] if isinstance(line, (cst.FunctionDef, cst.ClassDef)) else [_BLANK]
    new = new.with_changes(leading_lines=line.leading_lines)
    return [new, line.with_changes(leading_lines=spacing)]


def _after_kindred(body: Sequence[Line], start: int, end: int, binding: Binding) -> int:
    """After the last import from the same package, else after all imports."""
    package = binding.module.partition(".")[0]
    for index in range(end, start, -1):
        line = cst.ensure_type(body[index - 1], cst.SimpleStatementLine)
        present = [found for statement in line.body for found in _bindings(statement)]
        if any(found.module.partition(".")[0] == package for found in present):
            return index
    return end


def _extended(statement: cst.ImportFrom, binding: Binding) -> cst.ImportFrom:
    """``from a import b`` with one more name: in its sorted place, or last if they are not."""
    names = [found.name or "" for found in _bindings(statement)]
    index = bisect(names, binding.name or "") if names == sorted(names) else len(names)
    alias = cst.AsName(cst.Name(binding.alias)) if binding.alias else None
    listing = _listing(statement)
    listing.insert(index, cst.ImportAlias(cst.Name(binding.name or ""), alias))
    return cst.ensure_type(_with_names(statement, listing), cst.ImportFrom)


def _removed(module: cst.Module, binding: Binding) -> cst.Module:
    module = module.visit(_NameRemover(binding))
    whole = [
        Target(RemoveStatement((0, 0)), statement)  # the node is known, so the span is not read
        for statement in _imports_of(module)
        if binding in _bindings(statement)
    ]
    return transformed(module, whole)


def _imports_of(module: cst.Module) -> list[cst.Import | cst.ImportFrom]:
    """All import statements. LibCST's matchers would find them too, but take long to import."""
    found: list[cst.Import | cst.ImportFrom] = []
    pending: list[cst.CSTNode] = [module]
    while pending:
        node = pending.pop()
        if isinstance(node, cst.Import | cst.ImportFrom):
            found.append(node)
        else:
            pending.extend(reversed(node.children))
    return found


class _NameRemover(cst.CSTTransformer):
    """Takes a name out of the import statements that have other names too."""

    def __init__(self, binding: Binding) -> None:
        super().__init__()
        self._binding = binding

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:
        return cst.ensure_type(self._left(updated_node), cst.Import)

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        return cst.ensure_type(self._left(updated_node), cst.ImportFrom)

    def _left(self, statement: ImportStatement) -> ImportStatement:
        present = _bindings(statement)
        if self._binding not in present or len(present) == 1:
            return statement
        listing = _listing(statement)
        listing.remove(present.index(self._binding))
        return _with_names(statement, listing)


def _bindings(statement: cst.CSTNode) -> list[Binding]:
    """What an import binds; nothing for ``import *`` and for other statements."""
    if isinstance(statement, cst.Import):
        return [Binding(n.evaluated_name, None, n.evaluated_alias) for n in statement.names]
    if isinstance(statement, cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
        module = _module_name(statement)
        return [Binding(module, n.evaluated_name, n.evaluated_alias) for n in statement.names]
    return []


def _module_name(statement: cst.ImportFrom) -> str:
    name = get_full_name_for_node(statement.module) if statement.module else None
    return "." * len(statement.relative) + (name or "")


def _listing(statement: ImportStatement) -> CommaList[cst.ImportAlias]:
    assert not isinstance(statement.names, cst.ImportStar)
    if isinstance(statement, cst.ImportFrom) and statement.lpar and statement.rpar:
        opening, closing = statement.lpar.whitespace_after, statement.rpar.whitespace_before
        return CommaList(opening, statement.names, closing)
    return CommaList(NO_SPACE, statement.names, NO_SPACE)


def _with_names(statement: ImportStatement, listing: CommaList[cst.ImportAlias]) -> ImportStatement:
    names = [
        alias.with_changes(comma=ending)
        for alias, ending in zip(listing.items, listing.endings, strict=True)
    ]
    if isinstance(statement, cst.ImportFrom) and statement.lpar and statement.rpar:
        return statement.with_changes(
            names=names,
            lpar=statement.lpar.with_changes(whitespace_after=listing.opening),
            rpar=statement.rpar.with_changes(whitespace_before=listing.closing),
        )
    return statement.with_changes(names=names)
