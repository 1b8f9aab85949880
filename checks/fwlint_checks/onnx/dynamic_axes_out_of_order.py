from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, unsafe
from fwlint.sites import CallSite, span
from fwlint_checks.onnx._axes import NamedAxes, axis_numbers, named_axes
from fwlint_checks.onnx._exporter import (
    EXPORT,
    TORCH_EXPORT_IS_DEFAULT,
    surely_missing,
    uses_torch_export,
)

_WRONG = """
import onnx

def shape(value):
    return [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]

image, boxes = onnx.load("model.onnx").graph.input
assert shape(image) == ["count", 3]
assert shape(boxes) == [5, 4]
"""

_RIGHT = """
import onnx

def shape(value):
    return [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]

image, boxes = onnx.load("model.onnx").graph.input
assert shape(image) == [2, 3]
assert shape(boxes) == ["count", 4]
"""


class DynamicAxesOutOfOrder(Check):
    """The default ONNX exporter reads `dynamic_axes` in its own order, not by the names in it.

    ## Why
    To translate `dynamic_axes` into `dynamic_shapes`, torch 2.13 takes the entries of the dict one
    after the other (outputs left out) and gives them to the inputs one after the other; the names
    are not compared. An entry for the second input alone, or two entries in another order than
    the inputs, makes the wrong axes dynamic and the right ones fixed, without a word. The old
    exporter went by the names.

    ## Instead
    `dynamic_shapes`, with one entry for each input in the order of `forward`. In `dynamic_axes`,
    mention every input, in order, with `{}` for one that keeps its shape.

    ## Fix safety
    Unsafe: other axes are dynamic than before, namely those that the names say.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO208"
    name = "dynamic-axes-out-of-order"
    severity = "error"
    effects = {"onnx": "bakes"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch


class Detector(torch.nn.Module):
    def forward(self, image, boxes):
        return image * 2, boxes + 1


torch.onnx.export(
    Detector().eval(),
    (torch.randn(2, 3), torch.randn(5, 4)),
    "model.onnx",
    input_names=["image", "boxes"],
    output_names=["features", "moved"],
    dynamic_axes={"boxes": {0: "count"}, "moved": {0: "count"}},
)
""",
            shows=_WRONG,
            fixed="""
import torch


class Detector(torch.nn.Module):
    def forward(self, image, boxes):
        return image * 2, boxes + 1


torch.onnx.export(
    Detector().eval(),
    (torch.randn(2, 3), torch.randn(5, 4)),
    "model.onnx",
    input_names=["image", "boxes"],
    output_names=["features", "moved"],
    dynamic_axes={"image": {}, "boxes": {0: "count"}, "moved": {0: "count"}},
)
""",
            then=_RIGHT,
        ),
        Good(
            """
import torch


class Detector(torch.nn.Module):
    def forward(self, image, boxes):
        return image * 2, boxes + 1


torch.onnx.export(
    Detector().eval(),
    (torch.randn(2, 3), torch.randn(5, 4)),
    "model.onnx",
    input_names=["image", "boxes"],
    output_names=["features", "moved"],
    dynamic_axes={"boxes": {0: "count"}, "moved": {0: "count"}},
    dynamo=False,
)
""",
            shows=_RIGHT,
        ),
        Good(
            """
import torch


class Detector(torch.nn.Module):
    def forward(self, image, boxes):
        return image * 2, boxes + 1


torch.onnx.export(
    Detector().eval(),
    (torch.randn(2, 3), torch.randn(5, 4)),
    "model.onnx",
    dynamic_shapes=(None, {0: "count"}),
)
""",
            shows=_RIGHT,
        ),
        Silent(
            """
import torch

def export(model, ids, mask):
    torch.onnx.export(
        model,
        (ids, mask),
        "model.onnx",
        input_names=["ids", "mask"],
        dynamic_axes={"mask": {0: "batch", 1: "length"}, "ids": {0: "batch", 1: "length"}},
    )
""",
            reason="the same axes vary in both inputs, so the order does not matter",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        named = named_axes(call)
        if named is None or not uses_torch_export(call):
            return
        if not surely_missing(call.argument("dynamic_shapes")):
            return
        if not set(named.of_inputs) <= set(named.input_names):
            return
        for meant, got in _given_to_others(call, named):
            yield Remark(
                call.argument("dynamic_axes").span,
                f'the axes of "{meant}" are given to "{got}": dynamic_axes is read in order, '
                "not by name",
                help="use dynamic_shapes, or mention every input in order",
                fix=_in_order(call, named),
            )
            return


def _given_to_others(call: CallSite, named: NamedAxes) -> Iterator[tuple[str, str]]:
    """Inputs, with the input that gets their axes instead, where that changes what is dynamic."""
    taken = list(named.of_inputs)
    order = taken + [name for name in named.input_names if name not in taken]
    for meant, got in zip(order, named.input_names, strict=True):
        given = axis_numbers(call.module, named.of_inputs.get(meant))
        wanted = axis_numbers(call.module, named.of_inputs.get(got))
        if given is not None and wanted is not None and given != wanted and given:
            yield meant, got


def _in_order(call: CallSite, named: NamedAxes) -> Fix:
    last = max(named.input_names.index(name) for name in named.of_inputs)
    entries = dict.fromkeys(named.input_names[: last + 1], "{}")
    entries.update((name, call.source(node)) for name, node in named.axes.items())
    source = ", ".join(f'"{name}": {axes}' for name, axes in entries.items())
    node = call.argument("dynamic_axes").node
    assert isinstance(node, n.Mapping)
    return unsafe("Mention every input, in order", ReplaceExpression(span(node), f"{{{source}}}"))
