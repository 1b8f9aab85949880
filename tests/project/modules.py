"""Modules made from text, and places in them."""

from __future__ import annotations

from pathlib import Path

from fwlint.facts import nodes as n
from fwlint.facts.lower import lower
from fwlint.project.module import Module
from fwlint.project.project import Project


def module_of(text: str) -> Module:
    """A module alone in its project."""
    project = Project([], Path(), lambda project, path: None)
    return Module(project, Path("script.py"), "script", False, text, lower(text))


def argument_of(module: Module, function: str) -> n.Expr:
    """The first argument of the last call of ``function``."""
    calls = [c for c in module.facts.calls if module.source(c.func) == function]
    return calls[-1].arguments[0].value
