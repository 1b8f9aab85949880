from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import ReplaceStatement, safe
from fwlint.sites import CallSite, span


class FloorDivisionComment(Check):
    """A one-word `//` comment after a call parses, as a division of what the call returns.

    ## Why
    `torch.save(weights, path) // serving` is valid Python: the file is written, then `None` is
    to be divided by `serving`, which raises NameError or TypeError. With two words the line
    would be a SyntaxError and be noticed at once. The rule knows functions that return nothing
    that could be divided.

    ## Instead
    Begin the comment with `#`.

    ## Fix safety
    Safe: the division becomes a comment; it always raised.

    ## References
    * [Comments](https://docs.python.org/3/reference/lexical_analysis.html#comments)
    """

    code = "FWN102"
    name = "floor-division-comment"
    severity = "error"
    calls = (
        "keras.Model.compile",
        "keras.Model.export",
        "keras.Model.save",
        "keras.Model.save_weights",
        "keras.saving.save_model",
        "onnx.checker.check_model",
        "onnx.save_model",
        "tensorflow.saved_model.save",
        "torch.export.save",
        "torch.jit.save",
        "torch.onnx.export",
        "torch.save",
    )
    examples = (
        Bad(
            """
import torch

weights = torch.nn.Linear(4, 2).state_dict()
torch.save(weights, "weights.pt") // serving
""",
            raises="NameError: name 'serving' is not defined",
            fixed="""
import torch

weights = torch.nn.Linear(4, 2).state_dict()
torch.save(weights, "weights.pt")  # serving
""",
        ),
        Bad(
            """
import keras

web = 1
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.keras") // web
""",
            raises="TypeError: unsupported operand",
            fixed="""
import keras

web = 1
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.keras")  # web
""",
        ),
        Good(
            """
import torch

weights = torch.nn.Linear(4, 2).state_dict()
torch.save(weights, "weights.pt")  # serving
""",
        ),
        Silent(
            """
import torch

torch.numel(weights) // workers
""",
            reason="a number that a page or a console shows",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        statement = call.where.statement
        if not isinstance(statement, n.Expression) or not isinstance(statement.value, n.Binary):
            return
        division = statement.value
        word = division.right
        if division.operator != "//" or division.left is not call.node:
            return
        if isinstance(word, n.Name):
            yield Remark(
                (division.left.end, word.end),
                f"`// {word.id}` is no comment: it divides what the call returns",
                help="begin the comment with `#`",
                fix=safe(
                    "Write `#`",
                    ReplaceStatement(span(statement), f"{call.source(call.node)}  # {word.id}"),
                ),
            )
