from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import Fix, RemoveArgument, safe
from fwlint.sites import BoundArgument, CallSite
from fwlint_checks.keras._flavour import may_be_keras_2

REMOVED = {
    "keras.callbacks.ModelCheckpoint": ("load_weights_on_restart", "options", "period"),
    "keras.callbacks.TensorBoard": (
        "batch_size",
        "embeddings_data",
        "embeddings_layer_names",
        "write_grads",
    ),
}


class RemovedCallbackArgument(Check):
    """A callback of Keras 3 is given an argument of an older Keras.

    ## Why
    `ModelCheckpoint` lost `period`, `options` and `load_weights_on_restart`; `TensorBoard` lost
    `write_grads`, `batch_size`, `embeddings_layer_names` and `embeddings_data`. Keras 3 raises
    `TypeError` when the callback is made.

    ## Instead
    `save_freq="epoch"` (the default) saves after every epoch, `save_freq=n` after every n
    batches. For a model after every n epochs, derive a callback. `keras.callbacks.BackupAndRestore`
    takes the place of `load_weights_on_restart`.

    ## Fix safety
    Safe: the call raised, and in Keras 2 the argument had no effect or named the default. There
    is no fix where it did have one.

    ## References
    * [ModelCheckpoint](https://keras.io/api/callbacks/model_checkpoint/)
    * [TensorBoard](https://keras.io/api/callbacks/tensorboard/)
    """

    code = "FWK119"
    name = "removed-callback-argument"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = tuple(REMOVED)
    examples = (
        Bad(
            """
import keras

callback = keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True, period=1)
""",
            raises="TypeError: .*unexpected keyword argument 'period'",
            fixed="""
import keras

callback = keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True)
""",
            then='assert callback.save_freq == "epoch"',
        ),
        Bad(
            """
from tensorflow.keras.callbacks import ModelCheckpoint

callback = ModelCheckpoint("{epoch:03d}.keras", period=5)
""",
            raises="TypeError: .*unexpected keyword argument 'period'",
        ),
        Bad(
            """
import tensorflow as tf

callback = tf.keras.callbacks.TensorBoard("logs", histogram_freq=1, write_grads=True)
""",
            raises="TypeError: .*unexpected keyword argument 'write_grads'",
            fixed="""
import tensorflow as tf

callback = tf.keras.callbacks.TensorBoard("logs", histogram_freq=1)
""",
            then="assert callback.histogram_freq == 1",
        ),
        Good(
            """
import keras

callbacks = [
    keras.callbacks.ModelCheckpoint("best.keras", save_freq=100),
    keras.callbacks.TensorBoard("logs", embeddings_freq=1, write_images=True),
    keras.callbacks.BackupAndRestore("backup"),
]
""",
            shows="""
from fwlint_checks.keras.removed_callback_argument import REMOVED
for name, arguments in REMOVED.items():
    for argument in arguments:
        try:
            getattr(keras.callbacks, name.rpartition(".")[2])("x.keras", **{argument: None})
        except TypeError as error:
            assert f"unexpected keyword argument '{argument}'" in str(error)
        else:
            raise AssertionError(argument)
""",
        ),
        Silent(
            """
import tf_keras

callback = tf_keras.callbacks.ModelCheckpoint("weights", period=5)
""",
            reason="Keras 2 still takes it",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if may_be_keras_2(call):
            return
        for keyword, argument in call.keywords():
            if keyword in REMOVED[call.name]:
                yield Remark(
                    (argument.start, argument.end),
                    f"{call.name.rpartition('.')[2]} of Keras 3 takes no {keyword}",
                    help=_advice(keyword),
                    fix=_fix(call, keyword, call.argument(keyword)),
                )


def _advice(keyword: str) -> str:
    if keyword == "period":
        return "leave it out for every epoch, or give save_freq a number of batches"
    if keyword == "load_weights_on_restart":
        return "add a keras.callbacks.BackupAndRestore"
    return "leave it out"


def _fix(call: CallSite, keyword: str, given: BoundArgument) -> Fix | None:
    had_effect = {
        "period": given.int != 1,
        "load_weights_on_restart": given.bool is not False,
        "options": not given.is_none,
    }
    if had_effect.get(keyword, False):
        return None
    return safe(f"Leave out `{keyword}`", RemoveArgument(call.span, given.span))
