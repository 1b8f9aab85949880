"""The lowered program: what a document says, as small picklable nodes.

A node keeps the half-open range ``[start, end)`` it has in ``Document.text``, in characters.
Nodes know no framework and no rule; they are what LibCST's tree says once white space,
comments and parentheses are dropped. They form a tree without cycles, so Python's cyclic
garbage collector is told not to track them (``gc=False``).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct


class Node(Struct, gc=False, array_like=True, tag=True):
    """A range of the document's text."""

    start: int
    end: int


# -- expressions ------------------------------------------------------------------------------


class Name(Node):
    id: str


class Attribute(Node):
    """``value.attr``; ``attr_start`` is where the attribute's own name begins."""

    value: Expr
    attr: str
    attr_start: int


class Constant(Node):
    """A literal: number, string, bytes, ``True``, ``False``, ``None`` or ``...``.

    ``kind`` names the type, ``value`` what the literal means (``None`` for complex numbers,
    bytes, ``None`` and ``...``, integers of more than 63 bits, and text with lone surrogates or
    with escapes between the holes of an f-string, which no rule reads).
    """

    kind: Literal["int", "float", "complex", "str", "bytes", "bool", "none", "ellipsis"]
    value: int | float | str | bool | None


class FString(Node):
    """An f-string, or a concatenation with one: its text parts and its holes.

    A hole with a conversion or a format is ``Opaque``.
    """

    parts: list[Expr]


class Argument(Node):
    """One argument of a call. ``star`` is ``""``, ``"*"`` or ``"**"``."""

    keyword: str | None
    star: str
    value: Expr


class Call(Node):
    func: Expr
    arguments: list[Argument]


class Subscript(Node):
    value: Expr
    index: Expr


class Slice(Node):
    lower: Expr | None
    upper: Expr | None
    step: Expr | None


class Sequence(Node):
    """A list, tuple or set display; elements may be ``Starred``."""

    kind: Literal["list", "tuple", "set"]
    elements: list[Expr]


class Mapping(Node):
    """A dict display; a ``None`` key is a ``**`` element."""

    keys: list[Expr | None]
    values: list[Expr]


class Starred(Node):
    value: Expr


class Unary(Node):
    """``operator`` is ``-``, ``+``, ``~`` or ``not``."""

    operator: str
    operand: Expr


class Binary(Node):
    left: Expr
    operator: str
    right: Expr


class Boolean(Node):
    """``and`` / ``or`` over two or more operands."""

    operator: Literal["and", "or"]
    operands: list[Expr]


class Compare(Node):
    left: Expr
    operators: list[str]
    comparators: list[Expr]


class Conditional(Node):
    """``body if test else orelse``."""

    test: Expr
    body: Expr
    orelse: Expr


class Lambda(Node):
    parameters: list[Parameter]
    body: Expr


class Clause(Node):
    """One ``for target in iterable if conditions`` of a comprehension."""

    target: Expr
    iterable: Expr
    conditions: list[Expr]
    is_async: bool


class Comprehension(Node):
    """``element`` is the key of a dict comprehension, whose ``value`` is set."""

    kind: Literal["list", "set", "dict", "generator"]
    element: Expr
    value: Expr | None
    clauses: list[Clause]


class NamedExpression(Node):
    target: Name
    value: Expr


class Await(Node):
    value: Expr


class Yield(Node):
    value: Expr | None
    is_from: bool


class Opaque(Node):
    """Syntax that the analysis does not model; its names and calls are still facts."""

    parts: list[Expr]


Expr: TypeAlias = (
    Name
    | Attribute
    | Constant
    | FString
    | Call
    | Subscript
    | Slice
    | Sequence
    | Mapping
    | Starred
    | Unary
    | Binary
    | Boolean
    | Compare
    | Conditional
    | Lambda
    | Comprehension
    | NamedExpression
    | Await
    | Yield
    | Opaque
)


class Parameter(Node):
    """A parameter; ``kind`` says which of Python's five, ``plain`` that both ways are open."""

    name: str
    kind: Literal["positional-only", "plain", "var-positional", "keyword-only", "var-keyword"]
    annotation: Expr | None
    default: Expr | None


# -- statements -------------------------------------------------------------------------------


class Expression(Node):
    value: Expr


class Assign(Node):
    """``targets[0] = targets[1] = value``."""

    targets: list[Expr]
    value: Expr


class AnnotatedAssign(Node):
    target: Expr
    annotation: Expr
    value: Expr | None


class AugmentedAssign(Node):
    target: Expr
    operator: str
    value: Expr


class Return(Node):
    value: Expr | None


class Raise(Node):
    value: Expr | None
    cause: Expr | None


class Assert(Node):
    test: Expr
    message: Expr | None


class Delete(Node):
    targets: list[Expr]


class ImportedName(Node):
    """``name as alias``; ``name`` is dotted in ``import a.b``."""

    name: str
    alias: str | None


class Import(Node):
    names: list[ImportedName]


class ImportFrom(Node):
    """``from <level dots><module> import names``; ``star`` for ``*``."""

    module: str
    level: int
    names: list[ImportedName]
    star: bool


class Global(Node):
    """``global`` or ``nonlocal``."""

    names: list[str]
    nonlocal_: bool


class Jump(Node):
    kind: Literal["pass", "break", "continue"]


class If(Node):
    """``elif`` is an ``If`` alone in ``orelse``."""

    test: Expr
    body: list[Stmt]
    orelse: list[Stmt]


class While(Node):
    test: Expr
    body: list[Stmt]
    orelse: list[Stmt]


class For(Node):
    target: Expr
    iterable: Expr
    body: list[Stmt]
    orelse: list[Stmt]
    is_async: bool


class WithItem(Node):
    value: Expr
    target: Expr | None


class With(Node):
    items: list[WithItem]
    body: list[Stmt]
    is_async: bool


class Handler(Node):
    exception: Expr | None
    name: str | None
    body: list[Stmt]


class Try(Node):
    body: list[Stmt]
    handlers: list[Handler]
    orelse: list[Stmt]
    final: list[Stmt]


class Case(Node):
    """``captures`` are the names that the pattern binds."""

    pattern: Opaque
    captures: list[str]
    guard: Expr | None
    body: list[Stmt]


class Match(Node):
    subject: Expr
    cases: list[Case]


class Function(Node):
    """``start`` is at the first decorator, ``name_start`` at the function's name."""

    name: str
    name_start: int
    decorators: list[Expr]
    parameters: list[Parameter]
    returns: Expr | None
    body: list[Stmt]
    is_async: bool


class Class(Node):
    """``arguments`` holds bases and keywords as written."""

    name: str
    name_start: int
    decorators: list[Expr]
    arguments: list[Argument]
    body: list[Stmt]


class TypeAlias_(Node, tag="TypeAlias"):
    name: str
    value: Expr


Stmt: TypeAlias = (
    Expression
    | Assign
    | AnnotatedAssign
    | AugmentedAssign
    | Return
    | Raise
    | Assert
    | Delete
    | Import
    | ImportFrom
    | Global
    | Jump
    | If
    | While
    | For
    | With
    | Try
    | Match
    | Function
    | Class
    | TypeAlias_
)
