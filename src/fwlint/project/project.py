"""All modules of a run, linked: which module a name means, and what classes derive from.

Modules are lowered when something asks for them. ``consulted`` collects the files that were
asked, so that a file's findings can be cached with what they depend on.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from pathlib import Path

from fwlint.facts import nodes as n
from fwlint.frameworks.names import canonical, lookup
from fwlint.frameworks.tables import MEASURED_VERSIONS
from fwlint.project.classes import bases
from fwlint.project.modules import ModuleFinder
from fwlint.project.module import Module
from fwlint.project.values import UNKNOWN, Instance, Symbol, Value

_BUILTINS = frozenset(dir(builtins))


class Project:
    """The modules that can see one another.

    ``load`` reads and lowers one file; it returns ``None`` for a file that cannot be read.
    """

    def __init__(
        self,
        files: Sequence[Path],
        root: Path,
        load: Callable[[Project, Path], Module | None],
    ) -> None:
        self.finder = ModuleFinder(files, root)
        self.consulted: set[Path] = set()
        self._load = load
        self._loading: set[Path] = set()

    # -- modules --------------------------------------------------------------------------------

    def module(self, dotted: str) -> Module | None:
        """The project's module of that name, lowered; ``None`` if it is not the project's."""
        path = self.finder.path(dotted)
        if path is None:
            return None
        self.consulted.add(path)
        if path in self._loading:
            return None
        self._loading.add(path)
        try:
            return self._load(self, path)
        finally:
            self._loading.discard(path)

    # -- names ----------------------------------------------------------------------------------

    def symbol(self, dotted: str) -> Value:
        """What an imported dotted name stands for."""
        root = dotted.split(".", 1)[0]
        if root in MEASURED_VERSIONS:
            return Symbol(dotted, canonical(dotted))
        parts = dotted.split(".")
        for cut in range(len(parts), 0, -1):
            module = ".".join(parts[:cut])
            if self.finder.path(module) is None:
                continue
            if cut == len(parts):
                return Symbol(dotted, dotted)
            value = self.exported(module, parts[cut])
            if value is None:
                return UNKNOWN
            for attr in parts[cut + 1 :]:
                if not isinstance(value, Symbol) or value.definition is not None:
                    return UNKNOWN
                value = self.symbol(f"{value.qualified}.{attr}")
            return value
        return Symbol(dotted, canonical(dotted))

    def exported(self, module: str, name: str) -> Value | None:
        """What ``module`` offers as ``name``; ``None`` if nothing is seen to bind it."""
        if module.split(".", 1)[0] in MEASURED_VERSIONS:
            dotted = f"{module}.{name}"
            return Symbol(dotted, canonical(dotted)) if lookup(dotted) else None
        found = self.module(module)
        if found is None:
            return None
        bindings = found.tree.module.bindings.get(name, [])
        if len(bindings) == 1:
            return found.value_of_binding(bindings[0])
        if bindings:
            return UNKNOWN
        if self.finder.path(f"{module}.{name}") is not None:
            return Symbol(f"{module}.{name}", f"{module}.{name}")
        for statement in found.tree.star_imports:
            origin = found.absolute(statement)
            value = self.exported(origin, name) if origin and origin != module else None
            if value is not None:
                return value
        return None

    def free(self, module: Module, name: str) -> Value:
        """What a name stands for that nothing in ``module`` binds."""
        for statement in module.tree.star_imports:
            origin = module.absolute(statement)
            value = self.exported(origin, name) if origin else None
            if value is not None:
                return value
        if name in _BUILTINS:
            return Symbol(f"builtins.{name}", f"builtins.{name}")
        return UNKNOWN

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
        self._ascend(cls, names, set(), stop=True)
        return names

    def all_bases(self, cls: Symbol) -> list[str]:
        """Canonical names of a class and of every base that is known."""
        names: list[str] = []
        self._ascend(cls, names, set(), stop=False)
        return names

    def derives(self, cls: Symbol, base: str) -> bool:
        """Whether a class is known to derive from the class of canonical name ``base``."""
        return base in self.all_bases(cls)

    def _ascend(self, cls: Value, names: list[str], seen: set[int], stop: bool) -> bool:
        if not isinstance(cls, Symbol):
            return not stop
        definition = cls.definition
        if definition is None:
            names.append(cls.canonical)
            known = lookup(cls.canonical)
            if known is None:
                return not stop
            names.extend(name for name in known.bases if name not in names)
            return True
        if id(definition.node) in seen or not isinstance(definition.node, n.Class):
            return True
        seen.add(id(definition.node))
        names.append(cls.canonical)
        return all(self._ascend(base, names, seen, stop) for base in bases(definition))

    def class_of(self, value: Value) -> Symbol | None:
        """The class of an object, if it is known."""
        return value.cls if isinstance(value, Instance) else None
