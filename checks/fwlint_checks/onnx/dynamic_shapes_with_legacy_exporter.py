from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT


class DynamicShapesWithLegacyExporter(Check):
    """The TorchScript-based ONNX exporter (`dynamo=False`) does not take `dynamic_shapes`.

    ## Why
    `dynamic_shapes` describes inputs to `torch.export`. Together with `dynamo=False` torch 2.13
    raises `ValueError: The exporter only supports dynamic shapes through parameter dynamic_axes
    when dynamo=False`.

    ## Instead
    Leave `dynamo=False` out. If the old exporter is really needed, say `dynamic_axes`, by the
    names of `input_names` and `output_names`.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO104"
    name = "dynamic-shapes-with-legacy-exporter"
    severity = "error"
    effects = {"onnx": "blocks"}
    versions = TORCH_EXPORT_IS_DEFAULT
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
    dynamic_shapes=({0: "batch"},),
    dynamo=False,
)
""",
            raises="ValueError: .*only supports dynamic shapes through parameter dynamic_axes",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model, (torch.randn(2, 4),), "model.onnx", dynamic_shapes=({0: "batch"},)
)
""",
            shows="""
import onnx
shape = onnx.load("model.onnx").graph.input[0].type.tensor_type.shape
assert shape.dim[0].dim_param == "batch"
""",
        ),
        Silent(
            """
import torch

def export(model, example, shapes=None):
    torch.onnx.export(model, example, "m.onnx", dynamic_shapes=shapes, dynamo=False)
""",
            reason="`shapes` may be None",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        shapes = call.argument("dynamic_shapes")
        if shapes.display is not None and call.argument("dynamo").bool is False:
            yield Remark(
                shapes.span,
                "dynamic_shapes is refused with dynamo=False: the call raises ValueError",
                help="leave dynamo=False out, or say the same with dynamic_axes",
            )
