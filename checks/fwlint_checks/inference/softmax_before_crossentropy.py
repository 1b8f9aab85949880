from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import ReplaceExpression, unsafe
from fwlint.project.values import Instance, Value
from fwlint.sites import CallSite, span

_SOFTMAX_FUNCTIONS = ("torch.nn.functional.softmax", "torch.softmax", "torch.special.softmax")
_SOFTMAX_OBJECT = "torch.nn.Softmax.__call__"


class SoftmaxBeforeCrossentropy(Check):
    """`cross_entropy` takes logits, but is given what `softmax` made of them.

    ## Why
    The loss applies log-softmax itself. Fed with probabilities, which lie in [0, 1], it cannot
    get near zero and its gradients are small: the model trains, slowly and to a worse result,
    and nothing says so. A perfect and certain prediction among three classes still costs 0.55.

    ## Instead
    Give the loss the logits. Apply softmax where probabilities are read, in inference.

    ## Fix safety
    Unsafe: the loss and its gradients change, which is the point.

    ## References
    * [CrossEntropyLoss](https://docs.pytorch.org/docs/2.13/generated/torch.nn.CrossEntropyLoss.html)
    """

    code = "FWI203"
    name = "softmax-before-crossentropy"
    severity = "error"
    calls = ("torch.nn.functional.cross_entropy", "torch.nn.CrossEntropyLoss.__call__")
    examples = (
        Bad(
            """
import torch
import torch.nn.functional as F

logits = torch.tensor([[50.0, 0.0, 0.0]])
loss = F.cross_entropy(F.softmax(logits, dim=1), torch.tensor([0]))
""",
            shows="assert 0.55 < loss < 0.56",
            fixed="""
import torch
import torch.nn.functional as F

logits = torch.tensor([[50.0, 0.0, 0.0]])
loss = F.cross_entropy(logits, torch.tensor([0]))
""",
            then="assert loss < 1e-6",
        ),
        Bad(
            """
import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()
softmax = nn.Softmax(dim=1)

def train_step(inputs, targets):
    return criterion(softmax(model(inputs)), targets)
""",
            shows="""
with torch.no_grad():
    model.weight.zero_()
    model.bias.copy_(torch.tensor([50.0, 0.0, 0.0]))
assert 0.55 < train_step(torch.ones(1, 4), torch.tensor([0])) < 0.56
""",
            fixed="""
import torch
from torch import nn

model = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()
softmax = nn.Softmax(dim=1)

def train_step(inputs, targets):
    return criterion(model(inputs), targets)
""",
            lines=(10,),
        ),
        Good(
            """
import torch
import torch.nn.functional as F

logits = torch.tensor([[50.0, 0.0, 0.0]])
loss = F.cross_entropy(logits, torch.tensor([0]))
probabilities = F.softmax(logits, dim=1)
""",
            shows="assert loss < 1e-6",
        ),
        Good(
            """
import torch
import torch.nn.functional as F

student, teacher = torch.zeros(1, 3), torch.zeros(1, 3)
loss = F.cross_entropy(student, F.softmax(teacher, dim=1))
""",
            shows="assert 1.09 < loss < 1.1",
        ),
        Silent(
            """
import torch.nn.functional as F

def step(criterion, model, inputs, targets):
    return criterion(F.softmax(model(inputs), dim=1), targets)
""",
            reason="`criterion` may well be a loss that takes probabilities",
        ),
        Silent(
            """
import torch

class Focal(torch.nn.CrossEntropyLoss):
    def forward(self, probabilities, targets):
        return -(probabilities[torch.arange(len(targets)), targets]).log().mean()

def step(logits, targets):
    return Focal()(torch.softmax(logits, dim=1), targets)
""",
            reason="a subclass may take probabilities",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        given = call.argument("input", position=0).node
        if not isinstance(given, n.Call) or _is_of_subclass(call.callee):
            return
        logits = _softmax_of(call, given)
        if logits is None:
            return
        replacement = ReplaceExpression(span(given), call.source(logits))
        yield Remark(
            span(given),
            "softmax before the cross entropy, which applies log-softmax itself",
            help="give the loss the logits",
            fix=unsafe("Give the loss the logits", replacement),
        )


def _softmax_of(loss: CallSite, call: n.Call) -> n.Expr | None:
    """What ``call`` takes the softmax of, if it does."""
    names = loss.module.callees(call)
    if _is_of_subclass(loss.module.value(call.func)):
        return None
    if _SOFTMAX_OBJECT in names or any(name in _SOFTMAX_FUNCTIONS for name in names):
        return CallSite(loss.module, call, names[0]).argument("input", position=0).node
    return None


def _is_of_subclass(callee: Value) -> bool:
    return isinstance(callee, Instance) and callee.cls.definition is not None
