"""One module of the project: its facts, its names, and what its expressions stand for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts
from fwlint.facts.guards import tests_in_place
from fwlint.facts.scopes import Binding, ScopeTree
from fwlint.project.classes import own_attribute
from fwlint.project.evaluate import evaluate_call, evaluate_literal
from fwlint.project.lookup import Free, Lookup
from fwlint.project.stores import AttributeStore, attribute_stores
from fwlint.project.values import UNKNOWN, Definition, Instance, Method, Symbol, Value

if TYPE_CHECKING:
    from fwlint.project.project import Project

_DEEPEST = 40
"""Expressions followed to find what a name stands for; real code needs a handful."""
_CLASS_METHODS = ("__new__", "__init_subclass__", "__class_getitem__")


class Module:
    """A lowered document within its project. ``name`` is dotted; a script has its stem."""

    def __init__(
        self, project: Project, path: Path, name: str, is_package: bool, text: str, facts: Facts
    ) -> None:
        self.project = project
        self.path = path
        self.name = name
        self.is_package = is_package
        self.text = text
        self.facts = facts
        self.tree = ScopeTree(facts, text)
        self.lookup = Lookup(facts, self.tree)
        self.self_assignments: dict[int, dict[str, list[n.Expr | None]]] = {}
        self.symbols: dict[str, Value] = {}
        """What the project's names stand for, seen from here."""
        self._values: dict[int, Value] = {}

    def source(self, node: n.Node) -> str:
        """A node's own text."""
        return self.text[node.start : node.end]

    def forget(self) -> None:
        """Drop the values: they lead in circles, and to other modules, and keep them all alive."""
        self._values.clear()
        self.symbols.clear()

    # -- values ---------------------------------------------------------------------------------

    def value(self, node: n.Expr) -> Value:
        """What an expression stands for where it stands."""
        key = id(node)
        known = self._values.get(key)
        if known is not None:
            return known
        if self.project.depth >= _DEEPEST:
            return UNKNOWN
        self.project.depth += 1
        self._values[key] = UNKNOWN  # a name defined by itself is unknown
        try:
            result = self._evaluate(node)
        finally:
            self.project.depth -= 1
        self._values[key] = result
        return result

    def _evaluate(self, node: n.Expr) -> Value:
        if isinstance(node, n.Name):
            return self._name(node)
        if isinstance(node, n.Attribute):
            return self._attribute(node)
        if isinstance(node, n.Call):
            return evaluate_call(self, node)
        if isinstance(node, n.NamedExpression | n.Await):
            return self.value(node.value)
        return evaluate_literal(self, node)

    def _name(self, node: n.Name) -> Value:
        found = self.lookup.binding(node.id, node.start)
        if isinstance(found, Binding):
            return self.value_of_binding(found)
        if isinstance(found, Free):
            return self.project.free(self, node.id)
        return UNKNOWN

    def value_of_binding(self, binding: Binding) -> Value:
        """What a name bound there stands for."""
        node = binding.node
        if binding.kind == "assign" and binding.value is not None:
            return self.value(binding.value)
        if binding.kind == "import":
            assert isinstance(node, n.ImportedName)
            return self._imported(node, binding.statement)
        if isinstance(node, n.Class | n.Function) and binding.kind in ("class", "function"):
            return self.definition(node)
        if isinstance(node, n.Parameter):
            return self._parameter(node, binding)
        return UNKNOWN

    def definition(self, node: n.Class | n.Function) -> Symbol:
        """The symbol of a class or function defined in this module."""
        qualified = f"{self.name}.{self.tree.scopes[id(node)].qualname}"
        return Symbol(qualified, qualified, Definition(self, node))

    def _imported(self, item: n.ImportedName, statement: n.Node) -> Value:
        assert isinstance(statement, n.Import | n.ImportFrom)
        if isinstance(statement, n.Import) and not item.alias:
            return self.project.symbol(item.name.split(".", 1)[0], self)
        dotted = self.imported_name(statement, item)
        return UNKNOWN if dotted is None else self.project.symbol(dotted, self)

    def imported_name(self, statement: n.Import | n.ImportFrom, item: n.ImportedName) -> str | None:
        """The absolute name of what is imported, or ``None`` if nobody can know."""
        if isinstance(statement, n.Import):
            return item.name
        module = self.absolute(statement)
        return None if module is None else f"{module}.{item.name}"

    def absolute(self, statement: n.ImportFrom) -> str | None:
        """The module that ``from ... import`` names, or ``None`` above the top package."""
        if not statement.level:
            return statement.module
        parts = self.name.split(".")
        drop = statement.level - (1 if self.is_package else 0)
        if drop >= len(parts):
            return None  # the directory is no package, as far as its files tell
        base = parts[: len(parts) - drop]
        return ".".join([*base, statement.module] if statement.module else base)

    def _parameter(self, node: n.Parameter, binding: Binding) -> Value:
        function = binding.statement
        assert isinstance(function, n.Function)
        if node.kind in ("var-positional", "var-keyword"):
            return UNKNOWN
        outer = self.tree.scopes[id(function)].parent
        if function.parameters[0] is node and outer is not None and outer.kind == "class":
            assert isinstance(outer.node, n.Class)
            return self._first_parameter(function, self.definition(outer.node))
        if node.annotation is not None:
            annotation = self.value(node.annotation)
            if isinstance(annotation, Symbol) and self.project.is_class(annotation):
                return Instance(annotation)
        return UNKNOWN

    @staticmethod
    def _first_parameter(function: n.Function, cls: Symbol) -> Value:
        """``self`` or ``cls`` of a method."""
        decorators = {d.id for d in function.decorators if isinstance(d, n.Name)}
        if "staticmethod" in decorators:
            return UNKNOWN
        if "classmethod" in decorators or function.name in _CLASS_METHODS:
            return cls
        return Instance(cls)

    def _attribute(self, node: n.Attribute) -> Value:
        return self.member(self.value(node.value), node.attr)

    def member(self, owner: Value, attr: str) -> Value:
        """What ``owner.attr`` stands for, seen from this module."""
        if isinstance(owner, Symbol):
            if owner.definition is None:
                return self.project.symbol(f"{owner.qualified}.{attr}", self)
            found = own_attribute(owner, attr)
            return UNKNOWN if found is None else found
        if isinstance(owner, Instance):
            found = None
            if owner.cls.definition is not None:
                found = own_attribute(owner.cls, attr, of_instance=True)
            return Method(owner, attr) if found is None else found
        return UNKNOWN

    # -- names ----------------------------------------------------------------------------------

    def qualified(self, node: n.Expr) -> str | None:
        """The qualified name that a dotted expression was imported as, or ``None``."""
        value = self.value(node)
        return value.qualified if isinstance(value, Symbol) else None

    def callees(self, call: n.Call) -> tuple[str, ...]:
        """The canonical names that a call may be heard under: none where it is unknown.

        A method has the name of the receiver's class and those of its known bases; calling an
        object calls its ``__call__``.
        """
        value = self.value(call.func)
        if isinstance(value, Symbol):
            return (value.canonical,)
        if isinstance(value, Instance):
            value = Method(value, "__call__")
        if isinstance(value, Method):
            classes = self.project.ancestry(value.receiver.cls)
            return tuple(f"{cls}.{value.name}" for cls in classes)
        return ()

    @cached_property
    def attribute_stores(self) -> list[AttributeStore]:
        """Every assignment to an attribute of something, in source order."""
        return attribute_stores(self.tree.statements())

    def stored(self, target: n.Attribute) -> tuple[str, ...]:
        """The canonical names of an attribute that is assigned to; none where it is unknown."""
        owner = self.value(target.value)
        if isinstance(owner, Instance):
            classes = self.project.ancestry(owner.cls)
            return tuple(f"{cls}.{target.attr}" for cls in classes)
        if isinstance(owner, Method):
            classes = self.project.ancestry(owner.receiver.cls)
            return tuple(f"{cls}.{owner.name}.{target.attr}" for cls in classes)
        return ()

    def guarded(self, offset: int) -> bool:
        """Whether the code there knows that what it uses may not exist."""
        where = self.tree.where(offset)
        return where.guarded or tests_in_place(self.text, where.statement, offset)
