from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite, span
from fwlint_checks._mode_layers import DROPOUT
from fwlint_checks._training_mode import active_training_layer, switch_to_eval
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT, uses_torch_export

_HAS_DROPOUT = """
import onnx
assert "Dropout" in [node.op_type for node in onnx.load("model.onnx").graph.node]
"""
_HAS_NO_DROPOUT = """
import onnx
assert "Dropout" not in [node.op_type for node in onnx.load("model.onnx").graph.node]
"""


class ExportInTrainingMode(Check):
    """A model with dropout is exported to ONNX in training mode: the file drops values at random.

    ## Why
    A module is in training mode until `eval()` is called, and `torch.no_grad()` does not change
    that. The TorchScript-based exporter switched to evaluation for the time of the export; the
    default exporter since torch 2.9 exports the mode it finds. Measured on torch 2.13: the graph
    holds `Dropout` nodes with `training_mode` true (`Dropout2d` becomes `RandomUniformLike`), and
    two runs of the same file on the same input differ. ONNX Runtime 1.31 removes some of these
    nodes when it optimises, other runtimes do not. A `UserWarning` at the export is all that
    is said.

    Batch norm is not concerned: it is written with its running statistics in either mode.

    ## Instead
    Call `model.eval()` before the export.

    The finding needs to know two things. That the model is in training mode: it was made by its
    class in the same function, `eval()` was not called since, and it was not passed to anything
    that might have. And that it holds an active dropout layer: written in the call, in a
    `Sequential`, or in `__init__` with a probability that is a number. Everything else is silent.

    ## Fix safety
    Unsafe: the file changes, and the model stays in evaluation mode after the export.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [torch.nn.Module.eval](https://docs.pytorch.org/docs/2.13/generated/torch.nn.Module.html)
    * [onnx#2831](https://github.com/onnx/onnx/issues/2831)
    """

    code = "FWO202"
    name = "export-in-training-mode"
    severity = "error"
    effects = {"onnx": "bakes"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.body(x))


model = Classifier()
model.load_state_dict(model.state_dict())
with torch.no_grad():
    torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
""",
            warns="Exporting a model while it is in training mode",
            shows=_HAS_DROPOUT,
            fixed="""
import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.body(x))


model = Classifier()
model.load_state_dict(model.state_dict())
with torch.no_grad():
    model.eval()
    torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
""",
            then=_HAS_NO_DROPOUT,
        ),
        Bad(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout(0.2)).eval()
model = model.to("cpu")
model.train()
for _ in range(3):
    model(torch.randn(2, 4)).sum().backward()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", dynamo=True)
""",
            warns="Exporting a model while it is in training mode",
            shows=_HAS_DROPOUT
            + """
import numpy as np
import onnxruntime as ort

session = ort.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
feed = {session.get_inputs()[0].name: np.ones((2, 4), np.float32)}
assert not np.array_equal(session.run(None, feed)[0], session.run(None, feed)[0])
""",
            fixed="""
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout(0.2)).eval()
model = model.to("cpu")
model.train()
for _ in range(3):
    model(torch.randn(2, 4)).sum().backward()
model.eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", dynamo=True)
""",
            then=_HAS_NO_DROPOUT,
        ),
        Good(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout(0.2))
model.eval()
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
""",
            shows=_HAS_NO_DROPOUT,
        ),
        Silent(
            """
import torch
from trainer import fit

model = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.Dropout(0.2))
fit(model)
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx")
""",
            reason="`fit` may leave the model in evaluation mode",
        ),
        Silent(
            """
import torch

def export(model: torch.nn.Module, example):
    torch.onnx.export(model, example, "model.onnx")
""",
            reason="the caller may have called eval()",
        ),
        Silent(
            """
import torch

model = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4))
torch.onnx.export(model, (torch.randn(2, 3, 8, 8),), "model.onnx")
""",
            reason="the file is the same in both modes",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        model = call.argument("model").node
        if model is None or not uses_torch_export(call) or not call.argument("training").absent:
            return
        layer = active_training_layer(call, model, DROPOUT)
        if layer is None:
            return
        name = layer.canonical.rpartition(".")[2]
        yield Remark(
            span(model),
            f"the model is exported in training mode: {name} stays active in the file",
            help="call eval() on the model before the export",
            fix=switch_to_eval(call, model),
        )
