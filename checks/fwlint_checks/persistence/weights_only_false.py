from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, unsafe
from fwlint.sites import CallSite

_EVIL_FILE = """
import pickle
from pathlib import Path

class Evil:
    def __reduce__(self):
        return Path.touch, (Path("was_here"),)

torch.save({"weight": Evil()}, "evil.pt")
"""


class WeightsOnlyFalse(Check):
    """`torch.load(..., weights_only=False)` runs any code that the file holds.

    ## Why
    The file is then a Python pickle like any other, and unpickling calls what it says. A model
    file from a stranger, or one that somebody could write to, is a program. Since torch 2.6
    `weights_only=True` is the default; `False` is often written just to silence the
    `UnpicklingError` of a file that should have held a state dict.

    ## Instead
    Load with `weights_only=True`. If the file holds harmless classes besides tensors, list them
    with `torch.serialization.add_safe_globals`. If it holds a whole module, save its state dict
    once more, in a place that you trust, or use safetensors.

    ## Fix safety
    Unsafe: a file that holds more than tensors and plain containers is refused then.

    ## References
    * [torch.load](https://docs.pytorch.org/docs/2.13/generated/torch.load.html)
    * [Security policy of PyTorch](https://github.com/pytorch/pytorch/blob/main/SECURITY.md)
    """

    code = "FWP102"
    name = "weights-only-false"
    severity = "error"
    versions = {"torch": ">=1.13"}
    calls = ("torch.load",)
    examples = (
        Bad(
            """
import torch

def load(path):
    return torch.load(path, map_location="cpu", weights_only=False)
""",
            shows=f"""{_EVIL_FILE}
load("evil.pt")
assert Path("was_here").exists()
""",
            fixed="""
import torch

def load(path):
    return torch.load(path, map_location="cpu", weights_only=True)
""",
            then=f"""{_EVIL_FILE}
try:
    load("evil.pt")
except pickle.UnpicklingError:
    pass
assert not Path("was_here").exists()
""",
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

def load(path, trusted):
    return torch.load(path, weights_only=not trusted)
""",
            reason="the caller decides",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        weights_only = call.argument("weights_only")
        if weights_only.bool is not False:
            return
        fix = None
        if weights_only.argument is not None:  # not when a dict unpacked with ** holds it
            true = ReplaceExpression(weights_only.span, "True")
            fix = unsafe("Load only weights", true)
        yield Remark(
            weights_only.span,
            "weights_only=False runs any code that the file holds",
            help="load with weights_only=True, and allow harmless classes with add_safe_globals",
            fix=fix,
        )
