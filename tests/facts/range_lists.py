"""Two lists of ranges for one text: those of the facts, and those that LibCST itself gives.

What differs on purpose is made equal here, and nowhere else: negative literals are one
Constant, ``a and b and c`` is one Boolean, a definition starts at its first decorator, a parameter
has its annotation and default within, and what stands in an f-string or a pattern has no range of
its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import libcst as cst
import msgspec
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts

Ranges = Counter[tuple[str, int, int]]

_LABELS = {
    cst.SimpleString: "Constant",
    cst.FormattedString: "String",
    cst.TemplatedString: "String",
    cst.Integer: "Constant",
    cst.Float: "Constant",
    cst.Imaginary: "Constant",
    cst.Ellipsis: "Constant",
    cst.List: "Sequence",
    cst.Tuple: "Sequence",
    cst.Set: "Sequence",
    cst.Dict: "Mapping",
    cst.StarredElement: "Starred",
    cst.UnaryOperation: "Unary",
    cst.BinaryOperation: "Binary",
    cst.BooleanOperation: "Boolean",
    cst.Comparison: "Compare",
    cst.IfExp: "Conditional",
    cst.ListComp: "Comprehension",
    cst.SetComp: "Comprehension",
    cst.DictComp: "Comprehension",
    cst.GeneratorExp: "Comprehension",
    cst.NamedExpr: "NamedExpression",
    cst.Param: "Parameter",
    cst.Arg: "Argument",
    cst.Expr: "Expression",
    cst.AnnAssign: "AnnotatedAssign",
    cst.AugAssign: "AugmentedAssign",
    cst.Del: "Delete",
    cst.ImportAlias: "ImportedName",
    cst.Nonlocal: "Global",
    cst.Pass: "Jump",
    cst.Break: "Jump",
    cst.Continue: "Jump",
    cst.TryStar: "Try",
    cst.ExceptHandler: "Handler",
    cst.ExceptStarHandler: "Handler",
    cst.MatchCase: "Case",
    cst.FunctionDef: "Function",
    cst.ClassDef: "Class",
}
_SAME_NAME = (
    cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.Slice, cst.Lambda, cst.Await,
    cst.Yield, cst.Assign, cst.Return, cst.Raise, cst.Assert, cst.Import, cst.ImportFrom,
    cst.Global, cst.If, cst.While, cst.For, cst.With, cst.WithItem, cst.Try, cst.Match,
    cst.TypeAlias,
)  # fmt: skip
_LABELS |= {kind: kind.__name__ for kind in _SAME_NAME}
_STRINGS = (cst.ConcatenatedString, cst.FormattedString, cst.TemplatedString)
_NAMES_NOBODY_EVALUATES = {
    (cst.Attribute, "attr"), (cst.Arg, "keyword"), (cst.Param, "name"), (cst.FunctionDef, "name"),
    (cst.ClassDef, "name"), (cst.ImportAlias, "name"), (cst.ImportAlias, "asname"),
    (cst.ImportFrom, "module"), (cst.NameItem, "name"), (cst.ExceptHandler, "name"),
    (cst.ExceptStarHandler, "name"), (cst.TypeAlias, "name"), (cst.MatchCase, "pattern"),
    (cst.FunctionDef, "type_parameters"), (cst.ClassDef, "type_parameters"),
    (cst.TypeAlias, "type_parameters"), (cst.StarredElement, "comma"),
}  # fmt: skip


def libcst_ranges(text: str) -> Ranges:
    """The ranges by LibCST's PositionProvider."""
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    offset = Offsets(text)
    found: Ranges = Counter()
    pending: list[cst.CSTNode] = [wrapper.module]
    while pending:
        node = pending.pop()
        label = _label(node)
        if label is not None:
            start, end = offset.of(positions[node.name if isinstance(node, cst.Param) else node])
            if isinstance(node, cst.FunctionDef | cst.ClassDef) and node.decorators:
                start, _ = offset.of(positions[node.decorators[0]])
            found[label, start, end] += 1
        if isinstance(node, cst.Subscript) and _is_tuple(node.slice):
            start, _ = offset.of(positions[node.slice[0]])
            last = node.slice[-1]
            is_open = isinstance(last.comma, cst.Comma)
            _, end = offset.of(positions[last.comma if is_open else last])
            found["Sequence", start, end] += 1
        if isinstance(node, cst.Index) and node.star:
            start, end = offset.of(positions[node])
            found["Starred", start, end] += 1
        if isinstance(node, _STRINGS) or label == "Constant":
            continue
        pending.extend(
            _operands(node) if isinstance(node, cst.BooleanOperation) else _children(node)
        )
    return found


