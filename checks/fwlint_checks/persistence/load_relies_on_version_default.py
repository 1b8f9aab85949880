from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import SetArgument, unsafe
from fwlint.sites import CallSite


class LoadReliesOnVersionDefault(Check):
    """`torch.load` without `weights_only` runs code from the file, up to torch 2.5.

    ## Why
    The default of `weights_only` is `False` up to torch 2.5 and `True` since 2.6. A project
    that runs with an older torch loads any pickle, code and all (torch 2.4 and 2.5 say so in a
    `FutureWarning`), and the same call may raise `UnpicklingError` after an update.

    ## Instead
    Say which it is to be: `weights_only=True` for weights.

    ## Fix safety
    Unsafe: with an older torch, a file that holds more than tensors and plain containers was
    loaded, and is refused then.

    ## References
    * [torch.load in torch 2.5](https://docs.pytorch.org/docs/2.5/generated/torch.load.html)
    * [torch.load in torch 2.6](https://docs.pytorch.org/docs/2.6/generated/torch.load.html)
    """

    code = "FWP103"
    name = "load-relies-on-version-default"
    severity = "warning"
    versions = {"torch": ">=1.13,<2.6"}
    calls = ("torch.load",)
    examples = (
        Bad(
            """
import torch

state = torch.load("weights.pt", map_location="cpu")
""",
            fixed="""
import torch

state = torch.load("weights.pt", map_location="cpu", weights_only=True)
""",
            runs=False,
        ),
        Good(
            """
import torch

torch.save({"weight": torch.ones(2)}, "weights.pt")
weights = torch.load("weights.pt", weights_only=True)
""",
            shows="assert weights['weight'].sum() == 2",
        ),
        Silent(
            """
import torch

def load(path, **options):
    return torch.load(path, **options)
""",
            reason="`options` may hold weights_only",
        ),
        Silent(
            """
import pickle
import torch

state = torch.load("weights.pt", pickle_module=pickle)
""",
            reason="an explicit pickle module means a pickle in every version",
        ),
    )
    sources = (
        "https://docs.pytorch.org/docs/2.5/generated/torch.load.html",
        "https://github.com/pytorch/pytorch/blob/v2.5.1/torch/serialization.py",
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if call.argument("weights_only").absent and call.argument("pickle_module").absent:
            set_it = SetArgument(call.span, "weights_only", "True")
            yield Remark(
                call.span,
                "torch.load without weights_only runs code from the file before torch 2.6",
                help="pass weights_only=True",
                fix=unsafe("Load only weights", set_it),
            )
