"""Which files must be parsed: those that name a framework, and those that import one that does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from fwlint.frameworks.registry import MENTIONS_FRAMEWORK
from fwlint.project.modules import ModuleFinder

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]*([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|(?:\\\r?\n|[^#\n;])*)"
    rb"|import[ \t]+([\w., \t]+))",
    re.MULTILINE,
)
_WORD = re.compile(r"\w+")


class Look(Struct, frozen=True, array_like=True):
    """What the bytes of a file tell without being parsed.

    ``imports`` are the dotted names that a module may import, too many rather than too few, with
    the leading dots of relative ones. They are empty where ``names_framework`` decides already.
    """

    names_framework: bool
    imports: tuple[str, ...] = ()


ALWAYS_RELEVANT = Look(True)
"""For what cannot be read: it is judged, so that the error is told."""


def look(data: bytes, is_module: bool) -> Look:
    """Look at a file's bytes; UTF-16 and the like always may name a framework."""
    if MENTIONS_FRAMEWORK.search(data) is not None or b"\0" in data[:64]:
        return ALWAYS_RELEVANT
    return Look(False, tuple(sorted(_imported(data)))) if is_module else Look(False)


def relevant_files(
    paths: Iterable[str], look_at: Callable[[str], Look], finder: ModuleFinder
) -> set[str]:
    """The files to parse, and other files of the project that make them so."""
    importers: dict[str, list[str]] = {}
    relevant: list[str] = []
    pending = list(paths)
    seen = set(pending)
    while pending:
        path = pending.pop()
        seen_there = look_at(path)
        if seen_there.names_framework:
            relevant.append(path)
            continue
        importer = Path(path)
        for name in _absolute(seen_there.imports, importer, finder):
            found = finder.path(name, importer)
            if found is not None:
                target = str(found)
                importers.setdefault(target, []).append(path)
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
    result = set(relevant)
    while relevant:
        new = [path for path in importers.get(relevant.pop(), ()) if path not in result]
        result.update(new)
        relevant.extend(new)
    return result


def _absolute(names: Iterable[str], importer: Path, finder: ModuleFinder) -> Iterator[str]:
    package: list[str] | None = None
    for name in names:
        rest = name.lstrip(".")
        level = len(name) - len(rest)
        if not level:
            yield name
            continue
        if package is None:
            own, is_package = finder.module_name(importer)
            package = own.split(".") if is_package else own.split(".")[:-1]
        if level <= len(package):
            above = package[: len(package) - level + 1]
            yield ".".join([*above, rest] if rest else above)


def _imported(data: bytes) -> set[str]:
    found: set[str] = set()
    for match in _IMPORT.finditer(data):
        origin, items, plain = (_text(group) for group in match.groups())
        if plain:
            for part in plain.split(","):
                found.update(_with_packages(part.split(" as ")[0].strip()))
            continue
        found.add(origin)
        glue = "" if origin.endswith(".") else "."
        found.update(f"{origin}{glue}{word}" for word in _WORD.findall(items))
    return found


def _with_packages(dotted: str) -> list[str]:
    parts = dotted.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _text(group: bytes | None) -> str:
    return group.decode("utf-8", "replace") if group else ""
