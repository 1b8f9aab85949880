from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite
from fwlint_checks.onnx._exporter import EXPORT, removed_arguments


class RemovedFallbackArgument(Check):
    """`torch.onnx.export` no longer has `fallback`, and calling it with it raises `TypeError`.

    ## Why
    While the exporter built on `torch.export` was new, `fallback=True` let it try the
    TorchScript-based one after a failure. Torch 2.11 removed the argument: on 2.13 it raises
    `got an unexpected keyword argument 'fallback'`, whatever its value.

    ## Instead
    Leave it out. If the old exporter is needed for a model, ask for it with `dynamo=False`, so that
    it is known which one wrote the file.

    ## Fix safety
    Safe: the call raised before.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO111"
    name = "removed-fallback-argument"
    severity = "error"
    effects = {"onnx": "blocks"}
    versions = {"torch": ">=2.11"}
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.export(model, (torch.randn(2, 4),), dynamo=True, fallback=True)
""",
            raises="TypeError: .*unexpected keyword argument 'fallback'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.export(model, (torch.randn(2, 4),), dynamo=True)
""",
            then="assert program.model.graph.inputs",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.onnx.export(model, (torch.randn(2, 4),), dynamo=True)
"""
        ),
        Silent(
            """
import inspect
import torch

def export(model, example):
    options = {}
    if "fallback" in inspect.signature(torch.onnx.export).parameters:
        options["fallback"] = True
    return torch.onnx.export(model, (example,), **options)
""",
            reason="the code asks whether the argument exists",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield from removed_arguments(call, ("fallback",))
