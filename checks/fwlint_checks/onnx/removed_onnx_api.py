from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, safe
from fwlint.sites import ReferenceSite, span

_INSTEAD = {
    "torch.onnx.DiagnosticOptions": "pass report=True to torch.onnx.export",
    "torch.onnx.ExportOptions": "pass the options to torch.onnx.export as arguments",
    "torch.onnx.ONNXRuntimeOptions": "create an onnxruntime.InferenceSession yourself",
    "torch.onnx.OnnxRegistry": "pass custom_translation_table= to torch.onnx.export",
    "torch.onnx._export": "call torch.onnx.export",
    "torch.onnx.dynamo_export": "call torch.onnx.export(model, (inputs,), dynamo=True)",
    "torch.onnx.enable_fake_mode": "export under torch._subclasses.FakeTensorMode",
    "torch.onnx.export_to_pretty_string": "print(torch.onnx.export(model, (inputs,)))",
    "torch.onnx.is_onnxrt_backend_supported": "look for the package onnxruntime",
    "torch.onnx.symbolic_registry": "pass custom_translation_table= to torch.onnx.export",
}
"""What to do instead of each name; all raise AttributeError on torch 2.13."""


class RemovedOnnxApi(Check):
    """A name that `torch.onnx` no longer has: using it raises `AttributeError`.

    ## Why
    `torch.onnx.dynamo_export` was the preview of today's exporter. Its option classes
    (`ExportOptions`, `OnnxRegistry`, `enable_fake_mode`, ...) were taken out in torch 2.8 and the
    function itself in 2.9; `torch.onnx._export` and `symbolic_registry` went earlier. On torch
    2.13 each raises `module 'torch.onnx' has no attribute ...`, and `from torch.onnx import ...`
    an `ImportError`.

    ## Instead
    `torch.onnx.export(model, (inputs,), dynamo=True)`, which returns the same `ONNXProgram`.
    What the options said are arguments now: `dynamic_shapes`, `custom_translation_table`,
    `report`.

    ## Fix safety
    Safe: the call raised before. A call of `dynamo_export` with `export_options` is left alone.

    ## References
    * [Removal of the option classes](https://github.com/pytorch/pytorch/pull/149745)
    * [Removal of torch.onnx.dynamo_export](https://github.com/pytorch/pytorch/pull/158130)
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO102"
    name = "removed-onnx-api"
    severity = "error"
    effects = {"onnx": "removed"}
    versions = {"torch": ">=2.9"}
    references = tuple(_INSTEAD)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.dynamo_export(model, torch.randn(2, 4))
program.save("model.onnx")
""",
            raises="AttributeError: module 'torch.onnx' has no attribute 'dynamo_export'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.export(model, (torch.randn(2, 4),), dynamo=True)
program.save("model.onnx")
""",
            then="""
import onnx
onnx.checker.check_model("model.onnx")
""",
        ),
        Bad(
            """
import torch
from torch.onnx import ExportOptions

options = ExportOptions(dynamic_shapes=True)
""",
            raises="ImportError: cannot import name 'ExportOptions' from 'torch.onnx'",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.export(model, (torch.randn(2, 4),), dynamo=True)
program.save("model.onnx")
"""
        ),
        Silent(
            """
import torch

def export(model, example):
    if hasattr(torch.onnx, "dynamo_export"):
        return torch.onnx.dynamo_export(model, example)
    return torch.onnx.export(model, (example,), dynamo=True)
""",
            reason="the code asks whether the name exists",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        short = reference.name.removeprefix("torch.onnx.")
        yield Remark(
            reference.span,
            f"torch.onnx.{short} was removed from PyTorch",
            help=_INSTEAD[reference.name],
            fix=_modern_call(reference) if short == "dynamo_export" else None,
        )


def _modern_call(reference: ReferenceSite) -> Fix | None:
    """``dynamo_export(model, x, mask=m)`` as ``export(model, (x,), kwargs={"mask": m})``."""
    calls = reference.module.facts.calls
    call = next((c for c in calls if span(c.func) == reference.span), None)
    if call is None or not isinstance(reference.node, n.Attribute):
        return None
    if any(a.star or a.keyword in ("export_options", "model") for a in call.arguments):
        return None
    plain = [reference.source(a.value) for a in call.arguments if a.keyword is None]
    named = [f'"{a.keyword}": {reference.source(a.value)}' for a in call.arguments if a.keyword]
    if not plain:
        return None
    inputs = ", ".join(plain[1:]) + ("," if len(plain) == 2 else "")
    arguments = [plain[0], f"({inputs})"]
    if named:
        arguments.append(f"kwargs={{{', '.join(named)}}}")
    module = reference.source(reference.node.value)
    source = f"{module}.export({', '.join(arguments)}, dynamo=True)"
    return safe("Call torch.onnx.export", ReplaceExpression(span(call), source))
