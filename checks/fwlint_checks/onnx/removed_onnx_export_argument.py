from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite
from fwlint_checks.onnx._exporter import EXPORT, removed_arguments

_REMOVED = (
    "_retain_param_name",
    "aten",
    "enable_onnx_checker",
    "example_outputs",
    "propagate",
    "strip_doc_string",
    "use_external_data_format",
)
"""Each raises TypeError on torch 2.13. Torch 2.5 and 2.6 swallowed unknown arguments."""


class RemovedOnnxExportArgument(Check):
    """`torch.onnx.export` no longer has this argument, and calling it with it raises `TypeError`.

    ## Why
    `example_outputs`, `use_external_data_format`, `enable_onnx_checker`, `strip_doc_string`,
    `_retain_param_name`, `aten` and `propagate` belonged to the TorchScript exporter of torch
    1.x. On torch 2.13 each of them raises `got an unexpected keyword argument`, with either
    exporter.

    ## Instead
    Leave the argument out. The exporter finds the outputs itself, always checks what it writes,
    and puts weights into a second file unless `external_data=False` is given.

    ## Fix safety
    Safe: the call raised before.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [The change that ended the silence about unknown
      arguments](https://github.com/pytorch/pytorch/pull/146923)
    """

    code = "FWO101"
    name = "removed-onnx-export-argument"
    severity = "error"
    effects = {"onnx": "blocks"}
    versions = {"torch": ">=2.7"}
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model,
    (torch.randn(2, 4),),
    "model.onnx",
    use_external_data_format=True,
    input_names=["features"],
)
""",
            raises="TypeError: .*unexpected keyword argument 'use_external_data_format'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model,
    (torch.randn(2, 4),),
    "model.onnx",
    input_names=["features"],
)
""",
            then="""
import onnx
onnx.checker.check_model("model.onnx")
""",
        ),
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
example = torch.randn(2, 4)
torch.onnx.export(model, (example,), "model.onnx", example_outputs=model(example))
""",
            raises="TypeError: .*unexpected keyword argument 'example_outputs'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
example = torch.randn(2, 4)
torch.onnx.export(model, (example,), "model.onnx")
""",
            then="""
import onnx
onnx.checker.check_model("model.onnx")
""",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", external_data=True)
"""
        ),
        Silent(
            """
import torch

def export(model, example):
    try:
        torch.onnx.export(model, example, "model.onnx", enable_onnx_checker=False)
    except TypeError:
        torch.onnx.export(model, example, "model.onnx")
""",
            reason="the code knows that the argument may not exist",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield from removed_arguments(call, _REMOVED)
