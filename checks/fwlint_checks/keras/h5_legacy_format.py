from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import unsafe
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._paths import WEIGHTS_ENDING, shown, with_ending

_CHECKPOINT = "keras.callbacks.ModelCheckpoint"
_LEGACY = (".h5", ".hdf5")


class H5LegacyFormat(Check):
    """A whole model is saved as HDF5, the format of Keras 2.

    ## Why
    Keras 3 still writes `.h5` files and logs that the format is considered legacy. Not all that
    it writes it reads: for a model compiled with `loss="mse"`, Keras 3.15 raises `ValueError` in
    `load_model("model.h5")` unless it is given `compile=False`.

    ## Instead
    `model.save("model.keras")`. Weights alone go to `model.save_weights("model.weights.h5")`.

    ## Fix safety
    Unsafe: whoever loads the file must learn the new name, and readers other than Keras may
    know only HDF5.

    ## References
    * [Save, serialize, and export models](https://keras.io/guides/serialization_and_saving/)
    * [keras#19330](https://github.com/keras-team/keras/issues/19330)
    """

    code = "FWK301"
    name = "h5-legacy-format"
    severity = "warning"
    versions = {"keras": ">=3"}
    calls = ("keras.Model.save", "keras.models.save_model", _CHECKPOINT)
    examples = (
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.save("model.h5")
""",
            warns="file format is considered legacy",
            shows="""
try:
    keras.models.load_model("model.h5")
except ValueError as error:
    assert "Could not deserialize" in str(error) or "Could not locate" in str(error), error
else:
    raise AssertionError("it loads")
""",
            fixed="""
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.save("model.keras")
""",
            then="""
assert keras.models.load_model("model.keras").loss == "mse"
""",
        ),
        Bad(
            """
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.compile("sgd", "mse")
best = tf.keras.callbacks.ModelCheckpoint("best.h5", monitor="loss", save_best_only=True)
model.fit(np.zeros((4, 4)), np.zeros((4, 2)), callbacks=[best], verbose=0)
""",
            warns="file format is considered legacy",
            fixed="""
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.compile("sgd", "mse")
best = tf.keras.callbacks.ModelCheckpoint("best.keras", monitor="loss", save_best_only=True)
model.fit(np.zeros((4, 4)), np.zeros((4, 2)), callbacks=[best], verbose=0)
""",
            then="""
assert tf.keras.models.load_model("best.keras").loss == "mse"
""",
        ),
        Good(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.keras")
model.save_weights("model.weights.h5")
weights = keras.callbacks.ModelCheckpoint("best.weights.h5", save_weights_only=True)
""",
        ),
        Silent(
            """
import keras

def checkpoint(weights_only):
    return keras.callbacks.ModelCheckpoint("best.weights.h5", save_weights_only=weights_only)
""",
            reason="it may hold weights alone, which end so",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        path, weights_only = call.argument("filepath"), call.argument("save_weights_only")
        endings = (".h5",) if call.name == _CHECKPOINT else _LEGACY  # it refuses .hdf5
        if not path.given or not (path.suffix or "").endswith(endings) or may_be_keras_2(call):
            return
        if not call.argument("zipped").absent:
            return  # a directory of that name
        if not (weights_only.absent or weights_only.bool is False):
            return
        edit = with_ending(path, ".keras", WEIGHTS_ENDING, *_LEGACY)
        yield Remark(
            path.span,
            f"{shown(path)} is written in the legacy HDF5 format",
            help="let the path end in .keras",
            fix=unsafe("Save in the Keras format", edit) if edit else None,
        )
