from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT


class LegacyTorchscriptExporter(Check):
    """`dynamo=False` asks for the TorchScript-based ONNX exporter, which is deprecated.

    ## Why
    The old exporter traces one run of the model: it keeps only the arm of an `if` that the
    example took, and writes sizes computed in Python as constants, without an error. It lives on
    TorchScript, which is deprecated itself. On torch 2.13 every such call raises a
    `DeprecationWarning`.

    ## Instead
    Leave `dynamo` out (since torch 2.9 the default is `True`) and mend what the new exporter
    refuses: those are the places where the old one was silently wrong. `dynamic_axes` becomes
    `dynamic_shapes`.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [The TorchScript-based
      exporter](https://docs.pytorch.org/docs/2.13/onnx_torchscript.html)
    """

    code = "FWO301"
    name = "legacy-torchscript-exporter"
    severity = "warning"
    effects = {"onnx": "deprecated"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", dynamo=False)
""",
            warns="DeprecationWarning: You are using the legacy TorchScript-based ONNX export",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", dynamo=True)
"""
        ),
        Silent(
            """
import torch

def export(model, example, new_exporter: bool):
    torch.onnx.export(model, example, "model.onnx", dynamo=new_exporter)
""",
            reason="which exporter runs is known only when it runs",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        dynamo = call.argument("dynamo")
        if dynamo.bool is False:
            yield Remark(
                dynamo.span,
                "dynamo=False asks for the deprecated TorchScript-based exporter",
                help="leave dynamo out and use dynamic_shapes instead of dynamic_axes",
            )
