from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import AddImport, InsertStatement, unsafe
from fwlint.sites import CallSite
from fwlint_checks.litert._converter import CONVERTER


class ConvertedBytesUnused(Check):
    """The result of `TFLiteConverter.convert()` is never used, so there is no model file.

    ## Why
    `convert()` writes nothing: it returns the model as `bytes`. When nothing reads the name that
    they are assigned to, the conversion was for nothing.

    ## Instead
    `Path("model.tflite").write_bytes(tflite_model)`, or hand the bytes to an `Interpreter`.

    ## Fix safety
    Unsafe: it writes a file under a name of its own choice.

    ## References
    * [tf.lite.TFLiteConverter](https://www.tensorflow.org/api_docs/python/tf/lite/TFLiteConverter)
    """

    code = "FWL202"
    name = "converted-bytes-unused"
    severity = "warning"
    calls = (f"{CONVERTER}.convert",)
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
tflite_model = converter.convert()  # mobile deployment
""",
            shows="""
import os
assert os.listdir() == []
""",
            fixed="""
import tensorflow as tf
from pathlib import Path

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
tflite_model = converter.convert()  # mobile deployment
Path("model.tflite").write_bytes(tflite_model)
""",
            then="""
tf.lite.Interpreter("model.tflite").allocate_tensors()
""",
        ),
        Good(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
content = converter.convert()
with open("model.tflite", "wb") as file:
    file.write(content)
""",
            shows="""
import os
assert os.path.getsize("model.tflite") == len(content)
""",
        ),
        Silent(
            """
import tensorflow as tf

def convert(path):
    global content
    content = tf.lite.TFLiteConverter.from_saved_model(path).convert()
""",
            reason="another module may read the global",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        statement = call.where.statement
        if not isinstance(statement, n.Assign) or statement.value is not call.node:
            return
        target = statement.targets[0]
        if len(statement.targets) > 1 or not isinstance(target, n.Name) or _is_read(call, target):
            return
        write = f'Path("model.tflite").write_bytes({target.id})'
        place = (statement.start, statement.end)
        yield Remark(
            (target.start, target.end),
            f"{target.id}, the converted model, is never used: convert() writes no file",
            help=f"write it: {write}",
            fix=unsafe(
                "Write the model to `model.tflite`",
                InsertStatement(place, write, "after"),
                AddImport("pathlib", "Path"),
            ),
        )


def _is_read(call: CallSite, target: n.Name) -> bool:
    """Whether anything may read the name: in its function, or in the module of a global one."""
    scope = call.where.scope
    if scope.kind == "class" or target.id in scope.elsewhere or target.id.startswith("_"):
        return True
    bindings = scope.bindings.get(target.id, [])
    if len(bindings) != 1:
        return True
    for reference in call.module.facts.references:
        root: n.Expr = reference
        while isinstance(root, n.Attribute):
            root = root.value
        if isinstance(root, n.Name) and root.id == target.id and root.start != target.start:
            return True
    return False
