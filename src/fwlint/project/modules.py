"""Which file a dotted module name means: packages, namespace packages and src layouts."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fwlint.project.links import Links, PathKind, kind_of_path

_INSTALLED = frozenset({"site-packages", "dist-packages"})


class ModuleFinder:
    """Finds the project's own modules: scanned files, and files below the project's root.

    What is installed there, in a virtual environment, is not the project's own.

    ``root`` is where the configuration stands. As on Python's path, what stands beside the
    importing module's outermost package comes first. Other roots of imports are the ones of the
    scanned files, the directory above them all, ``root`` and ``root/src``; a name that several
    of them have is not resolved, since nobody knows which one Python would be started with.

    ``on_disk`` says what was found at the paths that were looked at beyond the scanned files.
    """

    def __init__(self, files: Sequence[Path], root: Path) -> None:
        self._below_root = f"{root}{os.sep}"
        self._scanned = frozenset(files)
        self._found: dict[tuple[str, Path], Path | None] = {}
        self._bases: dict[tuple[str, Path], list[Path]] = {}
        self._import_roots: dict[Path, Path] = {}
        self._links: dict[str, Links] = {}
        self.on_disk: dict[Path, PathKind] = {}
        self._common = [root, root / "src"]
        if files:
            top = Path(os.path.commonpath({file.parent for file in files}))
            self._common.append(self._import_root(top))
        self._roots: dict[str, set[Path]] = {}
        for file in files:
            base = self.import_root(file)
            name = file.parts[len(base.parts)].removesuffix(".py")
            self._roots.setdefault(name, set()).add(base)

    def path(self, dotted: str, importer: Path) -> Path | None:
        """The file of a module, as the file ``importer`` sees it; ``None`` if there is none."""
        near = self.import_root(importer)
        key = (dotted, near)
        if key not in self._found:
            self._found[key] = self._find(dotted, near)
        found = self._found[key]
        links = self.links(importer)
        if found is not None:
            links.names[dotted] = str(found)
        elif self._bases_of(top := dotted.partition(".")[0], near):
            links.names[dotted] = ""
        else:
            links.foreign.add(top)
        return found

    def import_root(self, file: Path) -> Path:
        """The directory above the outermost package that a file belongs to."""
        return self._import_root(file.parent)

    def module_name(self, path: Path) -> tuple[str, bool]:
        """The dotted name of a file within its outermost package, and whether it is a package."""
        return module_name(path, self.import_root(path))

    # -- what was asked -------------------------------------------------------------------------

    def links(self, importer: Path) -> Links:
        """The links of a file, to be added to."""
        name = str(importer)
        known = self._links.get(name)
        if known is None:
            known = self._links[name] = Links(str(self.import_root(importer)))
        return known

    def take_links(self) -> dict[str, Links]:
        """The links of files that were seen since the last call."""
        taken, self._links = self._links, {}
        return taken

    def agrees(self, importer: Path, links: Links) -> bool:
        """Whether names still mean what they meant when ``links`` were seen."""
        near = self.import_root(importer)
        if str(near) != links.root or any(self._bases_of(top, near) for top in links.foreign):
            return False
        return all(str(self.path(name, importer) or "") == f for name, f in links.names.items())

    # -- looking --------------------------------------------------------------------------------

    def _find(self, dotted: str, near: Path) -> Path | None:
        parts = dotted.split(".")
        files = {self._file(base, parts) for base in self._bases_of(parts[0], near)} - {None}
        return files.pop() if len(files) == 1 else None

    def _bases_of(self, top: str, near: Path) -> list[Path]:
        """The roots of imports that may have the package or module ``top``."""
        key = (top, near)
        if key not in self._bases:
            bases = {near, *self._common, *self._roots.get(top, ())}
            if self._is_module(near / top / "__init__.py") or self._is_module(near / f"{top}.py"):
                bases = {near}
            elif top in sys.stdlib_module_names:
                bases = set()
            self._bases[key] = [base for base in bases if self._has(base, top)]
        return self._bases[key]

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
        own = str(path).startswith(self._below_root) and not _INSTALLED.intersection(path.parts)
        return own and self._kind(path) == "file"

    def _is_directory(self, path: Path) -> bool:
        return self._kind(path) == "directory"

    def _kind(self, path: Path) -> PathKind:
        if path not in self.on_disk:
            self.on_disk[path] = kind_of_path(path)
        return self.on_disk[path]

    def _import_root(self, directory: Path) -> Path:
        known = self._import_roots.get(directory)
        if known is None:
            marker = directory / "__init__.py"
            is_package = marker in self._scanned or self._kind(marker) == "file"
            is_inner = is_package and directory.parent != directory
            known = self._import_root(directory.parent) if is_inner else directory
            self._import_roots[directory] = known
        return known


def import_root(file: Path) -> Path:
    """The directory above the outermost package that a file belongs to."""
    directory = file.parent
    while (directory / "__init__.py").is_file() and directory.parent != directory:
        directory = directory.parent
    return directory


def module_name(path: Path, root: Path | None = None) -> tuple[str, bool]:
    """The dotted name of a file within its outermost package, and whether it is a package.

    ``root`` is the file's ``import_root``, where that is known already.
    """
    is_package = path.stem == "__init__"
    base = import_root(path) if root is None else root
    parts = [*path.relative_to(base).parts[:-1]]
    if not is_package:
        parts.append(path.stem)
    return ".".join(parts) or path.parent.name, is_package
