"""Names mean what LibCST's QualifiedNameProvider says that they mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import libcst as cst
import pytest
from installed_sources import installed_files, read
from libcst.metadata import (
    MetadataWrapper,
    PositionProvider,
    QualifiedNameProvider,
    QualifiedNameSource,
)
from range_lists import Offsets

from fwlint.facts.lower import lower
from fwlint.project.module import Module
from fwlint.project.modules import module_name
from fwlint.project.project import Project

_SLOW = 32_000  # bytes from which the provider takes seconds
INSTALLED = {n: path for n, path in installed_files().items() if path.stat().st_size < _SLOW}


def lone_module(path: Path, text: str) -> Module:
    """A module of a project in which no other module is found."""
    project = Project([], Path("/nowhere"), lambda project, path: None)
    return Module(project, path, *module_name(path), text, lower(text))


def imported_names(text: str, package: list[str]) -> dict[tuple[int, int], set[str]]:
    """Absolute qualified names by range, by LibCST, where an import is among their sources."""
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    offsets = Offsets(text)
    found: dict[tuple[int, int], set[str]] = {}
    for node, lazy in wrapper.resolve(QualifiedNameProvider).items():
        names = lazy() if callable(lazy) else lazy
        if any(name.source is QualifiedNameSource.IMPORT for name in names):
            absolute = {_absolute(name.name, package) for name in names}
            found.setdefault(offsets.of(positions[node]), set()).update(absolute)
    return found


def _absolute(name: str, package: list[str]) -> str:
    rest = name.lstrip(".")
    level = len(name) - len(rest)
    return ".".join([*package[: len(package) - level + 1], rest]) if level else name


def compared(path: Path) -> Iterator[tuple[str, set[str], str | None]]:
    """For each mention of an import: its source, LibCST's names of it, and fwlint's."""
    text = read(path)
    module = lone_module(path, text)
    parts = module.name.split(".")
    theirs = imported_names(text, parts if module.is_package else parts[:-1])
    for reference in module.facts.references:
        names = theirs.get((reference.start, reference.end))
        if names is not None:
            yield module.source(reference), names, module.qualified(reference)


@pytest.mark.parametrize("name", INSTALLED)
def test_installed_file(name: str) -> None:
    mentions = list(compared(INSTALLED[name]))
    assert mentions
    assert [m for m in mentions if m[2] is not None and m[2] not in m[1]] == []
    unknown = [m for m in mentions if m[2] is None and len(m[1]) == 1]
    assert len(unknown) <= len(mentions) // 50, unknown
