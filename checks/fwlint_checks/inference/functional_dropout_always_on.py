from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.facts.scopes import Scope
from fwlint.fixes.edits import SetArgument, unsafe
from fwlint.sites import CallSite

_ASKS_WHETHER_TRAINING = re.compile(r"\b(?:if|and|or|not)\b[^\n]*\btraining\b")


class FunctionalDropoutAlwaysOn(Check):
    """`F.dropout(x, p)` in `forward` drops values after `model.eval()` too.

    ## Why
    The function knows no module: its parameter `training` is True unless the caller says
    otherwise. So the model gives random results in production, and an exported graph holds the
    dropout as well. (`F.alpha_dropout` has the other default and never drops.)

    ## Instead
    Pass `training=self.training`, or make an `nn.Dropout` in `__init__`. If dropping at
    inference is meant (Monte Carlo dropout), say so with `training=True`.

    ## Fix safety
    Unsafe: the model's results after `eval()` change, which is the point.

    ## References
    * [dropout](https://docs.pytorch.org/docs/2.13/generated/torch.nn.functional.dropout.html)
    * [nn.Dropout](https://docs.pytorch.org/docs/2.13/generated/torch.nn.Dropout.html)
    """

    code = "FWI207"
    name = "functional-dropout-always-on"
    severity = "error"
    effects = {"torch-export": "bakes", "onnx": "bakes", "torchscript": "bakes"}
    calls = (
        "torch.nn.functional.dropout",
        "torch.nn.functional.dropout1d",
        "torch.nn.functional.dropout2d",
        "torch.nn.functional.dropout3d",
    )
    examples = (
        Bad(
            """
import torch
import torch.nn.functional as F

class Head(torch.nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5)

model = Head().eval()
output = model(torch.ones(1000))
""",
            shows="""
assert (output == 0).any()
program = torch.export.export(model, (torch.ones(1000),))
assert (program.module()(torch.ones(1000)) == 0).any()
""",
            fixed="""
import torch
import torch.nn.functional as F

class Head(torch.nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, training=self.training)

model = Head().eval()
output = model(torch.ones(1000))
""",
            then="assert not (output == 0).any()",
            lines=(7,),
        ),
        Good(
            """
import torch
import torch.nn.functional as F

class Head(torch.nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5, self.training)

output = Head().eval()(torch.ones(1000))
""",
            shows="assert not (output == 0).any()",
        ),
        Good(
            """
import torch
import torch.nn.functional as F

class Head(torch.nn.Module):
    def forward(self, x):
        if not self.training:
            return x
        return F.dropout(x, 0.5)

output = Head().eval()(torch.ones(1000))
""",
            shows="assert not (output == 0).any()",
        ),
        Silent(
            """
import torch
import torch.nn.functional as F

class Head(torch.nn.Module):
    def forward(self, x):
        p = 0.5 if self.training else 0.0
        return F.dropout(x, p)
""",
            reason="the code asks whether it is training, and may then drop nothing",
        ),
        Silent(
            """
import torch.nn.functional as F

def augment(batch):
    return F.dropout(batch, 0.1)
""",
            reason="outside of a model nobody knows whether it is run for inference",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        forward = _forward_around(call)
        if forward is None or not call.argument("training").absent:
            return
        end = call.where.statement.end
        if _ASKS_WHETHER_TRAINING.search(call.module.text, forward.start, end):
            return
        function = call.name.rpartition(".")[2]
        this = forward.parameters[0].name
        training = SetArgument(call.span, "training", f"{this}.training")
        yield Remark(
            call.span,
            f"F.{function} without training= drops values after eval() too",
            help=f"pass training={this}.training",
            fix=unsafe("Drop only in training", training),
        )


def _forward_around(call: CallSite) -> n.Function | None:
    """The method ``forward`` of a module in which the call stands."""
    scope: Scope | None = call.where.scope
    while scope is not None and scope.parent is not None:
        node, cls = scope.node, scope.parent.node
        if isinstance(node, n.Function) and isinstance(cls, n.Class):
            symbol = call.module.definition(cls)
            is_module = call.module.project.derives(symbol, "torch.nn.Module")
            return node if is_module and node.name == "forward" and node.parameters else None
        scope = scope.parent
    return None
