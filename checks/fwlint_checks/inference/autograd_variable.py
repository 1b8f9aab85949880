from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.facts.scopes import Binding
from fwlint.fixes.edits import AnyEdit, Fix, RemoveImport, ReplaceExpression, safe
from fwlint.sites import BoundArgument, CallSite

_NEW_TENSORS = frozenset(
    f"torch.{name}"
    for name in (
        *("arange", "empty", "eye", "from_numpy", "full", "linspace", "ones", "rand", "randint"),
        *("randn", "randperm", "tensor", "zeros"),
    )
)
"""Functions whose result needs no gradient, unless ``requires_grad`` says so."""


class AutogradVariable(Check):
    """`torch.autograd.Variable(x)` is a leftover from before torch 0.4.

    ## Why
    There are no variables beside tensors since torch 0.4; the call gives a plain tensor. It is
    not a no-op, though: the result shares the data of `x` but is cut off from the graph, like
    `x.detach()`, so that no gradient reaches what made `x` (measured on torch 2.13).
    `torch.compile` breaks the graph at the call, and `volatile=True` has no effect at all.

    ## Instead
    Use the tensor itself. Where the graph is to be cut, say `x.detach()`; to learn `x`, say
    `x.requires_grad_()`; instead of `volatile=True`, run under `torch.no_grad()`.

    ## Fix safety
    Safe: `Variable(x)` becomes `x.detach()`, which is what it does, or just the call where a new
    tensor is made, which has no graph to be cut off from. Where `x` is plain data, `.detach()`
    can go as well.

    ## References
    * [Variable (deprecated)](https://docs.pytorch.org/docs/2.13/autograd.html#variable-deprecated)
    """

    code = "FWI210"
    name = "autograd-variable"
    severity = "warning"
    effects = {"torch-compile": "degrades"}
    calls = ("torch.autograd.Variable",)
    examples = (
        Bad(
            """
import torch
from torch.autograd import Variable

weight = torch.ones(2, requires_grad=True)
hidden = Variable(weight * 2)
noise = Variable(torch.randn(2), requires_grad=True)
""",
            shows="""
assert type(hidden) is torch.Tensor and hidden.grad_fn is None
try:
    torch.compile(lambda x: Variable(x) + 1, fullgraph=True, backend="eager")(hidden)
except torch._dynamo.exc.Unsupported as error:
    broken = error
assert "_LegacyVariableBase" in str(broken)
""",
            fixed="""
import torch

weight = torch.ones(2, requires_grad=True)
hidden = (weight * 2).detach()
noise = torch.randn(2).requires_grad_()
""",
            then="assert hidden.grad_fn is None and noise.requires_grad and noise.is_leaf",
            lines=(6, 7),
        ),
        Bad(
            """
import torch

batch = torch.autograd.Variable(torch.ones(2), volatile=True)
""",
            warns="UserWarning: volatile was removed",
        ),
        Good(
            """
import torch

weight = torch.ones(2, requires_grad=True)
hidden = weight * 2
with torch.no_grad():
    batch = torch.ones(2) * weight
""",
            shows="assert hidden.grad_fn is not None and batch.grad_fn is None",
        ),
        Silent(
            """
import tensorflow as tf

counter = tf.Variable(0)
""",
            reason="TensorFlow's variables are alive",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if call.argument("volatile", 2).absent:
            message = "Variable() gives a plain tensor, cut off from the graph"
            instead = "use the tensor itself, or .detach() where the graph is to be cut"
        else:
            message = "Variable(volatile=...) has no effect"
            instead = "use the tensor itself under torch.no_grad()"
        yield Remark(call.span, message, help=instead, fix=_without_variable(call))


def _without_variable(call: CallSite) -> Fix | None:
    data, requires_grad = call.argument("data", 0), call.argument("requires_grad", 1)
    if data.node is None or call.unpacks or not call.argument("volatile", 2).absent:
        return None
    if len(call.node.arguments) != data.given + requires_grad.given:
        return None
    source = data.source
    if not isinstance(data.node, n.Name | n.Attribute | n.Call | n.Subscript):
        source = f"({source})"
    if not _is_new_tensor(call, data.node):
        source += ".detach()"
    source += _requiring_gradient(requires_grad)
    edits: list[AnyEdit] = [ReplaceExpression(call.span, source), *_import_to_drop(call)]
    return safe("Use the tensor itself", *edits)


def _is_new_tensor(call: CallSite, node: n.Expr) -> bool:
    if not isinstance(node, n.Call) or _NEW_TENSORS.isdisjoint(call.module.callees(node)):
        return False
    return all(a.keyword != "requires_grad" and not a.star for a in node.arguments)


def _requiring_gradient(requires_grad: BoundArgument) -> str:
    if requires_grad.absent or requires_grad.bool is False:
        return ""
    if requires_grad.bool is True:
        return ".requires_grad_()"
    return f".requires_grad_({requires_grad.source})"


def _import_to_drop(call: CallSite) -> list[AnyEdit]:
    """The import of the name called; others may import it from a package in their turn."""
    if not isinstance(call.node.func, n.Name) or call.module.is_package:
        return []
    binding = call.module.lookup.binding(call.node.func.id, call.node.start)
    if not isinstance(binding, Binding) or not isinstance(binding.node, n.ImportedName):
        return []
    statement, item = binding.statement, binding.node
    if not isinstance(statement, n.ImportFrom) or statement.level:
        return []
    return [RemoveImport(statement.module, item.name, item.alias)]
