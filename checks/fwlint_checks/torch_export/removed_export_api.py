from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, safe
from fwlint.sites import ReferenceSite, span

_EXPORT = "call torch.export.export"
_INSTEAD = {
    "torch._export.capture_pre_autograd_graph": "call torch.export.export(...).module()",
    "torch._export.dynamic_dim": "describe the axis with torch.export.Dim in dynamic_shapes",
    "torch._export.export": _EXPORT,
    "torch.export.constrain_as_size": "call torch._check on the value",
    "torch.export.constrain_as_value": "call torch._check on the value",
    "torch.export.dynamic_dim": "describe the axis with torch.export.Dim in dynamic_shapes",
    "torch.export.export_for_inference": "call torch.export.export(...).run_decompositions()",
    "torch.export.export_for_training": _EXPORT,
}
"""What to do instead of each name; all raise AttributeError on torch 2.13."""

_SAME_AS_EXPORT = "torch.export.export_for_training"


class RemovedExportApi(Check):
    """A name that `torch.export` no longer has: using it raises `AttributeError`.

    ## Why
    `export_for_training` became an alias of `torch.export.export` and was then removed (announced
    for torch 2.10, done in January 2026). `export_for_inference`, `capture_pre_autograd_graph`,
    `dynamic_dim`, `constrain_as_size` and `constrain_as_value` went before it. On torch 2.13 each
    raises `AttributeError`, and importing it `ImportError`.

    ## Instead
    `torch.export.export(model, args, dynamic_shapes=...)`. `capture_pre_autograd_graph` gave a
    module, which is `torch.export.export(...).module()`; `export_for_inference` decomposed
    operators, which is `.run_decompositions()`; axes are described with `torch.export.Dim`, and
    values bounded with `torch._check`.

    ## Fix safety
    Safe: the code raised before, and `export` is what `export_for_training` was an alias of. The
    other names need a look at what follows and are left alone.

    ## References
    * [Removal of export_for_training](https://github.com/pytorch/pytorch/pull/171714)
    * [Removal of export_for_inference](https://github.com/pytorch/pytorch/pull/149078)
    * [torch.export](https://docs.pytorch.org/docs/2.13/export.html)
    """

    code = "FWE101"
    name = "removed-export-api"
    severity = "error"
    effects = {"torch-export": "removed", "executorch": "removed"}
    versions = {"torch": ">=2.11"}
    references = tuple(_INSTEAD)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2)
program = torch.export.export_for_training(model, (torch.randn(2, 4),))
""",
            raises="AttributeError: module 'torch.export' has no attribute 'export_for_training'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2)
program = torch.export.export(model, (torch.randn(2, 4),))
""",
            then="assert program.module()(torch.randn(2, 4)).shape == (2, 2)",
        ),
        Bad(
            """
import torch
from torch._export import capture_pre_autograd_graph

model = torch.nn.Linear(4, 2)
graph = capture_pre_autograd_graph(model, (torch.randn(2, 4),))
""",
            raises="ImportError: cannot import name 'capture_pre_autograd_graph'",
            lines=(3,),
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2)
graph = torch.export.export(model, (torch.randn(2, 4),)).module()
"""
        ),
        Silent(
            """
import torch

try:
    from torch.export import export_for_training
except ImportError:
    from torch.export import export as export_for_training
""",
            reason="the code knows that the name may be gone",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        yield Remark(
            reference.span,
            f"{reference.name} was removed from PyTorch",
            help=_INSTEAD[reference.name],
            fix=_renamed(reference),
        )


def _renamed(reference: ReferenceSite) -> Fix | None:
    if reference.name != _SAME_AS_EXPORT or not isinstance(reference.node, n.Attribute):
        return None
    module = reference.source(reference.node.value)
    edit = ReplaceExpression(span(reference.node), f"{module}.export")
    return safe("Use torch.export.export", edit)
