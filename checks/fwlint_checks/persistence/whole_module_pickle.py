from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, unsafe
from fwlint.project.module import Module
from fwlint.sites import CallSite, span

_ALLOW_LISTS = ("torch.serialization.add_safe_globals", "torch.serialization.safe_globals")


class WholeModulePickle(Check):
    """`torch.save(model, ...)` pickles the whole module, and `torch.load` then refuses the file.

    ## Why
    Since torch 2.6 `torch.load` reads only tensors and plain containers (`weights_only=True`).
    A file with a module in it, alone or in a checkpoint's dict, raises `UnpicklingError`
    (measured on torch 2.13). With `weights_only=False` loading it runs whatever code the file
    holds, and it works only as long as the class keeps its module and its name.

    ## Instead
    Save `model.state_dict()`, and load it with
    `model.load_state_dict(torch.load(path, map_location="cpu"))` into a model that the code
    builds. To ship the model without its code, use `torch.export.save`.

    ## Fix safety
    Unsafe: the file then holds the state dict, so whoever reads it must build the model first.

    ## References
    * [Saving and loading models](https://docs.pytorch.org/docs/2.13/notes/serialization.html)
    * [torch.load](https://docs.pytorch.org/docs/2.13/generated/torch.load.html)
    """

    code = "FWP101"
    name = "whole-module-pickle"
    severity = "error"
    versions = {"torch": ">=2.6"}
    calls = ("torch.save",)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2)
torch.save(model, "model.pt")
""",
            shows="""
import pickle
try:
    torch.load("model.pt")
except pickle.UnpicklingError as error:
    refused = error
assert "Weights only load failed" in str(refused)
""",
            fixed="""
import torch

model = torch.nn.Linear(4, 2)
torch.save(model.state_dict(), "model.pt")
""",
            then="model.load_state_dict(torch.load('model.pt'))",
        ),
        Bad(
            """
import torch

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.head = torch.nn.Linear(4, 2)

net = Net().eval()
torch.save({"epoch": 3, "model": net}, "checkpoint.pt")
""",
            shows="""
import pickle
try:
    torch.load("checkpoint.pt")
except pickle.UnpicklingError as error:
    refused = error
assert "Weights only load failed" in str(refused)
""",
            fixed="""
import torch

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.head = torch.nn.Linear(4, 2)

net = Net().eval()
torch.save({"epoch": 3, "model": net.state_dict()}, "checkpoint.pt")
""",
            then="net.load_state_dict(torch.load('checkpoint.pt')['model'])",
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2)
torch.save(model.state_dict(), "model.pt")
model.load_state_dict(torch.load("model.pt"))
""",
        ),
        Silent(
            """
import torch

def save(model, path):
    torch.save(model, path)
""",
            reason="`model` may be a state dict",
        ),
        Silent(
            """
import torch

torch.serialization.add_safe_globals([torch.nn.Linear])
torch.save(torch.nn.Linear(4, 2), "model.pt")
""",
            reason="the classes that may be loaded are listed",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        saved = call.argument("obj")
        if saved.node is None or _allows_classes(call.module):
            return
        parts = saved.display.values if isinstance(saved.display, n.Mapping) else [saved.node]
        for part in parts:
            if _is_pickled_module(call, part):
                yield Remark(
                    span(part),
                    f"`{call.source(part)}` is pickled whole, which torch.load refuses by default",
                    help="save its state_dict() and load that into a new model",
                    fix=_state_dict(call, part),
                )


def _is_pickled_module(call: CallSite, node: n.Expr) -> bool:
    # A ScriptModule is no such case: torch.save cannot pickle it at all.
    return call.is_instance(node, "torch.nn.Module") and not call.is_instance(
        node, "torch.jit.ScriptModule"
    )


def _allows_classes(module: Module) -> bool:
    return any(name in _ALLOW_LISTS for call in module.facts.calls for name in module.callees(call))


def _state_dict(call: CallSite, node: n.Expr) -> Fix | None:
    if not isinstance(node, n.Name | n.Attribute | n.Call):
        return None
    source = f"{call.source(node)}.state_dict()"
    return unsafe("Save the state dict", ReplaceExpression(span(node), source))
