from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, RemoveImport, RemoveStatement, unsafe
from fwlint.frameworks.registry import MENTIONS_FRAMEWORK
from fwlint.sites import CallSite, span

_DEBUGGING = re.compile(r"break|debug|pdb", re.IGNORECASE)


class DebuggerLeft(Check):
    """A call that starts the debugger was left in the code.

    ## Why
    Training jobs and servers have no terminal: `pdb.set_trace()` and `breakpoint()` end them
    with `bdb.BdbQuit`, or hang them where standard input stays open. In a `forward` that is
    exported, the exporter stumbles over it.

    ## Instead
    Take it out. To stop where an error is raised, run `python -m pdb -c continue script.py`.

    ## Fix safety
    Unsafe: the statement is removed, and an import of the debugger that nothing else needs.
    Whoever is debugging right now wants to keep it.

    ## References
    * [pdb](https://docs.python.org/3/library/pdb.html)
    * [breakpoint](https://docs.python.org/3/library/functions.html#breakpoint)
    """

    code = "FWN106"
    name = "debugger-left"
    severity = "warning"
    calls = ("builtins.breakpoint", "pdb.set_trace", "ipdb.set_trace", "pudb.set_trace")
    examples = (
        Bad(
            """
import pdb
import torch

model = torch.nn.Linear(4, 2)
pdb.set_trace()
output = model(torch.ones(1, 4))
""",
            raises="BdbQuit",
            fixed="""
import torch

model = torch.nn.Linear(4, 2)
output = model(torch.ones(1, 4))
""",
            then="assert output.shape == (1, 2)",
        ),
        Bad(
            """
import torch

def train(model, batch):
    loss = model(batch).mean()
    if not torch.isfinite(loss):
        breakpoint()
    return loss

loss = train(torch.nn.Linear(4, 2), torch.full((1, 4), float("nan")))
""",
            raises="BdbQuit",
            fixed="""
import torch

def train(model, batch):
    loss = model(batch).mean()
    if not torch.isfinite(loss):
        pass
    return loss

loss = train(torch.nn.Linear(4, 2), torch.full((1, 4), float("nan")))
""",
            then="assert loss.isnan()",
        ),
        Good(
            """
import torch

with torch.autograd.set_detect_anomaly(True):
    loss = torch.nn.Linear(4, 2)(torch.ones(1, 4)).mean()
    loss.backward()
""",
        ),
        Silent(
            """
import torch

def breakpoint(step):
    torch.cuda.nvtx.mark(f"step {step}")

breakpoint(3)
""",
            reason="the module has a function of that name",
        ),
        Silent(
            """
import torch

def train_step(model, batch, args):
    loss = model(batch).mean()
    if args.debug:
        breakpoint()
    return loss
""",
            reason="it is there for whoever asks for it",
        ),
        Silent(
            """
def solve(system):
    breakpoint()
    return system
""",
            reason="the file has nothing to do with the frameworks: other linters look after it",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if _is_meant(call) or not MENTIONS_FRAMEWORK.search(call.module.text.encode()):
            return
        debugger = call.name.removeprefix("builtins.")
        yield Remark(
            call.span,
            f"`{debugger}()` starts the debugger",
            help="take it out before the code runs where nobody watches",
            fix=_removal(call),
        )


def _is_meant(call: CallSite) -> bool:
    """Whether the function, or a test around the call, speaks of debugging."""
    around = [block.owner for block in call.where.block.ancestry()]
    tests = [call.source(owner.test) for owner in around if isinstance(owner, n.If)]
    return any(_DEBUGGING.search(text) for text in (call.where.scope.qualname, *tests))


def _removal(call: CallSite) -> Fix | None:
    statement = call.where.statement
    if not isinstance(statement, n.Expression) or statement.value is not call.node:
        return None
    removal = RemoveStatement(span(statement))
    module = call.name.rpartition(".")[0]
    if module == "builtins":
        return unsafe("Remove it", removal)
    return unsafe("Remove it", removal, RemoveImport(module))
