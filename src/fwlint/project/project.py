"""All modules of a run, linked: which module a name means, and what classes derive from.

Modules are lowered when something asks for them. The finder's links tell which files were asked,
so that a file's findings can be cached with what they depend on.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding
from fwlint.frameworks.names import canonical, lookup
from fwlint.frameworks.tables import MEASURED_VERSIONS
from fwlint.project.classes import lineage
from fwlint.project.lookup import Free
from fwlint.project.module import Module
from fwlint.project.modules import ModuleFinder
from fwlint.project.values import UNKNOWN, Instance, Symbol, Value

_BUILTINS = frozenset(dir(builtins))
_STAR_IMPORT = re.compile(rb"\bimport[\s\\]*\*")


class Project:
    """The modules that can see one another.

    ``load`` reads and lowers one file; it returns ``None`` for a file that cannot be read. With
    ``data``, which gives its bytes, a module is not even lowered that cannot bind a name.
    ``depth`` counts the values that are being evaluated, in all modules.
    """

    def __init__(
        self,
        files: Sequence[Path],
        root: Path,
        load: Callable[[Project, Path], Module | None],
        data: Callable[[Path], bytes] | None = None,
    ) -> None:
        self.finder = ModuleFinder(files, root)
        self.depth = 0
        self._load = load
        self._data = data
        self._resolving: set[tuple[str, Path]] = set()

    # -- modules --------------------------------------------------------------------------------

    def module(self, dotted: str, importer: Module) -> Module | None:
        """The project's module of that name, lowered; ``None`` if it is not the project's."""
        path = self.finder.path(dotted, importer.path)
        if path is None:
            return None
        self.finder.links(importer.path).consulted.add(str(path))
        return self._load(self, path)

    # -- names ----------------------------------------------------------------------------------

    def symbol(self, dotted: str, importer: Module) -> Value:
        """What a dotted name stands for that ``importer`` imports."""
        known = importer.symbols.get(dotted)
        if known is None:
            known = self._resolve(dotted, importer)
            if not self._resolving:  # else it may be unknown for the sake of a circle only
                importer.symbols[dotted] = known
        return known

    def _resolve(self, dotted: str, importer: Module) -> Value:
        if dotted.split(".", 1)[0] in MEASURED_VERSIONS:
            return Symbol(dotted, canonical(dotted))
        key = (dotted, importer.path)
        if key in self._resolving:  # modules that import from each other in a circle
            is_module = self.finder.path(dotted, importer.path) is not None
            return Symbol(dotted, dotted) if is_module else UNKNOWN
        self._resolving.add(key)
        try:
            return self._symbol(dotted.split("."), importer)
        finally:
            self._resolving.discard(key)

    def _symbol(self, parts: list[str], importer: Module) -> Value:
        dotted = ".".join(parts)
        for cut in range(len(parts), 0, -1):
            if self.finder.path(".".join(parts[:cut]), importer.path) is None:
                continue
            if cut == len(parts):
                bound = self._bound(".".join(parts[:-1]), parts[-1], importer)
                return Symbol(dotted, dotted) if bound is None else bound
            value = self.exported(".".join(parts[:cut]), parts[cut], importer)
            for attr in parts[cut + 1 :]:
                value = importer.member(value, attr) if value is not None else None
            return UNKNOWN if value is None else value
        return Symbol(dotted, canonical(dotted))

    def exported(self, dotted: str, name: str, importer: Module) -> Value | None:
        """What the module ``dotted`` offers as ``name``; ``None`` if nothing is seen to bind it."""
        if dotted.split(".", 1)[0] in MEASURED_VERSIONS:
            full = f"{dotted}.{name}"
            return Symbol(full, canonical(full)) if lookup(full) else None
        bound = self._bound(dotted, name, importer)
        if bound is not None:
            return bound
        full = f"{dotted}.{name}"
        if self.finder.path(full, importer.path) is not None:
            return Symbol(full, full)
        found = self._module_with(name, dotted, importer)
        return None if found is None else self.starred(found, name)

    def _module_with(self, name: str, dotted: str, importer: Module) -> Module | None:
        """A module, unless its bytes show that it does not bind ``name``."""
        path = self.finder.path(dotted, importer.path)
        if path is None:
            return None
        if self._data is not None and name.isascii():
            data = self._data(path)
            if name.encode() not in data and not _STAR_IMPORT.search(data):
                self.finder.links(importer.path).consulted.add(str(path))
                return None
        return self.module(dotted, importer)

    def _bound(self, dotted: str, name: str, importer: Module) -> Value | None:
        """What a module binds itself, once it has been executed."""
        found = self._module_with(name, dotted, importer) if dotted else None
        if found is None:
            return None
        binding = found.lookup.at_end(found.tree.module, name)
        if isinstance(binding, Binding):
            return found.value_of_binding(binding)
        return None if isinstance(binding, Free) else UNKNOWN

    def starred(self, module: Module, name: str) -> Value | None:
        """What the star imports of a module bind ``name`` to; ``None`` if nothing is seen to."""
        key = (f"*{name}", module.path)
        if name.startswith("_") or key in self._resolving:
            return None
        self._resolving.add(key)
        try:
            origins = [module.absolute(statement) for statement in module.tree.star_imports]
            found = [self.exported(origin, name, module) for origin in origins if origin]
        finally:
            self._resolving.discard(key)
        values = [value for value in found if value is not None]
        if not values or all(_same(values[0], value) for value in values):
            return values[0] if values else None
        return UNKNOWN

    def free(self, module: Module, name: str) -> Value:
        """What a name stands for that nothing in ``module`` binds."""
        value = self.starred(module, name)
        if value is None and name in _BUILTINS:
            return Symbol(f"builtins.{name}", f"builtins.{name}")
        return UNKNOWN if value is None else value

    # -- classes --------------------------------------------------------------------------------

    def is_class(self, symbol: Symbol) -> bool:
        """Whether a symbol is known to be a class."""
        if symbol.definition is not None:
            return isinstance(symbol.definition.node, n.Class)
        known = lookup(symbol.canonical)
        return known is not None and known.kind == "class"

    def ancestry(self, cls: Symbol) -> list[str]:
        """Canonical names of a class and its bases, as far as the method order is known.

        It ends at a base that nobody knows, since that may override what comes after.
        """
        names: list[str] = []
        for current in lineage(cls):
            if current is None:
                break
            _add(current, names)
        return names

    def all_bases(self, cls: Symbol) -> list[str]:
        """Canonical names of a class and of every base that is known."""
        names: list[str] = []
        for current in lineage(cls):
            if current is not None:
                _add(current, names)
        return names

    def derives(self, cls: Symbol, base: str) -> bool:
        """Whether a class is known to derive from the class of canonical name ``base``."""
        return base in self.all_bases(cls)

    def class_of(self, value: Value) -> Symbol | None:
        """The class of an object, if it is known."""
        return value.cls if isinstance(value, Instance) else None


def _add(cls: Symbol, names: list[str]) -> None:
    """Add the canonical names of a class and of its measured bases."""
    known = lookup(cls.canonical) if cls.definition is None else None
    for name in (cls.canonical, *(known.bases if known is not None else ())):
        if name not in names:
            names.append(name)


def _same(first: Value, second: Value) -> bool:
    if isinstance(first, Symbol) and isinstance(second, Symbol):
        return first.canonical == second.canonical
    return first is second
