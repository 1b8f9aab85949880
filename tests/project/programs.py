"""Programs whose calls of ``reveal(...)`` tell what fwlint takes their argument for."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from fwlint.facts.lower import lower
from fwlint.project.module import Module
from fwlint.project.modules import module_name
from fwlint.project.project import Project
from fwlint.project.values import Instance, Literal, Method, Symbol, Text, Value


def project_of(root: Path, files: dict[str, str]) -> Project:
    """A project of files that are written below ``root``."""
    paths: list[Path] = []
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text.removeprefix("\n")), encoding="utf-8")
        paths.append(path)
    loaded: dict[Path, Module] = {}

    def load(project: Project, path: Path) -> Module:
        if path not in loaded:
            text = path.read_text(encoding="utf-8")
            loaded[path] = Module(project, path, *module_name(path), text, lower(text))
        return loaded[path]

    return Project(paths, root, load)


def module_of(project: Project, path: Path) -> Module:
    """One file's module."""
    module = project._load(project, path)
    assert module is not None
    return module


def lone_module(text: str) -> Module:
    """The module of a text that nothing else belongs to."""
    text = dedent(text.removeprefix("\n"))
    project = Project([], Path("/nowhere"), lambda project, path: None)
    return Module(project, Path("/nowhere/program.py"), "program", False, text, lower(text))


def shown(value: Value) -> str:
    """A value as the tests write it."""
    if isinstance(value, Symbol):
        return value.qualified
    if isinstance(value, Instance):
        return f"{value.cls.canonical}()"
    if isinstance(value, Method):
        return f"{value.receiver.cls.canonical}().{value.name}"
    if isinstance(value, Literal):
        return repr(value.value)
    if isinstance(value, Text):
        return f"{value.prefix}…{value.suffix}"
    return "?"


def reveals(module: Module) -> list[str]:
    """What the arguments of the calls of ``reveal`` stand for, in source order."""
    calls = [call for call in module.facts.calls if module.source(call.func) == "reveal"]
    calls.sort(key=lambda call: call.start)
    return [shown(module.value(call.arguments[0].value)) for call in calls]


def revealed(text: str) -> list[str]:
    """``reveals`` of a text that nothing else belongs to."""
    return reveals(lone_module(text))
