from __future__ import annotations

from collections.abc import Iterable, Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite
from fwlint_checks._example_inputs import example_tensors
from fwlint_checks.onnx._axes import NamedAxes, named_axes
from fwlint_checks.onnx._exporter import (
    EXPORT,
    TORCH_EXPORT_IS_DEFAULT,
    surely_missing,
    uses_torch_export,
    uses_torchscript,
)


class AxisNameNotAnInput(Check):
    """A key of `dynamic_axes` names nothing: neither an input nor an output of this export.

    ## Why
    Keys of `dynamic_axes` are names from `input_names` and `output_names`. With the default
    exporter of torch 2.13 every other key counts as one more input, and the call raises
    `Failed to convert 'dynamic_axes' to 'dynamic_shapes'`. Without `input_names` and
    `output_names` this is so for every key that is meant for an output. The old exporter
    (`dynamo=False`) only warns `Provided key x for dynamic axes is not a valid input/output name`,
    and the axis stays at the example's size.

    ## Instead
    Name inputs and outputs in the same call, or use `dynamic_shapes`, which needs no names.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO207"
    name = "axis-name-not-an-input"
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
    dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
)
""",
            raises="RuntimeError: .*Failed to convert 'dynamic_axes' to 'dynamic_shapes'",
        ),
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model,
    (torch.randn(2, 4),),
    "model.onnx",
    input_names=["features"],
    output_names=["logits"],
    dynamic_axes={"feature": {0: "batch"}, "logits": {0: "batch"}},
    dynamo=False,
)
""",
            warns="Provided key feature for dynamic axes is not a valid input/output name",
            shows="""
import onnx
shape = onnx.load("model.onnx").graph.input[0].type.tensor_type.shape
assert shape.dim[0].dim_value == 2
""",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model,
    (torch.randn(2, 4),),
    "model.onnx",
    input_names=["features"],
    output_names=["logits"],
    dynamic_axes={"features": {0: "batch"}, "logits": {0: "batch"}},
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

def export(model, inputs):
    torch.onnx.export(
        model, inputs, "model.onnx", dynamic_axes={"ids": {0: "batch"}, "mask": {0: "batch"}}
    )
""",
            reason="`inputs` may hold two tensors, and inputs are called as in `forward`",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        named = named_axes(call)
        args = call.argument("args")
        if named is None or args.node is None or not call.argument("kwargs").absent:
            return
        inputs = len(example_tensors(call.module, args.node) or ())
        if not inputs:
            return
        if uses_torch_export(call) and surely_missing(call.argument("dynamic_shapes")):
            problem = _too_many_inputs(named, inputs)
        elif uses_torchscript(call):
            problem = _unknown_to_torchscript(named, inputs)
        else:
            return
        if problem is not None:
            yield Remark(
                call.argument("dynamic_axes").span,
                problem,
                help="give input_names and output_names with these names, or use dynamic_shapes",
                effects={"onnx": "bakes"} if uses_torchscript(call) else None,
            )


def _too_many_inputs(named: NamedAxes, inputs: int) -> str | None:
    taken = {*named.of_inputs, *named.input_names}
    if len(taken) <= inputs:
        return None
    if named.input_names:
        strays = [name for name in named.of_inputs if name not in named.input_names]
        return f"dynamic_axes names {_list(strays)}, which this export has not: the call raises"
    return (
        f"dynamic_axes names {_list(named.of_inputs)} without input_names and output_names: all "
        f"count as inputs, of which there {'is' if inputs == 1 else 'are'} {inputs}, and the call "
        "raises"
    )


def _unknown_to_torchscript(named: NamedAxes, inputs: int) -> str | None:
    if len(named.input_names) != inputs or not named.output_names:
        return None  # what is not named gets a name that only the exporter knows
    strays = [name for name in named.of_inputs if name not in named.input_names]
    if not strays:
        return None
    return f"dynamic_axes names {_list(strays)}, which this export has not: the axes stay fixed"


def _list(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
