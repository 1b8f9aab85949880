from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite, ReferenceSite

_HELP = "lower the exported program with ExecuTorch and ship a .pte file"


class PytorchMobileEol(Check):
    """PyTorch Mobile (the lite interpreter and its optimizer) is no longer supported.

    ## Why
    Its documentation says so and names ExecuTorch as the successor. Since torch 2.10 the lite
    interpreter warns when it saves, and the torch 2.13 wheels for CPU are built without XNNPACK,
    so that `optimize_for_mobile` raises.

    ## Instead
    `torch.export.export`, then `executorch.exir.to_edge_transform_and_lower` with a partitioner
    for the hardware, such as `XnnpackPartitioner`.

    ## References
    * [torch.utils.mobile_optimizer](https://docs.pytorch.org/docs/2.13/mobile_optimizer.html)
    * [ExecuTorch](https://docs.pytorch.org/executorch/stable/getting-started.html)
    """

    code = "FWJ303"
    name = "pytorch-mobile-eol"
    severity = "warning"
    effects = {"torchscript": "deprecated"}
    calls = (
        "torch.jit.ScriptModule._save_for_lite_interpreter",
        "torch.jit.ScriptModule._save_to_buffer_for_lite_interpreter",
    )
    references = ("torch.utils.mobile_optimizer.*", "torch.jit.mobile.*")
    examples = (
        Bad(
            """
import torch

model = torch.jit.script(torch.nn.Linear(4, 2).eval())
model._save_for_lite_interpreter("model.ptl")
""",
            warns="DeprecationWarning: Lite Interpreter is deprecated",
            lines=(5,),
        ),
        Bad(
            """
import torch
from torch.utils.mobile_optimizer import optimize_for_mobile

model = torch.jit.script(torch.nn.Linear(4, 2).eval())
optimized = optimize_for_mobile(model)
""",
            raises="RuntimeError: .*XNNPACK is not enabled",
            lines=(3,),
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(model, (torch.randn(1, 4),))
torch.export.save(program, "model.pt2")
""",
            shows="from pathlib import Path\nassert Path('model.pt2').exists()",
        ),
        Silent(
            """
def save(model, path):
    model._save_for_lite_interpreter(path)
""",
            reason="nobody knows what `model` is",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield Remark(
            call.span, "this saves for PyTorch Mobile, which is no longer supported", help=_HELP
        )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        yield Remark(
            reference.span,
            f"{reference.name} belongs to PyTorch Mobile, which is no longer supported",
            help=_HELP,
        )
