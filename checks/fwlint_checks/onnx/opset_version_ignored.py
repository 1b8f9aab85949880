from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, unsafe
from fwlint.sites import CallSite
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT, uses_torch_export

_OLDEST = 18


class OpsetVersionIgnored(Check):
    """`torch.onnx.export` writes opset 18, and an older `opset_version` is a wish it may ignore.

    ## Why
    Since torch 2.9 the default exporter works through `torch.export` and translates to opset 18
    or later. For an older `opset_version` it tries to convert the finished graph down; where no
    conversion exists the file stays at opset 18, and only the log says so. A runtime that was
    the reason for the old number then refuses a file which the export reported as done.

    Measured on torch 2.13 with onnx 1.23: a linear layer can be had down to opset 13, one with
    GELU to 14, layer norm to 17; a convolution with batch norm and pooling stays at 18
    whatever is asked for, and so does ReLU alone when opset 12 is.

    ## Instead
    Ask for opset 18 or later. If the runtime really needs an older one, look at what was
    written (`onnx.load(path).opset_import[0].version`), or pass `dynamo=False`: the deprecated
    exporter does honour the number.

    ## Fix safety
    Unsafe: the number in the call becomes true, but it is not the number that was asked for.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [ONNX version converter](https://onnx.ai/onnx/api/version_converter.html)
    """

    code = "FWO201"
    name = "opset-version-ignored"
    severity = "error"
    effects = {"onnx": "bakes"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.GELU()).eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", opset_version=11)
""",
            warns="requested opset_version 11 is a lower version than we have implementations for",
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
        Bad(
            """
import torch

OPSET = 17
model = torch.nn.Sequential(
    torch.nn.Conv2d(3, 4, 3),
    torch.nn.BatchNorm2d(4),
    torch.nn.AdaptiveAvgPool2d(1),
).eval()
torch.onnx.export(
    model,
    (torch.randn(2, 3, 8, 8),),
    "model.onnx",
    opset_version=OPSET,
    dynamo=True,
)
""",
            shows="""
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
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model, (torch.randn(2, 4),), "model.onnx", opset_version=11, dynamo=False
)
""",
            shows="""
import onnx
assert onnx.load("model.onnx").opset_import[0].version == 11
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
        if opset.int is None or opset.int >= _OLDEST or not uses_torch_export(call):
            return
        written_here = opset.source == str(opset.int)
        yield Remark(
            opset.span,
            f"opset_version={opset.int} may be ignored: the exporter writes opset {_OLDEST}, and "
            "keeps it where it cannot convert the graph down",
            help=f"ask for opset {_OLDEST} or later, or for the old exporter with dynamo=False",
            fix=unsafe(f"Ask for opset {_OLDEST}", ReplaceExpression(opset.span, str(_OLDEST)))
            if written_here
            else None,
        )
