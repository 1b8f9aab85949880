"""Modules that are known to be in training mode, and what that changes in them.

A module is made in training mode. It is known to be in it still where the code shows its whole
life: made by its class in the same function, never handed to anything that might call ``eval``.
"""

from __future__ import annotations

from typing import Final

from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, InsertStatement, ReplaceExpression, unsafe
from fwlint.project.history import Use, history
from fwlint.project.module import Module
from fwlint.project.values import Method, Symbol, literal_of
from fwlint.sites import CallSite, span
from fwlint_checks._mode_layers import layer_within

_MODULE = "torch.nn.Module"
_EXPORTS = frozenset({"torch.export.export", "torch.onnx.export"})
_HARMLESS_FUNCTIONS = _EXPORTS | {
    "builtins.id",
    "builtins.isinstance",
    "builtins.print",
    "builtins.repr",
    "builtins.type",
    "torch.save",
}
_HARMLESS_METHODS: Final = frozenset(
    {"bfloat16", "buffers", "cpu", "cuda", "double", "float", "half", "load_state_dict"}
    | {"named_buffers", "named_parameters", "parameters", "requires_grad_", "share_memory"}
    | {"state_dict", "to", "type", "xpu", "zero_grad"}
)


def active_training_layer(call: CallSite, model: n.Expr, layers: frozenset[str]) -> Symbol | None:
    """The class of a layer among ``layers`` that behaves as in training when ``model`` is used.

    ``None`` unless it is known that the model is in training mode and holds such a layer.
    """
    life = history(call.module, model)
    if life is None or not call.is_instance(life.creation, _MODULE):
        return None
    training: bool | None = True
    for use in life.uses:
        training = _after(call.module, use, training)
    return layer_within(call.module, life.creation, layers) if training else None


def _after(module: Module, use: Use, training: bool | None) -> bool | None:
    """The mode after ``use``; ``None`` once it is not known."""
    if use.kind == "call" or (use.kind == "read" and use.name == "training"):
        return training
    if use.kind == "argument":
        return training if use.name in _HARMLESS_FUNCTIONS else None
    if use.kind != "method" or use.call is None:
        return None
    if not isinstance(module.value(use.call.func), Method):
        return None  # the model's own method of that name
    if use.name in ("eval", "train"):
        mode = _mode_set(module, use.name, use.call)
        return mode if use.sure or mode == training else None
    return training if use.name in _HARMLESS_METHODS else None


def _mode_set(module: Module, method: str, call: n.Call) -> bool | None:
    if method == "eval":
        return False
    if not call.arguments:
        return True
    mode: bool | None = literal_of(module.value(call.arguments[0].value), bool)
    return mode


def switch_to_eval(call: CallSite, model: n.Expr) -> Fix | None:
    """Call ``eval()`` before the export; ``None`` after an earlier export of the same model."""
    life = history(call.module, model)
    if life is None or any(use.name in _EXPORTS for use in life.uses):
        return None
    name = call.source(model)
    message = "Switch the model to evaluation mode"
    statement = call.where.statement
    if isinstance(model, n.Name) and isinstance(statement, n.Expression | n.Assign | n.Return):
        return unsafe(message, InsertStatement(span(statement), f"{name}.eval()", "before"))
    return unsafe(message, ReplaceExpression(span(model), f"{name}.eval()"))
