from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, safe
from fwlint.sites import CallSite, span
from fwlint_checks._script_modules import SCRIPT_MODULE, scripted_inline
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT, uses_torch_export


class ScriptmoduleIntoDynamoExporter(Check):
    """The default ONNX exporter refuses a TorchScript module.

    ## Why
    Since torch 2.9 `torch.onnx.export` works through `torch.export`, which traces Python code.
    What `torch.jit.script`, `torch.jit.trace` or `torch.jit.load` return has no Python code left:
    torch 2.13 raises `TorchExportError`, caused by
    `ValueError: Exporting a ScriptModule is not supported`.

    ## Instead
    Export the `nn.Module` itself. If only the TorchScript file is left, `dynamo=False` still
    takes it, with a deprecation warning.

    ## Fix safety
    Safe: the call raised before. Only a module that is scripted in the call itself is unwrapped.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO103"
    name = "scriptmodule-into-dynamo-exporter"
    severity = "error"
    effects = {"onnx": "blocks"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(torch.jit.script(model), (torch.randn(2, 4),), "model.onnx")
""",
            raises="Exporting a ScriptModule is not supported",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
""",
            then="""
import onnx
onnx.checker.check_model("model.onnx")
""",
        ),
        Bad(
            """
import torch

example = torch.randn(2, 4)
traced = torch.jit.trace(torch.nn.Linear(4, 2).eval(), example)
torch.onnx.export(traced, (example,), "model.onnx", dynamo=True)
""",
            raises="Exporting a ScriptModule is not supported",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
"""
        ),
        Good(
            """
import torch

scripted = torch.jit.script(torch.nn.Linear(4, 2).eval())
torch.onnx.export(scripted, (torch.randn(2, 4),), "model.onnx", dynamo=False)
"""
        ),
        Silent(
            """
import torch

def export(model, example, scripted):
    if scripted:
        model = torch.jit.script(model)
    torch.onnx.export(model, (example,), "model.onnx", dynamo=not scripted)
""",
            reason="which exporter runs is known only when it runs",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        model = call.argument("model")
        if model.node is None or not uses_torch_export(call):
            return
        if not call.is_instance(model.node, SCRIPT_MODULE):
            return
        original = scripted_inline(call.module, model.node)
        yield Remark(
            span(model.node),
            "this exporter refuses TorchScript modules: it needs the nn.Module itself",
            help="export the nn.Module, or use the deprecated exporter with dynamo=False",
            fix=None
            if original is None
            else safe(
                "Export the module itself",
                ReplaceExpression(span(model.node), call.source(original)),
            ),
        )
