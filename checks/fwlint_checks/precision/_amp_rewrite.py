"""From ``torch.cuda.amp`` and ``torch.cpu.amp`` to ``torch.amp``, where it is exact.

A dotted mention is rewritten in place. A name that an import binds is rewritten together with
all its uses in the module, and the import with it, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding
from fwlint.fixes.edits import (
    AnyEdit,
    Fix,
    InsertArgument,
    RemoveArgument,
    ReplaceExpression,
    SetArgument,
    safe,
    unsafe,
)
from fwlint.project.lookup import Ambiguous
from fwlint.project.module import Module
from fwlint.project.values import literal_of
from fwlint.sites import ReferenceSite, span

AUTOCAST, GRAD_SCALER, DECORATORS = "autocast", "GradScaler", ("custom_fwd", "custom_bwd")

_BELOW_TORCH = r"(cuda|cpu)\.amp(?:\.autocast_mode|\.grad_scaler)?"
_PACKAGE = re.compile(rf"torch\.{_BELOW_TORCH}")
_DOTTED_USE = re.compile(rf"(\w+)\.{_BELOW_TORCH}\.(\w+)")
_FROM = re.compile(r"from\s+([\w.]+)\s+import\b")
_AUTOCAST_PARAMETERS = ("enabled", "dtype", "cache_enabled")
"""In their old order; in the new one ``dtype`` comes before ``enabled``."""


class NotExact(Exception):
    """The rewrite would not keep what the code does."""


def rewritten(reference: ReferenceSite) -> Fix | None:
    """The fix for a mention of the old interface; ``None`` if it cannot be made exactly."""
    rewrite = _Rewrite(reference.module)
    try:
        rewrite.mention(reference)
    except NotExact:
        return None
    # An old autocast sets its own dtype, a new one takes over that of an autocast around it.
    differs = rewrite.inherits_dtype and "bfloat16" in reference.module.text
    kind = unsafe if differs else safe
    return kind("Use torch.amp", *rewrite.edits)


class _Rewrite:
    """Collects the edits of one fix. Its methods raise NotExact."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.edits: list[AnyEdit] = []
        self.inherits_dtype = False
        self._calls = {span(call.func): call for call in module.facts.calls}

    def mention(self, reference: ReferenceSite) -> None:
        node = reference.node
        if isinstance(node, n.ImportedName):
            assert isinstance(reference.imported_from, n.ImportFrom)
            self._import_from(reference.imported_from)
            return
        dotted = _DOTTED_USE.fullmatch(reference.source(node))
        if dotted is not None:
            root, device, name = dotted.groups()
            self._use(node, name, device, f"{root}.amp.{name}")
        else:
            self._package_of(node)

    # -- imports --------------------------------------------------------------------------------

    def _import_from(self, statement: n.ImportFrom) -> None:
        """``from torch.cuda.amp import autocast, GradScaler`` and all uses of these names."""
        package = _PACKAGE.fullmatch(statement.module)
        if package is None or statement.level:
            raise NotExact
        self._replace_module(statement, "torch.amp")
        for item in statement.names:
            for use in self._uses(item):
                if not isinstance(use, n.Name):
                    raise NotExact
                self._use(use, item.name, package[1], None)

    def _package_of(self, node: n.Name | n.Attribute) -> None:
        """``amp.autocast`` of ``from torch.cuda import amp`` and all other uses of ``amp``."""
        if not isinstance(node, n.Attribute) or not isinstance(node.value, n.Name):
            raise NotExact
        binding = self.module.lookup.binding(node.value.id, node.start)
        if not isinstance(binding, Binding) or not isinstance(binding.node, n.ImportedName):
            raise NotExact
        statement, item = binding.statement, binding.node
        if isinstance(statement, n.ImportFrom) and len(statement.names) == 1:
            package = _PACKAGE.fullmatch(f"{statement.module}.{item.name}")
            self._replace_module(statement, "torch")
        else:
            package = _PACKAGE.fullmatch(item.name)
            end = item.start + len(item.name)
            self.edits.append(ReplaceExpression((item.start, end), "torch.amp"))
        if package is None or not package[0].endswith("amp"):
            raise NotExact
        for use in self._uses(item):
            if not isinstance(use, n.Attribute) or not isinstance(use.value, n.Name):
                raise NotExact
            self._use(use, use.attr, package[1], None)

    def _replace_module(self, statement: n.ImportFrom, new: str) -> None:
        written = _FROM.match(self.module.text, statement.start)
        if written is None:
            raise NotExact
        self.edits.append(ReplaceExpression(written.span(1), new))

    def _uses(self, item: n.ImportedName) -> list[n.Name | n.Attribute]:
        """Every use of an imported name; none, or a chance of more elsewhere, is not exact."""
        name = item.alias or item.name
        if self.module.is_package or re.search(rf"""["']{name}["']""", self.module.text):
            raise NotExact
        uses = []
        for reference in self.module.facts.references:
            root: n.Expr = reference
            while isinstance(root, n.Attribute):
                root = root.value
            if not isinstance(root, n.Name) or root.id != name:
                continue
            found = self.module.lookup.binding(name, root.start)
            if isinstance(found, Ambiguous):
                raise NotExact
            if isinstance(found, Binding) and found.node is item:
                uses.append(reference)
        if not uses:
            raise NotExact
        return uses

    # -- uses -----------------------------------------------------------------------------------

    def _use(self, node: n.Name | n.Attribute, name: str, device: str, new: str | None) -> None:
        """One use of ``name``, respelled as ``new`` unless the import takes care of that."""
        source = self.module.source(node)
        if not re.fullmatch(r"[\w.]+", source):  # in a hole of an f-string, say
            raise NotExact
        call = self._calls.get(span(node))
        if call is None and name in DECORATORS and self._decorates(node):
            decorator = f'{new or source}(device_type="{device}")'
            self.edits.append(ReplaceExpression(span(node), decorator))
            return
        if new is not None:
            self.edits.append(ReplaceExpression(span(node), new))
        if call is not None:
            self._arguments(call, name, device)
        elif name != GRAD_SCALER or not self._only_names_a_class(node):
            raise NotExact

    def _arguments(self, call: n.Call, name: str, device: str) -> None:
        where = span(call)
        if name in DECORATORS:
            self.edits.append(SetArgument(where, "device_type", f'"{device}"'))
        elif name in (AUTOCAST, GRAD_SCALER):
            self.edits.append(InsertArgument(where, 0, f'"{device}"'))
            if name == AUTOCAST:
                self._by_keyword(call)
        else:
            raise NotExact

    def _by_keyword(self, call: n.Call) -> None:
        """The arguments of an old autocast by keyword, for the new one has another order."""
        given: dict[str, n.Expr] = {}
        for index, argument in enumerate(call.arguments):
            if argument.star == "*" or index >= len(_AUTOCAST_PARAMETERS):
                raise NotExact
            if argument.keyword is not None:
                given[argument.keyword] = argument.value
            elif not argument.star:
                parameter = _AUTOCAST_PARAMETERS[index]
                given[parameter] = argument.value
                source = self.module.source(argument.value)
                self.edits.append(RemoveArgument(span(call), span(argument.value)))
                self.edits.append(SetArgument(span(call), parameter, source))
        if not given.keys() <= set(_AUTOCAST_PARAMETERS):
            raise NotExact  # it raises today
        off = "enabled" in given and self._is_false(given["enabled"])
        self.inherits_dtype = self.inherits_dtype or not (off or "dtype" in given)

    def _is_false(self, node: n.Expr) -> bool:
        return literal_of(self.module.value(node), bool) is False

    def _decorates(self, node: n.Expr) -> bool:
        return any(
            span(decorator) == span(node)
            for scope in self.module.tree.scopes.values()
            if scope.node is not None
            for decorator in scope.node.decorators
        )

    def _only_names_a_class(self, node: n.Expr) -> bool:
        """Whether the use is in an annotation or an ``isinstance``: the new class is a base."""
        return any(holder.start <= node.start < holder.end for holder in self._class_holders())

    def _class_holders(self) -> Iterator[n.Expr]:
        for statement in self.module.tree.statements():
            if isinstance(statement, n.AnnotatedAssign):
                yield statement.annotation
            elif isinstance(statement, n.Function):
                annotations = (p.annotation for p in statement.parameters)
                yield from filter(None, (statement.returns, *annotations))
        for call in self.module.facts.calls:
            if "builtins.isinstance" in self.module.callees(call):
                yield call
