"""What checks are called with: a call, a mention, a class, seen where it stands.

A site answers in terms of the frameworks: the canonical name, the argument that a parameter of
the measured signature gets, the value that straight-line code gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, TypeAlias

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Where
from fwlint.fixes.edits import Span
from fwlint.frameworks.names import method_signature, signature
from fwlint.project.module import Module
from fwlint.project.stores import AttributeStore
from fwlint.project.values import UNKNOWN, Instance, Method, Symbol, Text, Value, literal_of
from fwlint.project.values import Literal as LiteralValue

# BoundArgument has properties of these names.
_Bool: TypeAlias = bool
_Int: TypeAlias = int
_Str: TypeAlias = str


def span(node: n.Node) -> Span:
    """A node's range in the document's text."""
    return (node.start, node.end)


class BoundArgument:
    """What a call gives one parameter.

    ``state`` is ``given``, ``absent`` (surely not given) or ``unknown`` (``*args`` or
    ``**kwargs`` may give it). The typed properties are ``None`` unless the value is known to
    be a literal of exactly that type.
    """

    def __init__(
        self,
        module: Module,
        state: Literal["given", "absent", "unknown"],
        node: n.Expr | None = None,
        argument: n.Argument | None = None,
    ) -> None:
        self.module = module
        self.state = state
        self.node = node
        self.argument = argument

    @property
    def given(self) -> _Bool:
        return self.state == "given"

    @property
    def absent(self) -> _Bool:
        return self.state == "absent"

    @property
    def value(self) -> Value:
        """What the argument stands for; UNKNOWN unless it is given."""
        return UNKNOWN if self.node is None else self.module.value(self.node)

    @property
    def int(self) -> _Int | None:
        return literal_of(self.value, int)  # type: ignore[no-any-return]

    @property
    def str(self) -> _Str | None:
        return literal_of(self.value, str)  # type: ignore[no-any-return]

    @property
    def bool(self) -> _Bool | None:
        return literal_of(self.value, bool)  # type: ignore[no-any-return]

    @property
    def is_none(self) -> _Bool:
        """Whether the argument is known to be ``None``."""
        value = self.value
        return (
            isinstance(value, LiteralValue)
            and isinstance(value.node, n.Constant)
            and value.node.kind == "none"
        )

    @property
    def suffix(self) -> _Str | None:
        """The known end of a string: all of a literal, the tail of an f-string or a join."""
        value = self.value
        return value.suffix or None if isinstance(value, Text) else self.str

    @property
    def display(self) -> n.Sequence | n.Mapping | None:
        """The list, tuple, set or dict display that the argument is."""
        value = self.value
        if isinstance(value, LiteralValue) and isinstance(value.node, n.Sequence | n.Mapping):
            return value.node
        return None

    @property
    def span(self) -> Span:
        """The range of the argument's value. Only for a given argument."""
        assert self.node is not None
        return span(self.node)

    @property
    def source(self) -> _Str:
        """The argument's value as written. Only for a given argument."""
        assert self.node is not None
        return self.module.source(self.node)


class Site:
    """A place in a module."""

    def __init__(self, module: Module, node: n.Node) -> None:
        self.module = module
        self.node = node

    @property
    def span(self) -> Span:
        return span(self.node)

    @cached_property
    def where(self) -> Where:
        """The statement, block and scope around."""
        return self.module.tree.where(self.node.start)

    def source(self, node: n.Node) -> str:
        return self.module.source(node)


