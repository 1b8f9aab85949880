from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import RenameArgument, safe
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._optimizers import OPTIMIZERS


class OptimizerLrAlias(Check):
    """An optimizer of Keras 3 is given `lr`, which is called `learning_rate`.

    ## Why
    `lr` was an alias in Keras 2. Keras 3 raises
    `ValueError: Argument(s) not recognized: {'lr': ...}`.

    ## Instead
    `keras.optimizers.Adam(learning_rate=1e-3)`.

    ## Fix safety
    Safe: the call raised.

    ## References
    * [Optimizers](https://keras.io/api/optimizers/)
    """

    code = "FWK105"
    name = "optimizer-lr-alias"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = OPTIMIZERS
    examples = (
        Bad(
            """
from tensorflow.keras.optimizers import Adam

optimizer = Adam(lr=1e-3, beta_1=0.5)
""",
            raises=r"ValueError: Argument\(s\) not recognized: {'lr': 0.001}",
            fixed="""
from tensorflow.keras.optimizers import Adam

optimizer = Adam(learning_rate=1e-3, beta_1=0.5)
""",
            then="""
assert abs(float(optimizer.learning_rate) - 1e-3) < 1e-9
""",
        ),
        Good(
            """
import keras

optimizers = [keras.optimizers.SGD(1e-2), keras.optimizers.RMSprop(learning_rate=1e-3)]
""",
            shows="""
from fwlint_checks.keras._optimizers import OPTIMIZERS
for name in OPTIMIZERS:
    try:
        getattr(keras.optimizers, name.rpartition(".")[2])(lr=1e-3)
    except ValueError as error:
        assert "not recognized: {'lr'" in str(error)
    else:
        raise AssertionError(name)
""",
        ),
        Silent(
            """
import torch
import tf_keras

def make(parameters):
    return torch.optim.Adam(parameters, lr=1e-3), tf_keras.optimizers.Adam(lr=1e-3)
""",
            reason="torch calls it lr, and Keras 2 still takes it",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        given = next((item for keyword, item in call.keywords() if keyword == "lr"), None)
        if given is None or may_be_keras_2(call):
            return
        free = call.argument("learning_rate").absent
        yield Remark(
            (given.start, given.end),
            f"{call.name.rpartition('.')[2]} takes no lr in Keras 3",
            help="call it learning_rate",
            fix=safe("Rename to `learning_rate`", RenameArgument(call.span, "lr", "learning_rate"))
            if free
            else None,
        )
