"""Layers that do one thing in training and another in evaluation, found within models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fwlint.facts import nodes as n
from fwlint.project.classes import bases
from fwlint.project.module import Module
from fwlint.project.origin import origin
from fwlint.project.values import Definition, Symbol, literal_of

DROPOUT: Final = frozenset(
    f"torch.nn.{name}"
    for name in (
        "AlphaDropout",
        "Dropout",
        "Dropout1d",
        "Dropout2d",
        "Dropout3d",
        "FeatureAlphaDropout",
    )
)
BATCH_NORM: Final = frozenset(f"torch.nn.BatchNorm{dimensions}d" for dimensions in (1, 2, 3))

_DEEPEST = 10
_MODE_METHODS = ("eval", "train")


def layer_within(
    module: Module, creation: n.Call, layers: frozenset[str], depth: int = 0
) -> Symbol | None:
    """The class of a layer among ``layers`` in the module that ``creation`` makes.

    Only what surely is there and runs: the module itself, the arguments of ``nn.Sequential``, and
    what ``__init__`` of a class of the project assigns, unconditionally, to an attribute that the
    class calls. A class that sets modes itself is not looked into.
    """
    cls = module.value(creation.func)
    if depth > _DEEPEST or not isinstance(cls, Symbol):
        return None
    if cls.canonical in layers:
        return cls if _does_something(module, cls.canonical, creation) else None
    parts: Iterator[tuple[Module, n.Expr]] = iter(())
    if cls.canonical == "torch.nn.Sequential":
        parts = ((module, argument.value) for argument in creation.arguments if not argument.star)
    elif cls.definition is not None:
        parts = _members(cls.definition)
    for home, part in parts:
        call = origin(home, part)
        found = layer_within(home, call, layers, depth + 1) if isinstance(call, n.Call) else None
        if found is not None:
            return found
    return None


def _does_something(module: Module, layer: str, creation: n.Call) -> bool:
    """Whether the two modes differ: not for ``Dropout(0)`` or a norm without running statistics."""
    if any(argument.star for argument in creation.arguments):
        return False
    given = {argument.keyword: argument.value for argument in creation.arguments}
    if layer not in DROPOUT:
        return "track_running_stats" not in given and len(creation.arguments) < 5
    probability = given.get("p") or given.get(None)
    if probability is None:
        return True
    value = module.value(probability)
    return bool(literal_of(value, float) or literal_of(value, int))


def _members(definition: Definition) -> Iterator[tuple[Module, n.Expr]]:
    """The expressions that surely become submodules which the class calls."""
    module, node = definition.module, definition.node
    if not isinstance(node, n.Class):
        return
    called = {
        call.func.attr
        for call in module.facts.calls
        if node.start <= call.start < node.end and isinstance(call.func, n.Attribute)
    }
    if called.intersection(_MODE_METHODS) or any(map(_sets_mode, node.body)):
        return
    constructor = next((s for s in node.body if _is_method(s, "__init__")), None)
    if constructor is None:
        for base in bases(definition):
            if isinstance(base, Symbol) and base.definition is not None:
                yield from _members(base.definition)
        return
    assert isinstance(constructor, n.Function)
    for statement in constructor.body:
        target = statement.targets[0] if isinstance(statement, n.Assign) else None
        if isinstance(target, n.Attribute) and target.attr in called:
            assert isinstance(statement, n.Assign)
            yield module, statement.value


def _is_method(statement: n.Stmt, name: str) -> bool:
    return isinstance(statement, n.Function) and statement.name == name


def _sets_mode(statement: n.Stmt) -> bool:
    return any(_is_method(statement, name) for name in _MODE_METHODS)
