"""The vocabulary of fixes: small edits, as data, that the engine makes on the LibCST tree.

Ranges are spans of ``Document.text``; an edit names the node that has exactly this range.
``source`` is Python text without a trailing newline.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Span: TypeAlias = tuple[int, int]
Applicability = Literal["safe", "unsafe"]


class Edit(Struct, frozen=True, tag=True, tag_field="edit"):
    """One change of a syntax tree."""


class ReplaceExpression(Edit, frozen=True):
    """Put the expression ``source`` in the place of the expression at ``span``."""

    span: Span
    source: str


class SetArgument(Edit, frozen=True):
    """Give ``call`` the argument ``keyword=source``, replacing the value it may have."""

    call: Span
    keyword: str
    source: str


class InsertArgument(Edit, frozen=True):
    """Put the positional argument ``source`` before the argument that is now at ``index``."""

    call: Span
    index: int
    source: str


class RenameArgument(Edit, frozen=True):
    call: Span
    keyword: str
    new: str


class RemoveArgument(Edit, frozen=True):
    """Take out the argument whose *value* (or starred value) has the range ``argument``."""

    call: Span
    argument: Span


class InsertStatement(Edit, frozen=True):
    """Put the statements ``source`` before or after the statement at ``statement``.

    They take the statement's indentation.
    """

    statement: Span
    source: str
    where: Literal["before", "after"]


class ReplaceStatement(Edit, frozen=True):
    """Put ``source`` (one or more statements) in the place of the statement at ``statement``."""

    statement: Span
    source: str


class RemoveStatement(Edit, frozen=True):
    """Take out a statement; a block left empty gets ``pass``."""

    statement: Span


class AddDecorator(Edit, frozen=True):
    """Decorate the function or class that begins at ``definition``; outermost."""

    definition: Span
    source: str


class AddImport(Edit, frozen=True):
    """Make ``import module [as alias]`` or ``from module import name [as alias]`` true."""

    module: str
    name: str | None = None
    alias: str | None = None


class RemoveImport(Edit, frozen=True):
    """Take out an import, if nothing uses it after the other edits."""

    module: str
    name: str | None = None
    alias: str | None = None


class ReplaceText(Edit, frozen=True):
    """Replace characters of the document's own lines; only for text that does not parse.

    ``line`` counts from 1 in the file (in the cell, for a notebook), columns from 0.
    """

    cell: int | None
    line: int
    column: int
    end_column: int
    source: str


AnyEdit: TypeAlias = (
    ReplaceExpression
    | SetArgument
    | InsertArgument
    | RenameArgument
    | RemoveArgument
    | InsertStatement
    | ReplaceStatement
    | RemoveStatement
    | AddDecorator
    | AddImport
    | RemoveImport
    | ReplaceText
)


class Fix(Struct, frozen=True):
    """Edits that belong together: all are made, or none.

    ``safe`` keeps behaviour (or the code raised anyway); ``unsafe`` needs a look.
    """

    message: str
    applicability: Applicability
    edits: list[AnyEdit]


def safe(message: str, *edits: AnyEdit) -> Fix:
    """A fix that keeps behaviour."""
    return Fix(message, "safe", list(edits))


def unsafe(message: str, *edits: AnyEdit) -> Fix:
    """A fix that may change behaviour, artefacts or readers: a person should look at it."""
    return Fix(message, "unsafe", list(edits))
