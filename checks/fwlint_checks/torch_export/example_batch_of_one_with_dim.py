from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import ReplaceExpression, safe
from fwlint.project.module import Module
from fwlint.project.origin import origin
from fwlint.project.values import Instance, Symbol, literal_of
from fwlint.sites import CallSite, span
from fwlint_checks._example_inputs import ExampleTensor, example_tensors

_DIM = "torch.export.Dim"
_SPECIALISED = (0, 1)


class ExampleBatchOfOneWithDim(Check):
    """An example input of size 1 at an axis that `dynamic_shapes` calls dynamic.

    ## Why
    Sizes 0 and 1 broadcast, so tracing takes them as constants. `torch.export.export` then finds
    that the axis is fixed although `dynamic_shapes` says it is not: torch 2.13 raises
    `Constraints violated ... specialized it to be a constant (1)` for `Dim("batch")`, whatever
    its `min`, and a `ValueError` for `Dim.DYNAMIC`. `Dim.AUTO` raises nothing and gives a static
    axis. (`torch.onnx.export` is different: there a batch of one works.)

    ## Instead
    Use an example of size 2 or more along every dynamic axis.

    ## Fix safety
    Safe: the export raised before.

    ## References
    * [torch.export: the 0/1 specialisation
      problem](https://docs.pytorch.org/docs/2.13/user_guide/torch_compiler/torch.compiler_dynamic_shapes.html)
    * [pytorch#133653](https://github.com/pytorch/pytorch/issues/133653)
    """

    code = "FWE105"
    name = "example-batch-of-one-with-dim"
    severity = "error"
    effects = {"torch-export": "blocks", "executorch": "blocks", "aoti": "blocks"}
    versions = {"torch": ">=2.9"}
    calls = ("torch.export.export",)
    examples = (
        Bad(
            """
import torch
from torch.export import Dim, export

model = torch.nn.Conv2d(3, 4, 3).eval()
example = torch.randn(1, 3, 8, 8)
program = export(model, (example,), dynamic_shapes=({0: Dim("batch")},))
""",
            raises=r"Constraints violated \(batch\)",
            lines=(7,),
            fixed="""
import torch
from torch.export import Dim, export

model = torch.nn.Conv2d(3, 4, 3).eval()
example = torch.randn(2, 3, 8, 8)
program = export(model, (example,), dynamic_shapes=({0: Dim("batch")},))
""",
            then="assert program.module()(torch.randn(5, 3, 8, 8)).shape[0] == 5",
        ),
        Bad(
            """
import torch

batch = torch.export.Dim("batch", min=1, max=64)
torch.export.export(
    torch.nn.Linear(4, 2).eval(),
    (torch.zeros((1, 4)),),
    dynamic_shapes={"input": {0: batch}},
)
""",
            raises=r"Constraints violated \(batch\)",
            fixed="""
import torch

batch = torch.export.Dim("batch", min=1, max=64)
torch.export.export(
    torch.nn.Linear(4, 2).eval(),
    (torch.zeros((2, 4)),),
    dynamic_shapes={"input": {0: batch}},
)
""",
        ),
        Bad(
            """
import torch

torch.export.export(
    torch.nn.Linear(4, 2).eval(),
    (torch.ones(1, 4),),
    dynamic_shapes=((torch.export.Dim.DYNAMIC, None),),
)
""",
            raises="ValueError: .*conflicts between user-specified ranges and inferred ranges",
            fixed="""
import torch

torch.export.export(
    torch.nn.Linear(4, 2).eval(),
    (torch.ones(2, 4),),
    dynamic_shapes=((torch.export.Dim.DYNAMIC, None),),
)
""",
        ),
        Good(
            """
import torch
from torch.export import Dim, export

model = torch.nn.Linear(4, 2).eval()
program = export(model, (torch.randn(2, 4),), dynamic_shapes=({0: Dim("batch")},))
""",
            shows="assert program.module()(torch.randn(1, 4)).shape == (1, 2)",
        ),
        Good(
            """
import torch
from torch.export import Dim, export

model = torch.nn.Linear(4, 2).eval()
program = export(model, (torch.randn(1, 4),), dynamic_shapes=({0: Dim.AUTO},))
"""
        ),
        Silent(
            """
import torch
from torch.export import Dim, export

def capture(model, example, batch_size=1):
    example = torch.randn(batch_size, 4)
    return export(model, (example,), dynamic_shapes=({0: Dim("batch")},))
""",
            reason="the batch size is the caller's",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        args, shapes = call.argument("args"), call.argument("dynamic_shapes")
        if args.node is None or shapes.node is None or not call.argument("kwargs").absent:
            return
        tensors = example_tensors(call.module, args.node)
        described = _per_input(call.module, shapes.node, len(tensors or ()))
        for tensor, description in zip(tensors or (), described, strict=False):
            for axis in _dynamic_axes(call.module, description):
                if tensor.size(axis) in _SPECIALISED:
                    yield _remark(call, description, tensor, axis)


def _per_input(module: Module, node: n.Expr, inputs: int) -> list[n.Expr]:
    """What ``dynamic_shapes`` says of each input, where it is known which is whose."""
    node = origin(module, node)
    if isinstance(node, n.Sequence) and len(node.elements) == inputs:
        return node.elements
    if isinstance(node, n.Mapping) and len(node.values) == inputs == 1 and node.keys[0] is not None:
        return node.values
    return []


def _dynamic_axes(module: Module, description: n.Expr) -> Iterator[int]:
    """The axes that ``{0: Dim(...)}`` or ``(Dim(...), None)`` calls dynamic."""
    description = origin(module, description)
    if isinstance(description, n.Mapping):
        for key, value in zip(description.keys, description.values, strict=True):
            axis = None if key is None else literal_of(module.value(key), int)
            if axis is not None and _is_dynamic(module, value):
                yield axis
    elif isinstance(description, n.Sequence):
        for axis, value in enumerate(description.elements):
            if _is_dynamic(module, value):
                yield axis


def _is_dynamic(module: Module, node: n.Expr) -> bool:
    value = module.value(node)
    if isinstance(value, Instance):
        return value.cls.canonical == _DIM
    return isinstance(value, Symbol) and value.canonical == f"{_DIM}.DYNAMIC"


def _remark(call: CallSite, description: n.Expr, tensor: ExampleTensor, axis: int) -> Remark:
    size = tensor.sizes[axis]
    return Remark(
        span(description),
        f"axis {axis} is called dynamic, but the example has size {call.source(size)} there: "
        "the export raises",
        help="use an example of size 2 or more along every dynamic axis",
        fix=safe("Use an example of size 2", ReplaceExpression(span(size), "2"))
        if isinstance(size, n.Constant)
        else None,
    )
