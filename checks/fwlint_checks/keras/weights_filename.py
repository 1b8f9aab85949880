from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, unsafe
from fwlint.sites import BoundArgument, CallSite
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._paths import WEIGHTS_ENDING, ends_otherwise, shown, with_ending

_REPLACED = (".hdf5", ".h5", ".keras", ".ckpt", ".tf")
_CHECKPOINTS = (".ckpt", ".tf", ".index", ".data-00000-of-00001")
"""Endings of TensorFlow checkpoints. A path without an ending may be an Orbax checkpoint, which
Keras 3 does load."""


class WeightsFilename(Check):
    """`save_weights` of Keras 3 wants a path that ends in `.weights.h5`.

    ## Why
    Keras 2 wrote a TensorFlow checkpoint at a path without `.h5`. Keras 3 has only its own
    weights file: `save_weights` raises `ValueError` for any other name, `.h5` alone included,
    and `load_weights` raises it for the path of a TensorFlow checkpoint.

    ## Instead
    `model.save_weights("model.weights.h5")`. Old TensorFlow checkpoints are read with
    `tf.train.Checkpoint(model=model).restore(path)`, or with `tf_keras` (Keras 2), which can
    save them again as `.h5`.

    ## Fix safety
    Unsafe: the call raised, but whoever loads the weights must learn the new name.

    ## References
    * [Weights-only saving](https://keras.io/guides/serialization_and_saving/)
    """

    code = "FWK106"
    name = "weights-filename"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = ("keras.Model.save_weights", "keras.Model.load_weights")
    examples = (
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save_weights("model.h5")
""",
            raises="ValueError: The filename must end in `.weights.h5`",
            fixed="""
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save_weights("model.weights.h5")
""",
            then="""
model.load_weights("model.weights.h5")
""",
        ),
        Bad(
            """
import tensorflow as tf

class Trainer:
    def __init__(self):
        self.model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])

    def resume(self, directory):
        self.model.load_weights(f"{directory}/last.ckpt")

Trainer().resume("runs")
""",
            raises="ValueError: File format not supported: filepath=runs/last.ckpt",
        ),
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.load_weights(tf.train.latest_checkpoint("checkpoints"))
""",
            setup="""
import tensorflow as tf
tf.train.Checkpoint(step=tf.Variable(1)).save("checkpoints/last")
""",
            raises="ValueError: File format not supported: filepath=checkpoints/last-1",
        ),
        Good(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save_weights("model.weights.h5")
model.load_weights("model.weights.h5")
""",
        ),
        Good(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("old.h5")
model.load_weights("old.h5")
""",
        ),
        Silent(
            """
import keras

def resume(model: keras.Model, step):
    model.load_weights(f"checkpoints/{step}")
    model.load_weights("checkpoints/last")
""",
            reason="these may be checkpoints of Orbax",
        ),
        Silent(
            """
import tf_keras

model = tf_keras.Sequential([tf_keras.layers.Dense(2)])
model.save_weights("model.h5")
""",
            reason="Keras 2 takes any name",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        path = call.argument("filepath")
        if not path.given or may_be_keras_2(call):
            return
        if call.name.endswith(".load_weights"):
            yield from self._loaded(call, path)
        elif ends_otherwise(path, WEIGHTS_ENDING) and call.argument("max_shard_size").absent:
            yield Remark(
                path.span,
                f"Keras 3 refuses {shown(path)}: weights are saved to {WEIGHTS_ENDING} files",
                help=f"let the path end in {WEIGHTS_ENDING}",
                fix=_fix(path),
            )

    def _loaded(self, call: CallSite, path: BoundArgument) -> Iterator[Remark]:
        latest = isinstance(path.node, n.Call) and "tensorflow.train.latest_checkpoint" in (
            call.module.callees(path.node)
        )
        if latest or (path.suffix or "").endswith(_CHECKPOINTS):
            yield Remark(
                path.span,
                "load_weights() of Keras 3 does not read TensorFlow checkpoints",
                help="restore it with tf.train.Checkpoint(model=model) and save the weights anew",
            )


def _fix(path: BoundArgument) -> Fix | None:
    edit = with_ending(path, WEIGHTS_ENDING, *_REPLACED)
    return unsafe(f"Let the path end in `{WEIGHTS_ENDING}`", edit) if edit else None
