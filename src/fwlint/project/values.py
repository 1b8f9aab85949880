"""What an expression stands for, as far as names, literals and straight-line code tell.

``UNKNOWN`` is a value like the others: whoever reads it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from fwlint.facts import nodes as n

if TYPE_CHECKING:
    from fwlint.project.module import Module


class Unknown:
    """Nothing is known."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, eq=False)
class Literal:
    """A value written in the source. ``node`` is where; ``value`` is ``None`` for displays."""

    value: int | float | str | bool | None
    node: n.Expr
    module: Module


@dataclass(frozen=True, eq=False)
class Text:
    """A string of which only the beginning and the end are known (an f-string, ``+``)."""

    prefix: str
    suffix: str


@dataclass(frozen=True, eq=False)
class Symbol:
    """A module, class or function by its qualified name, such as ``torch.nn.Linear``.

    ``qualified`` is the name as imported, ``canonical`` the one that fwlint's rules use.
    ``definition`` is the class or function where it is defined in the project.
    """

    qualified: str
    canonical: str
    definition: Definition | None = None


@dataclass(frozen=True, eq=False)
class Definition:
    """A class or function of the project."""

    module: Module
    node: n.Class | n.Function


@dataclass(frozen=True, eq=False)
class Instance:
    """An object of a known class; ``call`` is the expression that made it, in ``module``."""

    cls: Symbol
    call: n.Call | None = None
    module: Module | None = None


@dataclass(frozen=True, eq=False)
class Method:
    """A method looked up on an object."""

    receiver: Instance
    name: str


Value: TypeAlias = Unknown | Literal | Text | Symbol | Instance | Method


def literal_of(value: Value, kind: type) -> Any:
    """The literal of exactly type ``kind`` (``bool`` is no ``int``), or ``None``."""
    if isinstance(value, Literal) and type(value.value) is kind:
        return value.value
    return None
