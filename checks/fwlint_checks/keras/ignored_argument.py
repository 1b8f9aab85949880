from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, RemoveArgument, RenameArgument, safe, unsafe
from fwlint.sites import CallSite, span
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._optimizers import OPTIMIZERS

_PLATEAU = "keras.callbacks.ReduceLROnPlateau"
_EMBEDDING = "keras.layers.Embedding"
_ADVICE = {
    "decay": "give learning_rate a schedule, such as InverseTimeDecay",
    "epsilon": "call it min_delta",
    "input_length": "leave it out",
}


class IgnoredArgument(Check):
    """Keras 3 accepts an argument of Keras 2 and does nothing with it.

    ## Why
    Optimizers take `decay` and go on with a constant learning rate; only a warning tells.
    `ReduceLROnPlateau` takes `epsilon`, the old name of `min_delta`, without a word and keeps
    the default of 0.0001. `Embedding` takes `input_length` and warns that it should go.

    ## Instead
    Give the optimizer a schedule: `learning_rate=keras.optimizers.schedules.InverseTimeDecay(
    initial_learning_rate=1e-3, decay_steps=1, decay_rate=1e-6)` is what `decay=1e-6` did. Call
    `epsilon` `min_delta`, and leave `input_length` out.

    ## Fix safety
    Unsafe for `epsilon`, which begins to have its effect. Safe for `input_length` and for
    `decay=0`.

    ## References
    * [InverseTimeDecay](https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/)
    * [ReduceLROnPlateau](https://keras.io/api/callbacks/reduce_lr_on_plateau/)
    """

    code = "FWK201"
    name = "ignored-argument"
    severity = "warning"
    versions = {"keras": ">=3"}
    calls = (*OPTIMIZERS, _PLATEAU, _EMBEDDING)
    examples = (
        Bad(
            """
import keras

optimizer = keras.optimizers.SGD(learning_rate=0.01, decay=1e-6, momentum=0.9)
""",
            warns="Argument `decay` is no longer supported and will be ignored",
        ),
        Bad(
            """
import keras

optimizer = keras.optimizers.Adam(learning_rate=0.01, decay=0.0)
""",
            warns="Argument `decay` is no longer supported and will be ignored",
            fixed="""
import keras

optimizer = keras.optimizers.Adam(learning_rate=0.01)
""",
        ),
        Bad(
            """
import tensorflow as tf

callback = tf.keras.callbacks.ReduceLROnPlateau(monitor="loss", epsilon=0.01)
""",
            shows="assert callback.min_delta == 1e-4",
            fixed="""
import tensorflow as tf

callback = tf.keras.callbacks.ReduceLROnPlateau(monitor="loss", min_delta=0.01)
""",
            then="assert callback.min_delta == 0.01",
        ),
        Bad(
            """
from tensorflow.keras.layers import Embedding

layer = Embedding(1000, 64, input_length=20)
""",
            warns="Argument `input_length` is deprecated",
            fixed="""
from tensorflow.keras.layers import Embedding

layer = Embedding(1000, 64)
""",
        ),
        Good(
            """
import keras

rate = keras.optimizers.schedules.InverseTimeDecay(0.01, decay_steps=1, decay_rate=1e-6)
optimizer = keras.optimizers.SGD(learning_rate=rate, momentum=0.9, weight_decay=1e-4)
callback = keras.callbacks.ReduceLROnPlateau(min_delta=0.01)
""",
        ),
        Silent(
            """
import tf_keras

optimizer = tf_keras.optimizers.legacy.SGD(learning_rate=0.01, decay=1e-6)
""",
            reason="the old optimizers of Keras 2 do decay",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if may_be_keras_2(call):
            return
        ignored = {_PLATEAU: "epsilon", _EMBEDDING: "input_length"}.get(call.name, "decay")
        for keyword, argument in call.keywords():
            if keyword == ignored:
                yield Remark(
                    (argument.start, argument.end),
                    f"{call.name.rpartition('.')[2]} of Keras 3 ignores {keyword}",
                    help=_ADVICE[keyword],
                    fix=_fix(call, keyword, argument),
                )


def _fix(call: CallSite, keyword: str, argument: n.Argument) -> Fix | None:
    if keyword == "epsilon":
        if not call.argument("min_delta").absent:
            return None
        return unsafe("Rename to `min_delta`", RenameArgument(call.span, keyword, "min_delta"))
    value = argument.value
    if keyword == "decay" and not (isinstance(value, n.Constant) and value.value == 0):
        return None
    return safe(f"Leave out `{keyword}`", RemoveArgument(call.span, span(value)))
