from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import RemoveArgument, safe
from fwlint.sites import CallSite, span
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT, uses_torch_export

_WITHOUT_EFFECT = (
    "autograd_inlining",
    "custom_opsets",
    "do_constant_folding",
    "export_modules_as_functions",
    "operator_export_type",
)
"""Not ``export_params``, ``keep_initializers_as_inputs`` and ``verbose``: those are read."""


class NoOpExportArgument(Check):
    """This argument of `torch.onnx.export` is accepted and never read by the default exporter.

    ## Why
    `do_constant_folding`, `custom_opsets`, `operator_export_type`,
    `export_modules_as_functions` and `autograd_inlining` were settings of the TorchScript-based
    exporter. The exporter built on `torch.export` keeps them in its signature for old callers:
    on torch 2.13 no value of them changes the file, and constants are folded even with
    `do_constant_folding=False`. Whoever reads the call believes otherwise.

    ## Instead
    Leave it out. `optimize=False` is the setting that keeps the graph as it was translated.

    ## Fix safety
    Safe: the argument has no effect.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO304"
    name = "no-op-export-argument"
    severity = "info"
    effects = {"onnx": "deprecated"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch


class Scale(torch.nn.Module):
    def forward(self, x):
        return x * (torch.ones(4) + torch.ones(4))


torch.onnx.export(
    Scale().eval(), (torch.randn(2, 4),), "model.onnx", do_constant_folding=False
)
""",
            shows="""
import onnx
folded = [node.op_type for node in onnx.load("model.onnx").graph.node]
assert folded == ["Mul"]
""",
            fixed="""
import torch


class Scale(torch.nn.Module):
    def forward(self, x):
        return x * (torch.ones(4) + torch.ones(4))


torch.onnx.export(
    Scale().eval(), (torch.randn(2, 4),), "model.onnx"
)
""",
            then="""
import onnx
assert [node.op_type for node in onnx.load("model.onnx").graph.node] == ["Mul"]
""",
        ),
        Good(
            """
import torch


class Scale(torch.nn.Module):
    def forward(self, x):
        return x * (torch.ones(4) + torch.ones(4))


torch.onnx.export(Scale().eval(), (torch.randn(2, 4),), "model.onnx", optimize=False)
""",
            shows="""
import onnx
assert len(onnx.load("model.onnx").graph.node) > 1
""",
        ),
        Silent(
            """
import torch

def export(model, example):
    torch.onnx.export(model, example, "m.onnx", do_constant_folding=True, dynamo=False)
""",
            reason="the TorchScript-based exporter reads it",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if not uses_torch_export(call):
            return
        for keyword, argument in call.keywords():
            if keyword in _WITHOUT_EFFECT:
                yield Remark(
                    span(argument),
                    f"{keyword} has no effect: the default exporter does not read it",
                    help="leave it out",
                    fix=safe(
                        f"Leave {keyword} out",
                        RemoveArgument(call.span, span(argument.value)),
                    ),
                )
