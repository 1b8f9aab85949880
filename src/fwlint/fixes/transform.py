"""One pass over the tree that makes the edits at their nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, cast

import libcst as cst

from fwlint.fixes import arguments, statements
from fwlint.fixes.arguments import ArgumentEdit
from fwlint.fixes.edits import (
    AddDecorator,
    InsertStatement,
    RemoveArgument,
    RemoveStatement,
    ReplaceExpression,
    ReplaceStatement,
)
from fwlint.fixes.expressions import in_place_of, parsed
from fwlint.fixes.positions import Definition
from fwlint.fixes.statements import StatementEdit

NodeEdit: TypeAlias = (
    ReplaceExpression | ArgumentEdit | RemoveArgument | StatementEdit | AddDecorator
)


class Target(NamedTuple):
    """An edit and its node: the expression, statement, definition, call or (removed) argument."""

    edit: NodeEdit
    node: cst.CSTNode


def transformed(module: cst.Module, targets: Sequence[Target]) -> cst.Module:
    """``module`` with all edits made.

    Raises Refusal, or LibCST's CSTValidationError, if one of them cannot be made.
    """
    return module.visit(_Transformer(module, targets))


class _Transformer(cst.CSTTransformer):
    def __init__(self, module: cst.Module, targets: Sequence[Target]) -> None:
        super().__init__()
        self._module = module
        self._parents: list[cst.CSTNode] = []
        self._expressions: dict[cst.CSTNode, ReplaceExpression] = {}
        self._arguments: defaultdict[cst.CSTNode, list[ArgumentEdit]] = defaultdict(list)
        self._removed_arguments: set[cst.Arg] = set()
        self._statements: defaultdict[cst.CSTNode, list[StatementEdit]] = defaultdict(list)
        self._decorators: defaultdict[cst.CSTNode, list[AddDecorator]] = defaultdict(list)
        for edit, node in targets:
            if isinstance(edit, ReplaceExpression):
                self._expressions[node] = edit
            elif isinstance(edit, RemoveArgument):
                self._removed_arguments.add(cst.ensure_type(node, cst.Arg))
            elif isinstance(edit, (InsertStatement, ReplaceStatement, RemoveStatement)):
                self._statements[node].append(edit)
            elif isinstance(edit, AddDecorator):
                self._decorators[node].append(edit)
            else:
                self._arguments[node].append(edit)

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._parents.append(node)
        return True

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode:
        self._parents.pop()
        if original_node in self._expressions:
            return self._replaced(cast(cst.BaseExpression, original_node))
        if isinstance(original_node, cst.Call):
            return self._with_arguments(original_node, cast(cst.Call, updated_node))
        if original_node in self._decorators:
            return self._decorated(original_node, cast(Definition, updated_node))
        if isinstance(original_node, (cst.Module, cst.IndentedBlock, cst.SimpleStatementSuite)):
            return self._with_statements(original_node, cast(statements.Block, updated_node))
        return updated_node

    def _replaced(self, original: cst.BaseExpression) -> cst.BaseExpression:
        new = parsed(self._expressions[original].source, self._module)
        return in_place_of(original, new, self._parents[-1])

    def _with_arguments(self, original: cst.Call, updated: cst.Call) -> cst.Call:
        edits = self._arguments.get(original, [])
        removed = self._removed_arguments
        if not edits and removed.isdisjoint(original.args):
            return updated
        return arguments.changed(self._module, original, updated, edits, removed)

    def _decorated(self, original: cst.CSTNode, updated: Definition) -> Definition:
        new = [
            cst.Decorator(parsed(edit.source.removeprefix("@"), self._module))
            for edit in self._decorators[original]
        ]
        return updated.with_changes(decorators=[*new, *updated.decorators])

    def _with_statements(
        self, original: statements.Block, updated: statements.Block
    ) -> statements.Block:
        if self._statements.keys().isdisjoint(statements.statements_of(original)):
            return updated
        return statements.changed(self._module, original, updated, self._statements)
