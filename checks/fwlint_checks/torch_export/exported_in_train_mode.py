from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite, span
from fwlint_checks._mode_layers import BATCH_NORM, DROPOUT
from fwlint_checks._training_mode import active_training_layer, switch_to_eval

_MEANS_TRAINING = re.compile(r"qat|forward_backward|move_exported_model_to", re.IGNORECASE)
"""Quantisation-aware training and joint graphs export in training mode on purpose."""

_TRAINED_MODE = """
normed = [n for n in program.graph.nodes if "batch_norm" in str(n.target)]
assert any(True in node.args for node in normed)
x = torch.randn(8, 3, 8, 8) * 3 + 1
assert not torch.allclose(program.module()(x), model.eval()(x), atol=1e-3)
"""


class ExportedInTrainMode(Check):
    """A model with dropout or batch norm is exported in training mode, and stays in it for good.

    ## Why
    `torch.export` records the mode the model is in, and a module is in training mode until
    `eval()` is called. The exported program then drops values at random, and batch norm
    normalises by the batch it is given and updates its statistics. Afterwards it is too late:
    on torch 2.13 `program.module().eval()` raises `NotImplementedError`. No warning is given.

    ## Instead
    Call `model.eval()` before the export.

    The finding needs to know two things. That the model is in training mode: it was made by its
    class in the same function, `eval()` was not called since, and it was not passed to anything
    that might have. And that it holds dropout or batch norm: written in the call, in a
    `Sequential`, or in `__init__`. Files that speak of quantisation-aware training (`qat`) or of
    joint graphs mean what they do. Everything else is silent.

    ## Fix safety
    Unsafe: the program changes, and the model stays in evaluation mode after the export.

    ## References
    * [torch.export](https://docs.pytorch.org/docs/2.13/export.html)
    * [Exported modules cannot change mode](https://github.com/pytorch/pytorch/issues/151726)
    """

    code = "FWE201"
    name = "exported-in-train-mode"
    severity = "error"
    effects = {"torch-export": "bakes", "executorch": "bakes", "aoti": "bakes"}
    versions = {"torch": ">=2.9"}
    calls = ("torch.export.export",)
    examples = (
        Bad(
            """
import torch
from torch import nn


class Features(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(self.conv(x)).relu()


model = Features()
program = torch.export.export(model, (torch.randn(8, 3, 8, 8),))
""",
            shows=_TRAINED_MODE,
            fixed="""
import torch
from torch import nn


class Features(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(self.conv(x)).relu()


model = Features()
model.eval()
program = torch.export.export(model, (torch.randn(8, 3, 8, 8),))
""",
            then="""
x = torch.randn(8, 3, 8, 8)
assert torch.allclose(program.module()(x), model(x))
""",
        ),
        Bad(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout())
program = torch.export.export(model.train(), (torch.randn(2, 4),))
""",
            shows="""
x = torch.randn(2, 4)
run = program.module()
assert not torch.equal(run(x), run(x))
""",
            fixed="""
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout())
program = torch.export.export(model.train().eval(), (torch.randn(2, 4),))
""",
            then="""
x = torch.randn(2, 4)
run = program.module()
assert torch.equal(run(x), run(x))
""",
        ),
        Good(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout()).eval()
program = torch.export.export(model, (torch.randn(2, 4),))
""",
            shows="""
x = torch.randn(2, 4)
run = program.module()
assert torch.equal(run(x), run(x))
""",
        ),
        Silent(
            """
import torch

def capture(model, example, training):
    model = torch.nn.Sequential(model, torch.nn.Dropout())
    if not training:
        model.eval()
    return torch.export.export(model, (example,))
""",
            reason="the mode is the caller's choice",
        ),
        Silent(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.GELU())
program = torch.export.export(model, (torch.randn(2, 4),))
""",
            reason="the program is the same in both modes",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        model = call.argument("mod").node
        if model is None or _MEANS_TRAINING.search(call.module.text):
            return
        layer = active_training_layer(call, model, DROPOUT | BATCH_NORM)
        if layer is None:
            return
        name = layer.canonical.rpartition(".")[2]
        yield Remark(
            span(model),
            f"the model is exported in training mode: {name} stays so in the program for good",
            help="call eval() on the model before the export",
            fix=switch_to_eval(call, model),
        )
