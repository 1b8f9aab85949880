"""Which checks hear what: found by name in a table, so that many cost what few do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from fwlint.checks import Check, Remark
from fwlint.documents.document import Problem
from fwlint.facts import nodes as n
from fwlint.frameworks.names import canonical
from fwlint.frameworks.tables import MEASURED_VERSIONS
from fwlint.project.module import Module
from fwlint.project.values import Symbol
from fwlint.sites import CallSite, ClassSite, ReferenceSite, StoreSite


class Listeners:
    """Checks by the canonical names they listen to; ``a.b.*`` hears all names below ``a.b``."""

    def __init__(self, checks: Iterable[Check], names_of: Callable[[Check], Sequence[str]]) -> None:
        self._exact: dict[str, list[Check]] = {}
        self._below: dict[str, list[Check]] = {}
        self._known: dict[str, tuple[Check, ...]] = {}
        for check in checks:
            for name in names_of(check):
                if name.endswith(".*"):
                    self._below.setdefault(name.removesuffix(".*"), []).append(check)
                else:
                    self._exact.setdefault(canonical(name), []).append(check)

    def __bool__(self) -> bool:
        return bool(self._exact or self._below)

    def of(self, name: str) -> tuple[Check, ...]:
        """The checks that hear ``name``."""
        known = self._known.get(name)
        if known is None:
            found = list(self._exact.get(name, ()))
            above = name
            while "." in above:
                above = above.rpartition(".")[0]
                found.extend(c for c in self._below.get(above, ()) if c not in found)
            known = self._known[name] = tuple(found)
        return known


_NAMES = (n.Name, n.Attribute, n.NamedExpression)
Heard = tuple[Check, Callable[[], Iterator[Remark]], int]
"""A check, the call of its hook, and where in the text the site begins."""


class Dispatcher:
    """Calls the hooks of checks for one module after the other."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._calls = Listeners(checks, lambda check: check.calls)
        self._references = Listeners(checks, lambda check: check.references)
        self._attributes = Listeners(checks, lambda check: check.attributes)
        self._bases = Listeners(checks, lambda check: check.bases)
        self._problems = Listeners(checks, lambda check: check.problems)

    def problem(self, problem: Problem) -> Iterator[Heard]:
        """Who hears of a part that does not parse."""
        for check in self._problems.of(problem.kind):
            yield check, lambda c=check: c.on_problem(problem), 0  # type: ignore[misc]

    def module(self, module: Module, uses: dict[str, int]) -> Iterator[Heard]:
        """Everything that is to be judged in a module; counts the framework names in ``uses``."""
        yield from self._imports(module, uses)
        yield from self._mentions(module, uses)
        if self._calls:
            yield from self._called(module)
        if self._attributes:
            yield from self._stored(module)
        if self._bases:
            yield from self._classes(module)

    def _called(self, module: Module) -> Iterator[Heard]:
        for call in module.facts.calls:
            heard: set[str] = set()
            for name in module.callees(call):
                for check in self._calls.of(name):
                    if check.code not in heard:
                        heard.add(check.code)
                        site = CallSite(module, call, name)
                        yield check, lambda c=check, s=site: c.on_call(s), call.start  # type: ignore[misc]

    def _stored(self, module: Module) -> Iterator[Heard]:
        for store in module.attribute_stores:
            heard: set[str] = set()
            for name in module.stored(store.target):
                for check in self._attributes.of(name):
                    if check.code not in heard:
                        heard.add(check.code)
                        site = StoreSite(module, store, name)
                        begin = store.target.start
                        yield check, lambda c=check, s=site: c.on_attribute_store(s), begin  # type: ignore[misc]

    def _mentions(self, module: Module, uses: dict[str, int]) -> Iterator[Heard]:
        roots = names_of_imports(module)
        for reference in module.facts.references:
            root: n.Expr = reference
            while isinstance(root, n.Attribute):
                root = root.value
            if not isinstance(root, n.Name) or root.id not in roots:
                continue
            value = module.value(reference)
            if not isinstance(value, Symbol) or value.definition is not None:
                continue
            uses[value.canonical] = uses.get(value.canonical, 0) + 1
            if self._references and isinstance(reference, n.Attribute):
                yield from self._mentioned(module, reference)

    def _mentioned(self, module: Module, reference: n.Attribute) -> Iterator[Heard]:
        """The longest part of a dotted expression that somebody listens to."""
        node: n.Expr = reference
        while isinstance(node, n.Attribute):
            value = module.value(node)
            checks = self._references.of(value.canonical) if isinstance(value, Symbol) else ()
            if checks:
                assert isinstance(value, Symbol)
                for check in checks:
                    site = ReferenceSite(module, node, value.canonical, value.qualified)
                    yield check, lambda c=check, s=site: c.on_reference(s), node.start  # type: ignore[misc]
                return
            node = node.value

    def _imports(self, module: Module, uses: dict[str, int]) -> Iterator[Heard]:
        for statement, item, dotted in imported_names(module):
            if dotted.split(".", 1)[0] in MEASURED_VERSIONS:
                value = module.project.symbol(dotted, module)
                if isinstance(value, Symbol) and isinstance(statement, n.ImportFrom):
                    uses[value.canonical] = uses.get(value.canonical, 0) + 1
            yield from self._imported(module, statement, item, dotted)

    def _imported(
        self, module: Module, statement: n.Import | n.ImportFrom, item: n.ImportedName, dotted: str
    ) -> Iterator[Heard]:
        while dotted and self._references:
            if module.project.finder.path(dotted, module.path) is not None:
                return  # the project's own module, though a framework's may have the same name
            value = module.project.symbol(dotted, module)
            name = value.canonical if isinstance(value, Symbol) else ""
            checks = self._references.of(name)
            if checks:
                for check in checks:
                    site = ReferenceSite(module, item, name, dotted, statement)
                    yield check, lambda c=check, s=site: c.on_reference(s), item.start  # type: ignore[misc]
                return
            dotted = dotted.rpartition(".")[0]

    def _classes(self, module: Module) -> Iterator[Heard]:
        for scope in module.tree.classes():
            assert isinstance(scope.node, n.Class)
            if not scope.node.arguments:
                continue
            own = module.definition(scope.node)
            heard: set[str] = set()
            for name in module.project.all_bases(own):
                for check in self._bases.of(name):
                    if check.code not in heard:
                        heard.add(check.code)
                        site = ClassSite(module, scope.node, name)
                        yield check, lambda c=check, s=site: c.on_class(s), scope.node.start  # type: ignore[misc]


def imported_names(
    module: Module,
) -> Iterator[tuple[n.Import | n.ImportFrom, n.ImportedName, str]]:
    """Every absolute name that the module imports, with its statement."""
    scopes = [module.tree.module, *module.tree.scopes.values()]
    for scope in scopes:
        for bindings in scope.bindings.values():
            for binding in bindings:
                statement, item = binding.statement, binding.node
                if not isinstance(item, n.ImportedName):
                    continue
                if isinstance(statement, n.Import | n.ImportFrom):
                    dotted = module.imported_name(statement, item)
                    if dotted is not None:
                        yield statement, item, dotted


def names_of_imports(module: Module) -> set[str]:
    """Local names that an import binds, or that are assigned from a name: where mentions begin."""
    names: set[str] = set()
    for scope in (module.tree.module, *module.tree.scopes.values()):
        for name, bindings in scope.bindings.items():
            if any(b.kind == "import" or isinstance(b.value, _NAMES) for b in bindings):
                names.add(name)
    return names