class CallSite(Site):
    """A call of something that the check listens to; ``name`` is the canonical name heard."""

    node: n.Call

    def __init__(self, module: Module, node: n.Call, name: str) -> None:
        super().__init__(module, node)
        self.name = name

    @cached_property
    def callee(self) -> Value:
        return self.module.value(self.node.func)

    @property
    def spelling(self) -> str:
        """The qualified name as imported (``tensorflow.keras.…``), or ``name`` for a method."""
        return self.callee.qualified if isinstance(self.callee, Symbol) else self.name

    @property
    def receiver(self) -> Instance | None:
        """The object whose method is called."""
        return self.callee.receiver if isinstance(self.callee, Method) else None

    @property
    def receiver_node(self) -> n.Expr | None:
        """The expression before the method's name."""
        return self.node.func.value if isinstance(self.node.func, n.Attribute) else None

    @cached_property
    def _parameters(self) -> list[str]:
        """Names of the parameters that can be given by position, in order."""
        if isinstance(self.callee, Method):
            owner, _, method = self.name.rpartition(".")
            parameters = method_signature(owner, method)
        else:
            parameters = signature(self.name)
        names: list[str] = []
        for parameter in parameters or ():
            if parameter.kind not in ("positional-only", "plain"):
                break
            names.append(parameter.name)
        return names

    def argument(self, name: str, position: int | None = None) -> BoundArgument:
        """What the call gives the parameter ``name``.

        ``position`` is needed only for an API that the measured tables do not have, because it
        was removed or its signature cannot be read.
        """
        if position is None and name in self._parameters:
            position = self._parameters.index(name)
        unpacked = False
        index = 0
        for argument in self.node.arguments:
            if argument.keyword == name:
                return BoundArgument(self.module, "given", argument.value, argument)
            if argument.star == "**":
                expanded, known = self._unpack(argument.value, name)
                if expanded is not None:
                    return BoundArgument(self.module, "given", expanded, None)
                unpacked = unpacked or not known
            elif argument.star == "*":
                unpacked = unpacked or position is None or index <= position
                index = -(10**6)  # positions after it are unknown
            elif argument.keyword is None:
                if index == position:
                    return BoundArgument(self.module, "given", argument.value, argument)
                index += 1
        return BoundArgument(self.module, "unknown" if unpacked else "absent")

    def _unpack(self, node: n.Expr, name: str) -> tuple[n.Expr | None, bool]:
        """The value that ``**node`` gives ``name``, and whether all its keys are known."""
        value = self.module.value(node)
        if not isinstance(value, LiteralValue) or not isinstance(value.node, n.Mapping):
            return None, False
        if value.module is not self.module or isinstance(node, n.Name):
            return None, False  # the dict may have been changed since it was written
        found: n.Expr | None = None
        for key, item in zip(value.node.keys, value.node.values, strict=True):
            if not isinstance(key, n.Constant) or not isinstance(key.value, str):
                return None, False
            if key.value == name:
                found = item
        return found, True

    def positional(self, index: int) -> BoundArgument:
        """The argument at a position, whatever its parameter is called."""
        plain = [a for a in self.node.arguments if a.keyword is None]
        if any(a.star for a in plain[: index + 1]):
            return BoundArgument(self.module, "unknown")
        if index < len(plain):
            return BoundArgument(self.module, "given", plain[index].value, plain[index])
        return BoundArgument(self.module, "absent")

    def keywords(self) -> Iterator[tuple[str, n.Argument]]:
        """The arguments given by keyword."""
        for argument in self.node.arguments:
            if argument.keyword is not None:
                yield argument.keyword, argument

    @property
    def unpacks(self) -> bool:
        """Whether the call has ``*args`` or ``**kwargs``."""
        return any(argument.star for argument in self.node.arguments)

    def is_instance(self, node: n.Expr, cls: str) -> bool:
        """Whether an expression is known to be an object of the class or one of its subclasses."""
        value = self.module.value(node)
        return isinstance(value, Instance) and self.module.project.derives(value.cls, cls)


class ReferenceSite(Site):
    """A mention of a name: an import of it, or a dotted expression that means it.

    For ``from m import name``, ``imported_from`` is the statement, and the node the imported
    name within it.
    """

    node: n.Name | n.Attribute | n.ImportedName

    def __init__(
        self,
        module: Module,
        node: n.Name | n.Attribute | n.ImportedName,
        name: str,
        spelling: str,
        imported_from: n.Import | n.ImportFrom | None = None,
    ) -> None:
        super().__init__(module, node)
        self.name = name
        self.spelling = spelling
        self.imported_from = imported_from

    @property
    def is_import(self) -> bool:
        return self.imported_from is not None


class StoreSite(Site):
    """An assignment to an attribute of an object of a known class.

    The node is the target, ``name`` the canonical name heard, ``value`` what is assigned
    (``None`` where a tuple or an operator comes between).
    """

    node: n.Attribute

    def __init__(self, module: Module, store: AttributeStore, name: str) -> None:
        super().__init__(module, store.target)
        self.name = name
        self.value = store.value


class ClassSite(Site):
    """A class that derives from the class ``name``, directly or through the project."""

    node: n.Class

    def __init__(self, module: Module, node: n.Class, name: str) -> None:
        super().__init__(module, node)
        self.name = name

    @property
    def span(self) -> Span:
        """The range of the class's name."""
        return (self.node.name_start, self.node.name_start + len(self.node.name))

    def method(self, name: str) -> n.Function | None:
        """The method that the class itself defines."""
        for statement in self.node.body:
            if isinstance(statement, n.Function) and statement.name == name:
                return statement
        return None
