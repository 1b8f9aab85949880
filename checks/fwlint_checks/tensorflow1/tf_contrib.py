from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite
from fwlint_checks.tensorflow1._names import dotted_below, is_excused

_NOW = {
    "cudnn_rnn": "keras.layers.LSTM and GRU use cuDNN by themselves",
    "data": "its functions are in tf.data and tf.data.experimental",
    "distribute": "its strategies are in tf.distribute",
    "eager": "eager execution is the default; tfe.py_func is tf.py_function",
    "estimator": "estimators are gone; train a keras.Model",
    "framework": "arg_scope is in the package tf-slim; the rest is in tf and tf.nest",
    "image": "use tf.image or keras.layers.RandomRotation and its kin",
    "keras": "it is the package keras",
    "layers": "use keras.layers and keras.initializers, or the package tf-slim",
    "learn": "use keras.Model and tf.data",
    "lite": "use tf.lite for conversion, and ai_edge_litert to run models",
    "lookup": "use tf.lookup",
    "losses": "use keras.losses",
    "metrics": "use keras.metrics",
    "opt": "its optimizers are in keras.optimizers",
    "quantize": "use the package tensorflow-model-optimization",
    "rnn": "use keras.layers.RNN with LSTMCell or GRUCell",
    "saved_model": "use tf.saved_model",
    "seq2seq": "write the decoder with keras.layers and a loop in a tf.function",
    "slim": "use the package tf-slim, or keras.layers",
    "summary": "use tf.summary",
    "tensorrt": "use tf.experimental.tensorrt",
    "tpu": "use tf.distribute.TPUStrategy",
    "training": "use tf.data and keras.callbacks",
}
"""Modules of ``tf.contrib``, and where what they held is to be found."""


class TfContrib(Check):
    """`tf.contrib` does not exist in TensorFlow 2.

    ## Why
    The contributed code was taken out with TensorFlow 2.0: some of it moved into the core or
    into packages of its own, the rest is abandoned. Using or importing it raises, and
    `tf.compat.v1` does not have it either.

    ## Instead
    It depends on the module: layers, recurrent cells, losses and optimizers are in Keras,
    `slim` is the package `tf-slim`, `lookup`, `data`, `distribute`, `summary` and `lite` are
    modules of TensorFlow.

    ## References
    * [Migrate to TensorFlow 2](https://www.tensorflow.org/guide/migrate)
    * [RFC: sunset tf.contrib](https://github.com/tensorflow/community/blob/master/rfcs/20180907-contrib-sunset.md)
    """

    code = "FWT102"
    name = "tf-contrib"
    severity = "error"
    versions = {"tensorflow": ">=2.0"}
    references = ("tensorflow.contrib", "tensorflow.contrib.*")
    examples = (
        Bad(
            """
import tensorflow as tf

initializer = tf.contrib.layers.xavier_initializer()
weights = tf.Variable(initializer([4, 2]))
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'contrib'",
            lines=(4,),
        ),
        Bad(
            """
import tensorflow as tf
import tensorflow.contrib.slim as slim

net = slim.fully_connected(tf.ones([1, 4]), 2)
""",
            raises="ModuleNotFoundError: No module named 'tensorflow.contrib'",
            lines=(3,),
        ),
        Good(
            """
import keras

initializer = keras.initializers.GlorotUniform(seed=0)
weights = keras.Variable(initializer([4, 2]))
""",
            shows="assert tuple(weights.shape) == (4, 2)",
        ),
        Silent(
            """
try:
    from tensorflow.contrib import slim
except ImportError:
    import tf_slim as slim
""",
            reason="the import falls back to the package that took its place",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        if is_excused(reference):
            return
        name = dotted_below(reference)
        module = f"{name}..".split(".")[1]
        yield Remark(
            reference.span,
            f"`tf.{name}`: TensorFlow 2 has no tf.contrib",
            help=_NOW.get(module, "look for it in tf, Keras or a package of its own"),
        )
