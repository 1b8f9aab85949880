"""Which file a dotted module name means: packages, namespace packages and src layouts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path


class ModuleFinder:
    """Finds the project's own modules: scanned files, and files below the project's root.

    ``root`` is where the configuration stands. Import roots are the directories above the
    outermost packages of the scanned files, ``root`` and ``root/src``.
    """

    def __init__(self, files: Sequence[Path], root: Path) -> None:
        self._root = root
        self._scanned = frozenset(files)
        self._import_roots = sorted(
            {_import_root(directory) for directory in {file.parent for file in files}}
            | {root, root / "src"}
        )
        self._found: dict[str, Path | None] = {}

    def path(self, dotted: str) -> Path | None:
        """The file of a module, or ``None`` if the project has no such module."""
        if dotted not in self._found:
            self._found[dotted] = self._find(dotted)
        return self._found[dotted]

    def _find(self, dotted: str) -> Path | None:
        head, _, _ = dotted.rpartition(".")
        if head and head in self._found and self._found[head] is None and not self._dir(head):
            return None
        relative = Path(*dotted.split("."))
        for base in self._import_roots:
            for candidate in (base / relative / "__init__.py", (base / relative).with_suffix(".py")):
                if candidate in self._scanned or (
                    candidate.is_relative_to(self._root) and candidate.is_file()
                ):
                    return candidate
        return None

    def _dir(self, dotted: str) -> bool:
        relative = Path(*dotted.split("."))
        return any((base / relative).is_dir() for base in self._import_roots)


def module_name(path: Path) -> tuple[str, bool]:
    """The dotted name of a file within its outermost package, and whether it is a package."""
    is_package = path.stem == "__init__"
    base = _import_root(path.parent)
    parts = [*path.relative_to(base).parts[:-1]]
    if not is_package:
        parts.append(path.stem)
    return ".".join(parts) or path.parent.name, is_package


@cache
def _import_root(directory: Path) -> Path:
    """The directory above the outermost package that ``directory`` belongs to."""
    while (directory / "__init__.py").is_file() and directory.parent != directory:
        directory = directory.parent
    return directory
