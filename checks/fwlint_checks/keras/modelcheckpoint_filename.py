from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import unsafe
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._paths import WEIGHTS_ENDING, ends_otherwise, shown, with_ending

_REPLACED = (".weights.h5", ".hdf5", ".h5", ".keras", ".ckpt", ".tf")


class ModelcheckpointFilename(Check):
    """`ModelCheckpoint` of Keras 3 refuses a path that does not end as its format does.

    ## Why
    Keras 2 wrote a SavedModel directory or TensorFlow checkpoints where the path had no
    extension. Keras 3 raises `ValueError` when the callback is made: a whole model needs
    `.keras` (3.15 still takes `.h5`, not `.hdf5`), and with `save_weights_only=True` the path
    must end in `.weights.h5`.

    ## Instead
    `ModelCheckpoint("models/{epoch:02d}.keras")`, or
    `ModelCheckpoint("models/{epoch:02d}.weights.h5", save_weights_only=True)`.

    ## Fix safety
    Unsafe: the call raised, but whoever reads the checkpoints must learn the new name.

    ## References
    * [ModelCheckpoint](https://keras.io/api/callbacks/model_checkpoint/)
    * [mltu#48](https://github.com/pythonlessons/mltu/issues/48)
    """

    code = "FWK107"
    name = "modelcheckpoint-filename"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = ("keras.callbacks.ModelCheckpoint",)
    examples = (
        Bad(
            """
import tensorflow as tf

callbacks = [
    tf.keras.callbacks.TensorBoard(),
    tf.keras.callbacks.ModelCheckpoint("models/"),
]
""",
            raises="ValueError: The filepath provided must end in `.keras`",
            fixed="""
import tensorflow as tf

callbacks = [
    tf.keras.callbacks.TensorBoard(),
    tf.keras.callbacks.ModelCheckpoint("models/model.keras"),
]
""",
            then="""
import os
import numpy as np
model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((4, 4)), np.zeros((4, 2)), callbacks=callbacks[1:], verbose=0)
assert os.path.isfile("models/model.keras")
""",
        ),
        Bad(
            """
import keras

callback = keras.callbacks.ModelCheckpoint(
    filepath="models/{epoch:02d}.h5", save_weights_only=True
)
""",
            raises=r"ValueError: When using `save_weights_only=True`.* must end in `.weights.h5`",
            fixed="""
import keras

callback = keras.callbacks.ModelCheckpoint(
    filepath="models/{epoch:02d}.weights.h5", save_weights_only=True
)
""",
            then="""
assert callback.save_weights_only
""",
        ),
        Bad(
            """
import keras

def checkpoints(directory):
    return keras.callbacks.ModelCheckpoint(f"{directory}/{{epoch:02d}}")

callback = checkpoints("models")
""",
            raises="ValueError: The filepath provided must end in `.keras`",
        ),
        Good(
            """
import keras

callbacks = [
    keras.callbacks.ModelCheckpoint("models/{epoch:02d}.keras"),
    keras.callbacks.ModelCheckpoint("models/last.weights.h5", save_weights_only=True),
    keras.callbacks.ModelCheckpoint("models/best.h5", save_best_only=True),
]
""",
        ),
        Silent(
            """
import keras

def checkpoints(directory, options):
    return keras.callbacks.ModelCheckpoint("models/last.h5", **options)
""",
            reason="the options may say save_weights_only",
        ),
        Silent(
            """
import tf_keras

callback = tf_keras.callbacks.ModelCheckpoint("models/")
""",
            reason="Keras 2 writes a SavedModel here",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        path, weights_only = call.argument("filepath"), call.argument("save_weights_only")
        if not path.given or may_be_keras_2(call):
            return
        if weights_only.bool is True:
            accepted = [WEIGHTS_ENDING]
        elif weights_only.absent or weights_only.bool is False:
            accepted = [".keras", ".h5"]
        else:
            return
        if ends_otherwise(path, *accepted):
            ending = accepted[0]
            edit = with_ending(path, ending, *_REPLACED)
            what = "checkpoints of weights" if ending == WEIGHTS_ENDING else "checkpoints"
            yield Remark(
                path.span,
                f"Keras 3 refuses {shown(path)}: {what} end in {ending}",
                help=f"let the path end in {ending}",
                fix=unsafe(f"Let the path end in `{ending}`", edit) if edit else None,
            )