def _label(node: cst.CSTNode) -> str | None:
    if isinstance(node, cst.Name) and node.value in ("True", "False", "None"):
        return "Constant"
    if isinstance(node, cst.ConcatenatedString):
        return "Constant" if _is_plain(node.left) and _is_plain(node.right) else "String"
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        operand = node.expression
        if isinstance(operand, cst.Integer | cst.Float) and not operand.lpar:
            return "Constant"
    return _LABELS.get(type(node))


def _is_plain(node: cst.BaseExpression) -> bool:
    return _label(node) == "Constant"


def _children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Del) and isinstance(node.target, cst.Tuple):
        node = node.target  # its elements are the targets
    for field in node.__dataclass_fields__:
        if (type(node), field) in _NAMES_NOBODY_EVALUATES:
            continue
        value = getattr(node, field)
        for child in value if isinstance(value, tuple | list) else (value,):
            if isinstance(child, cst.CSTNode):
                yield child


def _operands(node: cst.BooleanOperation) -> Iterator[cst.CSTNode]:
    yield node.right
    left = node.left
    if (
        isinstance(left, cst.BooleanOperation)
        and type(left.operator) is type(node.operator)
        and not left.lpar
    ):
        yield from _operands(left)
    else:
        yield left


def _is_tuple(index: Sequence[cst.SubscriptElement]) -> bool:
    return len(index) > 1 or isinstance(index[0].comma, cst.Comma)


class Offsets:
    """Offsets in a text of LibCST's lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]

    def of(self, place: CodeRange) -> tuple[int, int]:
        start, end = place.start, place.end
        return self._starts[start.line - 1] + start.column, self._starts[end.line - 1] + end.column


# -- facts ------------------------------------------------------------------------------------


def children(node: n.Node) -> Iterator[n.Node]:
    """The nodes within a node of the facts, in source order of their fields."""
    for field in node.__struct_fields__:
        value = getattr(node, field)
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, n.Node):
                yield item


def walk(body: list[n.Stmt]) -> Iterator[tuple[n.Node, n.Node]]:
    """All nodes below ``body``, each with its parent (a statement of ``body`` with itself)."""
    pending: list[tuple[n.Node, n.Node]] = [(statement, statement) for statement in body]
    while pending:
        node, parent = pending.pop()
        yield node, parent
        pending.extend((child, node) for child in children(node))


def facts_ranges(facts: Facts) -> Ranges:
    """The same ranges by the facts."""
    found: Ranges = Counter()
    pending: list[n.Node] = list(facts.body)
    while pending:
        node = pending.pop()
        label = "String" if isinstance(node, n.FString) else type(node).__name__.rstrip("_")
        end = node.start + len(node.name) if isinstance(node, n.Parameter) else node.end
        if not isinstance(node, n.Clause | n.Opaque):
            found[label, node.start, end] += 1
        if not isinstance(node, n.FString | n.Opaque):
            pending.extend(children(node))
    return found


def equal_nodes(first: object, second: object) -> bool:
    """Whether two facts say the same."""
    return msgspec.to_builtins(first) == msgspec.to_builtins(second)
