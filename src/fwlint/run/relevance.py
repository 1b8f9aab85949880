"""Which files must be parsed: those that name a framework, and those that import one that does."""

from __future__ import annotations

import re
from pathlib import Path

from fwlint.frameworks.registry import MENTIONS_FRAMEWORK
from fwlint.project.modules import module_name

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*\(?([^#\n;]*)|import[ \t]+([\w., \t]+))",
    re.MULTILINE,
)


def names_framework(data: bytes) -> bool:
    """Whether a file's bytes name a framework; UTF-16 and the like always may."""
    return MENTIONS_FRAMEWORK.search(data) is not None or b"\0" in data[:64]


class Relevance:
    """Decides for all files of a run, of which only the Python files can be imported."""

    def __init__(self) -> None:
        self._relevant: set[Path] = set()
        self._imports: dict[Path, set[str]] = {}
        self._names: dict[str, Path] = {}

    def add(self, path: Path, data: bytes, is_module: bool) -> None:
        """Look at one file's bytes."""
        if is_module:
            name, is_package = module_name(path)
            self._names[name] = path
        if names_framework(data):
            self._relevant.add(path)
        elif is_module:
            self._imports[path] = _imported(data, name, is_package)

    def relevant(self) -> set[Path]:
        """The files to parse. Call it once, when all files were added."""
        importers: dict[Path, list[Path]] = {}
        for path, names in self._imports.items():
            for name in names:
                target = self._names.get(name)
                if target is not None and target != path:
                    importers.setdefault(target, []).append(path)
        pending = list(self._relevant)
        while pending:
            for importer in importers.get(pending.pop(), ()):
                if importer not in self._relevant:
                    self._relevant.add(importer)
                    pending.append(importer)
        return self._relevant


def _imported(data: bytes, name: str, is_package: bool) -> set[str]:
    """Dotted names that a module may import, found by its lines; too many rather than too few."""
    package = name.split(".") if is_package else name.split(".")[:-1]
    found: set[str] = set()
    for match in _IMPORT.finditer(data):
        origin, items, plain = (_text(group) for group in match.groups())
        if plain:
            found.update(part.split(" as ")[0].strip() for part in plain.split(","))
            continue
        level = len(origin) - len(origin.lstrip("."))
        base = origin[level:]
        if level:
            above = package[: len(package) - level + 1]
            base = ".".join([*above, base] if base else above)
        found.add(base)
        found.update(f"{base}.{item.split(' as ')[0].strip(' )')}" for item in items.split(","))
    return found


def _text(group: bytes | None) -> str:
    return group.decode("utf-8", "replace") if group else ""
