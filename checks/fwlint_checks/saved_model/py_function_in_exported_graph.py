from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.project.values import Definition, Instance, Symbol, Value
from fwlint.sites import CallSite

_RUN_PYTHON = frozenset(
    {
        "tensorflow.compat.v1.py_func",
        "tensorflow.numpy_function",
        "tensorflow.py_function",
    }
)


class PyFunctionInExportedGraph(Check):
    """The exported model calls back into Python, which does not come along.

    ## Why
    `tf.py_function` and `tf.numpy_function` put a token into the graph; the function itself
    stays in the Python process. The SavedModel is written without a word and works while that
    process lives. Loaded anywhere else it fails when it is called: `Could not find callback`
    (TensorFlow 2.21), in TensorFlow Serving too. The TFLite converter refuses it, also with
    `SELECT_TF_OPS`.

    ## Instead
    Write the step with TensorFlow operations, or move it out of `call` into the code that
    prepares the inputs.

    ## References
    * [tf.py_function](https://www.tensorflow.org/api_docs/python/tf/py_function)
    * [tf.numpy_function](https://www.tensorflow.org/api_docs/python/tf/numpy_function)
    """

    code = "FWS104"
    name = "py-function-in-exported-graph"
    severity = "error"
    effects = {"saved-model": "blocks", "tflite": "blocks"}
    versions = {"tensorflow": ">=2.0"}
    calls = (
        "keras.Model.export",
        "tensorflow.lite.TFLiteConverter.from_keras_model",
        "tensorflow.saved_model.save",
    )
    examples = (
        Bad(
            """
import keras
import numpy as np
import tensorflow as tf

class Scorer(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        x = tf.numpy_function(lambda a: np.clip(a, 0, 1), [x], tf.float32)
        return self.dense(tf.ensure_shape(x, [None, 4]))

model = Scorer()
model(tf.ones([1, 4]))
model.export("served", verbose=False)
""",
            shows='''
import subprocess
import sys

elsewhere = """
import tensorflow as tf
model = tf.saved_model.load("served")
model.serve(tf.ones([1, 4]))
"""
process = subprocess.run([sys.executable, "-c", elsewhere], capture_output=True, text=True)
assert "Could not find callback" in process.stderr
''',
        ),
        Bad(
            """
import keras
import tensorflow as tf

class Rounded(keras.Model):
    def call(self, x):
        return tf.ensure_shape(tf.py_function(round_up, [x], tf.float32), [1, 4])

def round_up(x):
    return tf.math.ceil(x)

model = Rounded()
model(tf.ones([1, 4]))
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS, tf.lite.OpsSet.SELECT_TF_OPS]
content = converter.convert()
""",
            raises="ConverterError: Could not translate MLIR to FlatBuffer",
        ),
        Good(
            """
import keras
import tensorflow as tf

class Scorer(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(keras.ops.clip(x, 0, 1))

model = Scorer()
model(tf.ones([1, 4]))
model.export("served", verbose=False)
""",
            shows="""
served = tf.saved_model.load("served")
assert served.serve(tf.ones([2, 4])).shape == (2, 1)
""",
        ),
        Silent(
            """
import keras
import tensorflow as tf

class Logged(keras.Model):
    def call(self, x, training=False):
        if training:
            tf.py_function(print, [tf.reduce_mean(x)], [])
        return x

model = Logged()
model.export("served")
""",
            reason="the branch is not taken when the model is exported",
        ),
        Silent(
            """
import keras
import tensorflow as tf

class Augmented(keras.Model):
    def call(self, x, training=False):
        return tf.numpy_function(augment, [x], tf.float32) if training else x

model = Augmented()
model.export("served")
""",
            reason="the export takes the other arm",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        model = call.receiver or _value(call)
        definition = model.cls.definition if isinstance(model, Instance) else None
        if definition is None:
            return
        function = _runs_python(definition)
        if function is not None:
            short = function.replace("tensorflow.", "tf.")
            yield Remark(
                call.span,
                f"{definition.node.name}.call uses {short}, which runs only in this process",
                help="write the step with TensorFlow operations, or do it before the model",
            )


def _value(call: CallSite) -> Value:
    return call.positional(0).value


def _runs_python(model: Definition) -> str | None:
    """The function by which ``call`` of the class always leaves the graph."""
    module = model.module
    methods = [s for s in model.node.body if isinstance(s, n.Function) and s.name == "call"]
    if len(methods) != 1:
        return None
    body = module.tree.scopes[id(methods[0])].block
    for call in module.facts.calls:
        if methods[0].start <= call.start < methods[0].end:
            value = module.value(call.func)
            name = value.canonical if isinstance(value, Symbol) else ""
            where = module.tree.where(call.start)
            if name in _RUN_PYTHON and where.block is body and _surely_runs(where.statement, call):
                return name
    return None


def _surely_runs(part: n.Node, call: n.Call) -> bool:
    """Whether nothing but calls stands between a statement and the call in it."""
    if isinstance(part, n.Assign | n.Expression | n.Return):
        return part.value is not None and _surely_runs(part.value, call)
    if isinstance(part, n.Attribute):
        return _surely_runs(part.value, call)
    if isinstance(part, n.Call) and part is not call:
        inside = [part.func, *(argument.value for argument in part.arguments)]
        return any(_surely_runs(expression, call) for expression in inside)
    return part is call
