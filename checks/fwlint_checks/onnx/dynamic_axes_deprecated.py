from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, RenameArgument, ReplaceExpression, safe
from fwlint.sites import CallSite, span
from fwlint_checks._example_inputs import example_tensors
from fwlint_checks.onnx._axes import NamedAxes, axis_names, named_axes
from fwlint_checks.onnx._exporter import (
    EXPORT,
    TORCH_EXPORT_IS_DEFAULT,
    surely_missing,
    uses_torch_export,
)

_SHAPES = """
import onnx

def shape(value):
    return [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]

graph = onnx.load("model.onnx").graph
assert [shape(value) for value in graph.input] == [["batch", 4], ["batch", 4]]
assert [shape(value) for value in graph.output] == [["batch", 4]]
"""


class DynamicAxesDeprecated(Check):
    """`dynamic_axes` belongs to the old ONNX exporter; the default one has to guess from it.

    ## Why
    The exporter built on `torch.export` translates `dynamic_axes` into `dynamic_shapes`, with a
    `UserWarning` and a `DeprecationWarning` that the translation will go away. It goes by the
    order of the dict and ignores which input a key names (torch 2.13): a key out of order
    describes another input.

    ## Instead
    `dynamic_shapes`, one entry for each input in the order of `forward`:
    `dynamic_shapes=({0: "batch"}, {0: "batch", 1: "length"})`, with `None` for an input that
    keeps its shape. Outputs are not mentioned: the exporter finds their axes.

    ## Fix safety
    Safe: the same axes get the same names. Offered where all names are written in the call, in
    the order of the inputs, and no output has an axis name of its own.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [pytorch#165748](https://github.com/pytorch/pytorch/issues/165748)
    """

    code = "FWO204"
    name = "dynamic-axes-deprecated"
    severity = "warning"
    effects = {"onnx": "deprecated"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch


class Blend(torch.nn.Module):
    def forward(self, left, right):
        return left * right.sigmoid()


torch.onnx.export(
    Blend().eval(),
    (torch.randn(2, 4), torch.randn(2, 4)),
    "model.onnx",
    input_names=["left", "right"],
    output_names=["blend"],
    dynamic_axes={"left": {0: "batch"}, "right": {0: "batch"}, "blend": {0: "batch"}},
)
""",
            warns="'dynamic_axes' is not recommended when dynamo=True",
            fixed="""
import torch


class Blend(torch.nn.Module):
    def forward(self, left, right):
        return left * right.sigmoid()


torch.onnx.export(
    Blend().eval(),
    (torch.randn(2, 4), torch.randn(2, 4)),
    "model.onnx",
    input_names=["left", "right"],
    output_names=["blend"],
    dynamic_shapes=({0: "batch"}, {0: "batch"}),
)
""",
            then=_SHAPES,
        ),
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
axes = {"x": {0: "batch"}}
torch.onnx.export(
    model, (torch.randn(2, 4),), "model.onnx", input_names=["x"], dynamic_axes=axes
)
""",
            warns="'dynamic_axes' is not recommended when dynamo=True",
        ),
        Good(
            """
import torch


class Blend(torch.nn.Module):
    def forward(self, left, right):
        return left * right.sigmoid()


torch.onnx.export(
    Blend().eval(),
    (torch.randn(2, 4), torch.randn(2, 4)),
    "model.onnx",
    dynamic_shapes={"left": {0: "batch"}, "right": {0: "batch"}},
)
""",
            shows=_SHAPES,
        ),
        Silent(
            """
import torch

def export(model, example, dynamo):
    torch.onnx.export(
        model, example, "model.onnx", dynamic_axes={"x": {0: "batch"}}, dynamo=dynamo
    )
""",
            reason="the old exporter may be asked for, and wants dynamic_axes",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        axes = call.argument("dynamic_axes")
        if axes.display is None or axes.argument is None or not uses_torch_export(call):
            return
        if not surely_missing(call.argument("dynamic_shapes")):
            return
        model = call.argument("model")
        if model.node is None or call.is_instance(model.node, "torch.export.ExportedProgram"):
            return
        yield Remark(
            span(axes.argument),
            "dynamic_axes is deprecated with this exporter, which guesses dynamic_shapes from it",
            help="say the same with dynamic_shapes, one entry for each input, in order",
            fix=_as_shapes(call),
        )


def _as_shapes(call: CallSite) -> Fix | None:
    named = named_axes(call)
    args = call.argument("args")
    if named is None or args.node is None or not call.argument("kwargs").absent:
        return None
    inputs = len(example_tensors(call.module, args.node) or ())
    described = list(named.of_inputs)
    if not inputs or inputs != len(named.input_names):
        return None
    if described != named.input_names[: len(described)] or not _same_names(call, named):
        return None
    sources = [call.source(node) for node in named.of_inputs.values()]
    sources += ["None"] * (inputs - len(described))
    shapes = f"({', '.join(sources)}{',' if inputs == 1 else ''})"
    axes = call.argument("dynamic_axes")
    assert isinstance(axes.node, n.Mapping)
    return safe(
        "Use dynamic_shapes",
        RenameArgument(call.span, "dynamic_axes", "dynamic_shapes"),
        ReplaceExpression(span(axes.node), shapes),
    )


def _same_names(call: CallSite, named: NamedAxes) -> bool:
    """Whether all axes are named, and those of the outputs as axes of inputs are."""
    names = {name: axis_names(call.module, axes) for name, axes in named.axes.items()}
    known = [found for found in names.values() if found is not None]
    if len(known) < len(names):
        return False
    of_inputs = frozenset().union(*(names[name] or () for name in named.of_inputs))
    return all(found <= of_inputs for found in known)
