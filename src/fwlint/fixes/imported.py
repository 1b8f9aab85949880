"""Which imports a module has, and which of them it needs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import NamedTuple

from fwlint.documents.syntax import parse
from fwlint.fixes.edits import AddImport, RemoveImport


class Binding(NamedTuple):
    """``import module [as alias]``, or ``from module import name [as alias]``."""

    module: str
    name: str | None
    alias: str | None

    @classmethod
    def of(cls, edit: AddImport | RemoveImport) -> Binding:
        return cls(edit.module, edit.name, edit.alias)

    @property
    def bound(self) -> str:
        """The name that the import binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def line(self) -> str:
        line = f"import {self.module}"
        if self.name:
            line = f"from {self.module} import {self.name}"
        return f"{line} as {self.alias}" if self.alias else line


def module_bindings(tree: ast.Module) -> list[Binding]:
    """The imports that run whenever the module does, as far as they do not fail."""
    return [binding for statement in _always_run(tree.body) for binding in _bindings(statement)]


def all_bindings(tree: ast.Module) -> list[Binding]:
    """All imports of the module, also those in functions."""
    return [
        binding
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        for binding in _bindings(node)
    ]


def provides(bindings: Collection[Binding], wanted: Binding) -> bool:
    """Whether one of ``bindings`` makes ``wanted`` true; ``import a.b`` makes ``import a`` so."""
    if wanted in bindings:
        return True
    plain = wanted.name is None and wanted.alias is None
    below = f"{wanted.module}."
    return plain and any(
        b.module.startswith(below) for b in bindings if b.name is None and b.alias is None
    )


def needed(tree: ast.Module, binding: Binding, added: Collection[Binding]) -> bool:
    """Whether anything in the module needs ``binding`` when ``added`` is there too."""
    others = {*module_bindings(tree), *added} - {binding}
    rebound = any(other.bound == binding.bound for other in others)
    used = _used_names(tree, binding.bound)
    if binding.alias or binding.name or "." not in binding.module:
        return bool(used) and not rebound
    below = f"{binding.module}."
    return any(f"{name}.".startswith(below) for name in used) or (bool(used) and not rebound)


def _always_run(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, (ast.With, ast.Try)):
            yield from _always_run(statement.body)


def _bindings(statement: ast.stmt) -> list[Binding]:
    if isinstance(statement, ast.Import):
        return [Binding(name.name, None, name.asname) for name in statement.names]
    if isinstance(statement, ast.ImportFrom):
        module = "." * statement.level + (statement.module or "")
        return [Binding(module, name.name, name.asname) for name in statement.names]
    return []


def _used_names(tree: ast.AST, root: str) -> set[str]:
    """Dotted names that begin with ``root``, in code and in strings that hold an expression.

    Such strings are annotations and the entries of ``__all__``.
    """
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            dotted = _dotted(node)
            if dotted and dotted.partition(".")[0] == root:
                used.add(dotted)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and root in node.value:
            quoted = parse(node.value.strip())
            if isinstance(quoted, ast.Module):
                used |= _used_names(quoted, root)
    return used


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (value := _dotted(node.value)):
        return f"{value}.{node.attr}"
    return None
