from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, safe
from fwlint.sites import CallSite, span
from fwlint_checks._script_modules import SCRIPT_MODULE, scripted_inline


class ExportOfScriptmodule(Check):
    """`torch.export.export` refuses a TorchScript module.

    ## Why
    `torch.export` traces Python code, and what `torch.jit.script`, `torch.jit.trace` or
    `torch.jit.load` return has none left: torch 2.13 raises
    `ValueError: Exporting a ScriptModule is not supported`, strict or not.

    ## Instead
    Export the `nn.Module` itself. If only the TorchScript file is left, rebuild the module from
    its source and load the weights with `load_state_dict(torch.jit.load(path).state_dict())`.

    ## Fix safety
    Safe: the call raised before. Only a module that is scripted in the call itself is unwrapped.

    ## References
    * [torch.export](https://docs.pytorch.org/docs/2.13/export.html)
    """

    code = "FWE102"
    name = "export-of-scriptmodule"
    severity = "error"
    effects = {"torch-export": "blocks", "executorch": "blocks", "aoti": "blocks"}
    versions = {"torch": ">=2.9"}
    calls = ("torch.export.export",)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(torch.jit.script(model), (torch.randn(2, 4),))
""",
            raises="ValueError: Exporting a ScriptModule is not supported",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(model, (torch.randn(2, 4),))
""",
            then="assert program.module()(torch.randn(2, 4)).shape == (2, 2)",
        ),
        Bad(
            """
import torch

torch.jit.save(torch.jit.script(torch.nn.Linear(4, 2)), "model.pt")
model = torch.jit.load("model.pt")
program = torch.export.export(model, (torch.randn(2, 4),))
""",
            raises="ValueError: Exporting a ScriptModule is not supported",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(model, (torch.randn(2, 4),))
"""
        ),
        Silent(
            """
import torch

def export(model, example, script):
    if script:
        model = torch.jit.script(model)
        return model
    return torch.export.export(model, (example,))
""",
            reason="the module that is exported is not the scripted one",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        model = call.argument("mod")
        if model.node is None or not call.is_instance(model.node, SCRIPT_MODULE):
            return
        original = scripted_inline(call.module, model.node)
        yield Remark(
            span(model.node),
            "torch.export refuses TorchScript modules: it needs the nn.Module itself",
            help="export the nn.Module that was scripted or traced",
            fix=None
            if original is None
            else safe(
                "Export the module itself",
                ReplaceExpression(span(model.node), call.source(original)),
            ),
        )
