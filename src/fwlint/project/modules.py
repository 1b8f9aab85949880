"""Which file a dotted module name means: packages, namespace packages and src layouts."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path


class ModuleFinder:
    """Finds the project's own modules: scanned files, and files below the project's root.

    ``root`` is where the configuration stands. As on Python's path, what stands beside the
    importing module's outermost package comes first. Other roots of imports are the ones of the
    scanned files, the directory above them all, ``root`` and ``root/src``; a name that several
    of them have is not resolved, since nobody knows which one Python would be started with.
    """

    def __init__(self, files: Sequence[Path], root: Path) -> None:
        self._root = root
        self._scanned = frozenset(files)
        self._found: dict[tuple[str, Path], Path | None] = {}
        self._on_disk: dict[Path, bool] = {}
        self._common = [root, root / "src"]
        if files:
            self._common.append(_import_root(Path(os.path.commonpath({f.parent for f in files}))))
        self._roots: dict[str, set[Path]] = {}
        for file in files:
            base = import_root(file)
            top = file.relative_to(base).parts[0].removesuffix(".py")
            self._roots.setdefault(top, set()).add(base)

    def path(self, dotted: str, importer: Path) -> Path | None:
        """The file of a module, as the file ``importer`` sees it; ``None`` if there is none."""
        near = import_root(importer)
        key = (dotted, near)
        if key not in self._found:
            self._found[key] = self._find(dotted, near)
        return self._found[key]

    def _find(self, dotted: str, near: Path) -> Path | None:
        parts = dotted.split(".")
        top = parts[0]
        if self._is_module(near / top / "__init__.py") or self._is_module(near / f"{top}.py"):
            return self._file(near, parts)
        if top in sys.stdlib_module_names:
            return None
        bases = {near, *self._common, *self._roots.get(top, ())}
        files = {self._file(base, parts) for base in bases if self._has(base, top)} - {None}
        return files.pop() if len(files) == 1 else None

    def _has(self, base: Path, top: str) -> bool:
        return self._is_directory(base / top) or self._is_module(base / f"{top}.py")

    def _file(self, base: Path, parts: list[str]) -> Path | None:
        above = base.joinpath(*parts[:-1])
        if len(parts) > 1 and not self._is_directory(above):
            return None
        for candidate in (above / parts[-1] / "__init__.py", above / f"{parts[-1]}.py"):
            if self._is_module(candidate):
                return candidate
        return None

    def _is_module(self, path: Path) -> bool:
        if path in self._scanned:
            return True
        if path not in self._on_disk:
            self._on_disk[path] = path.is_relative_to(self._root) and path.is_file()
        return self._on_disk[path]

    def _is_directory(self, path: Path) -> bool:
        if path not in self._on_disk:
            self._on_disk[path] = path.is_dir()
        return self._on_disk[path]


def import_root(file: Path) -> Path:
    """The directory above the outermost package that a file belongs to."""
    return _import_root(file.parent)


def module_name(path: Path) -> tuple[str, bool]:
    """The dotted name of a file within its outermost package, and whether it is a package."""
    is_package = path.stem == "__init__"
    base = import_root(path)
    parts = [*path.relative_to(base).parts[:-1]]
    if not is_package:
        parts.append(path.stem)
    return ".".join(parts) or path.parent.name, is_package


@cache
def _import_root(directory: Path) -> Path:
    while (directory / "__init__.py").is_file() and directory.parent != directory:
        directory = directory.parent
    return directory
