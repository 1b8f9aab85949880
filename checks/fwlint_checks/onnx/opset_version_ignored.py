from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, unsafe
from fwlint.sites import CallSite

_OLDEST = 18


class OpsetVersionIgnored(Check):
    """`torch.onnx.export` writes opset 18 or later, whatever older `opset_version` is asked for.

    ## Why
    Since torch 2.9 the default exporter works through `torch.export` and translates to opset 18
    or later. For an older `opset_version` it tries to convert the finished file down; where no
    conversion exists it keeps opset 18 and says so only in the log. A runtime that was the
    reason for the old number then refuses a file which the export reported as done.

    ## Instead
    Ask for opset 18 or later. If the runtime really needs an older one, pass `dynamo=False`
    (the deprecated exporter) and check the file with
    `onnx.load(path).opset_import[0].version`.

    ## Fix safety
    Unsafe: the number in the call becomes true, but it is not the number that was asked for.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO201"
    name = "opset-version-ignored"
    severity = "error"
    effects = {"onnx": "bakes"}
    versions = {"torch": ">=2.9"}
    calls = ("torch.onnx.export",)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.GELU()).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", opset_version=11)
""",
            shows="""
import onnx
assert onnx.load("model.onnx").opset_import[0].version == 18
""",
            fixed="""
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.GELU()).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", opset_version=18)
""",
            then="""
import onnx
assert onnx.load("model.onnx").opset_import[0].version == 18
""",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", opset_version=20)
""",
            shows="""
import onnx
assert onnx.load("model.onnx").opset_import[0].version == 20
""",
        ),
        Silent(
            """
import torch

def export(model, example, options):
    torch.onnx.export(model, example, "model.onnx", opset_version=11, **options)
""",
            reason="`options` may ask for the exporter that does honour the number",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        opset = call.argument("opset_version")
        dynamo = call.argument("dynamo")
        if opset.int is None or opset.int >= _OLDEST:
            return
        if not (dynamo.absent or dynamo.bool is True):
            return
        yield Remark(
            opset.span,
            f"opset_version={opset.int} is ignored: the exporter writes opset {_OLDEST} or later",
            help=f"ask for opset {_OLDEST} or later, or for the old exporter with dynamo=False",
            fix=unsafe(f"Ask for opset {_OLDEST}", ReplaceExpression(opset.span, str(_OLDEST))),
        )
