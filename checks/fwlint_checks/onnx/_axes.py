"""What a call of ``torch.onnx.export`` says of names and axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from fwlint.facts import nodes as n
from fwlint.project.module import Module
from fwlint.project.values import literal_of
from fwlint.sites import BoundArgument, CallSite
from fwlint_checks.onnx._exporter import surely_missing

_T = TypeVar("_T", int, str)


@dataclass(frozen=True)
class NamedAxes:
    """``dynamic_axes``, ``input_names`` and ``output_names``, all of them known.

    ``axes`` keeps the order of the dict; a list of names that is not given is empty.
    """

    axes: dict[str, n.Expr]
    input_names: list[str]
    output_names: list[str]

    @property
    def of_inputs(self) -> dict[str, n.Expr]:
        """What is said of anything but the named outputs; the exporter takes it for inputs."""
        return {name: axes for name, axes in self.axes.items() if name not in self.output_names}


def named_axes(call: CallSite) -> NamedAxes | None:
    """What the call says, or ``None`` where a part of it is not known.

    Only a dict written in the call itself is known: a name may stand for one that was changed.
    """
    axes = _entries(call.argument("dynamic_axes"))
    inputs = _names(call.argument("input_names"))
    outputs = _names(call.argument("output_names"))
    if axes is None or inputs is None or outputs is None:
        return None
    return NamedAxes(axes, inputs, outputs)


def _entries(argument: BoundArgument) -> dict[str, n.Expr] | None:
    if not isinstance(argument.node, n.Mapping):
        return None
    found: dict[str, n.Expr] = {}
    for key, value in zip(argument.node.keys, argument.node.values, strict=True):
        name = None if key is None else literal_of(argument.module.value(key), str)
        if name is None:
            return None
        found[name] = value
    return found


def _names(argument: BoundArgument) -> list[str] | None:
    if surely_missing(argument):
        return []
    if not isinstance(argument.display, n.Sequence):
        return None
    return _literals(argument.module, argument.display.elements, str)


def axis_numbers(module: Module, node: n.Expr | None) -> frozenset[int] | None:
    """The axes in ``{0: "batch"}`` or ``[0]``; none for ``None``, and ``None`` if not known."""
    if node is None or (isinstance(node, n.Constant) and node.kind == "none"):
        return frozenset()
    if isinstance(node, n.Mapping):
        items: list[n.Expr | None] = list(node.keys)
    elif isinstance(node, n.Sequence):
        items = list(node.elements)
    else:
        return None
    numbers = _literals(module, items, int)
    return None if numbers is None else frozenset(numbers)


def axis_names(module: Module, node: n.Expr) -> frozenset[str] | None:
    """The names in ``{0: "batch"}``; ``None`` if not known, or not written as a dict."""
    if not isinstance(node, n.Mapping) or axis_numbers(module, node) is None:
        return None
    names = _literals(module, node.values, str)
    return None if names is None else frozenset(names)


def _literals(module: Module, nodes: Sequence[n.Expr | None], kind: type[_T]) -> list[_T] | None:
    """The literals that all of ``nodes`` are, or ``None`` where one is not known."""
    found = [None if node is None else literal_of(module.value(node), kind) for node in nodes]
    known = [literal for literal in found if literal is not None]
    return known if len(known) == len(found) else None
