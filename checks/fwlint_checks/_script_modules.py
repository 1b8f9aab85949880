"""TorchScript modules handed to exporters that want Python."""

from __future__ import annotations

from typing import Final

from fwlint.facts import nodes as n
from fwlint.project.module import Module
from fwlint.project.values import Symbol

SCRIPT_MODULE: Final = "torch.jit.ScriptModule"

_WRAPPERS = frozenset({"torch.jit.script", "torch.jit.trace"})


def scripted_inline(module: Module, node: n.Expr) -> n.Expr | None:
    """The module that ``torch.jit.script(module)`` or ``torch.jit.trace(module, x)`` wraps.

    Only where ``node`` is that very call: a name may be used for more than the export.
    """
    if not isinstance(node, n.Call) or not node.arguments:
        return None
    wrapper = module.value(node.func)
    first = node.arguments[0]
    if not isinstance(wrapper, Symbol) or wrapper.canonical not in _WRAPPERS:
        return None
    return None if first.keyword or first.star else first.value
