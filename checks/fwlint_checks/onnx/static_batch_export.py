from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, SetArgument, unsafe
from fwlint.project.origin import origin
from fwlint.project.values import UNKNOWN
from fwlint.sites import BoundArgument, CallSite, span
from fwlint_checks._example_inputs import ExampleTensor, example_tensors
from fwlint_checks.onnx._exporter import (
    EXPORT,
    TORCH_EXPORT_IS_DEFAULT,
    surely_missing,
    uses_torch_export,
    uses_torchscript,
)

_PROGRAM = "torch.export.ExportedProgram"

_RUN_BATCH_OF_8 = """
import numpy as np
import onnxruntime as ort

session = ort.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
try:
    session.run(None, {session.get_inputs()[0].name: np.zeros((8, 4), np.float32)})
except Exception as error:
    assert "Got: 8 Expected: 1" in str(error)
else:
    raise AssertionError("a batch of 8 runs")
"""

_RUNS_BATCH_OF_8 = """
import numpy as np
import onnxruntime as ort

session = ort.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
(y,) = session.run(None, {session.get_inputs()[0].name: np.zeros((8, 4), np.float32)})
assert y.shape == (8, 2)
"""


class StaticBatchExport(Check):
    """`torch.onnx.export` without `dynamic_shapes` writes a file for one batch size only.

    ## Why
    Every input keeps the exact shape of the example, and so does everything that is computed from
    it. ONNX Runtime then refuses any other batch: `Got: 8 Expected: 1 Please fix either the
    inputs/outputs or the model` (onnxruntime 1.31, file of torch 2.13). Both exporters do so.

    ## Instead
    Say which axes vary, one entry for each input: `dynamic_shapes=({0: "batch"},)`. The exporter
    then raises where the model itself needs a fixed size. If one size is all that will ever be
    served, suppress the finding: then it is a decision.

    ## Fix safety
    Unsafe: the file takes other shapes than before, and the export may raise where the model
    cannot. Offered where the examples are written in the code and agree in their first axis.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    """

    code = "FWO203"
    name = "static-batch-export"
    severity = "warning"
    effects = {"onnx": "bakes"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
example = torch.randn(1, 4)
torch.onnx.export(model, (example,), "model.onnx")
""",
            shows=_RUN_BATCH_OF_8,
            lines=(6,),
            fixed="""
import torch

model = torch.nn.Linear(4, 2).eval()
example = torch.randn(1, 4)
torch.onnx.export(model, (example,), "model.onnx", dynamic_shapes=({0: "batch"},))
""",
            then=_RUNS_BATCH_OF_8,
        ),
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(model, torch.randn(1, 4), "model.onnx", dynamo=False)
""",
            shows=_RUN_BATCH_OF_8,
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
torch.onnx.export(
    model,
    (torch.randn(1, 4),),
    "model.onnx",
    dynamic_shapes=({0: "batch"},),
)
""",
            shows=_RUNS_BATCH_OF_8,
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
batch = torch.export.Dim("batch")
program = torch.export.export(model, (torch.randn(2, 4),), dynamic_shapes=({0: batch},))
torch.onnx.export(program, (), "model.onnx")
""",
            shows=_RUNS_BATCH_OF_8,
        ),
        Silent(
            """
import torch

def export(model, example, axes=None):
    torch.onnx.export(model, (example,), "model.onnx", dynamic_axes=axes, dynamo=False)
""",
            reason="the caller may name the axes",
        ),
        Silent(
            """
import torch
from torch.export import ExportedProgram

def save(program, example):
    assert isinstance(program, ExportedProgram)
    torch.onnx.export(program, example, "model.onnx")
""",
            reason="an exported program brings its own dynamic axes",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        args = call.argument("args")
        described = (call.argument("dynamic_shapes"), call.argument("dynamic_axes"))
        if args.node is None or not all(map(surely_missing, described)):
            return
        if _is_empty(args) or _may_be_program(call):
            return
        tensors = example_tensors(call.module, args.node) or []
        batch = _common_batch(tensors)
        only = "the example's shapes" if batch is None else f"batches of {batch}"
        argument = "dynamic_axes" if uses_torchscript(call) else "dynamic_shapes"
        yield Remark(
            span(call.node.func),
            f"every input keeps the shape of the example: the file takes {only} only",
            help=f"say with {argument} which axes vary",
            fix=_dynamic(call, len(tensors))
            if batch is not None and uses_torch_export(call)
            else None,
        )


def _is_empty(args: BoundArgument) -> bool:
    assert args.node is not None
    node = origin(args.module, args.node)
    return isinstance(node, n.Sequence) and not node.elements


def _may_be_program(call: CallSite) -> bool:
    """Whether the model may be an exported program, which has its dynamic axes already."""
    model = call.argument("model")
    if model.node is None or model.value is UNKNOWN:
        return "torch.export" in call.module.text or "ExportedProgram" in call.module.text
    return call.is_instance(model.node, _PROGRAM)


def _common_batch(tensors: list[ExampleTensor]) -> int | None:
    """The size of the first axis, if it is known and the same in every input."""
    sizes = {tensor.size(0) for tensor in tensors}
    return sizes.pop() if len(sizes) == 1 else None


def _dynamic(call: CallSite, inputs: int) -> Fix:
    each = ['{0: "batch"}'] * inputs
    source = f"({', '.join(each)}{',' if inputs == 1 else ''})"
    return unsafe("Let the first axis vary", SetArgument(call.span, "dynamic_shapes", source))
