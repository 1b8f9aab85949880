from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import AddImport, Fix, RemoveArgument, ReplaceExpression, safe, unsafe
from fwlint.sites import BoundArgument, CallSite
from fwlint_checks.keras._flavour import may_be_keras_2


class SaveSignaturesKwarg(Check):
    """`save()` of Keras 3 takes no `signatures`: it raises `ValueError`.

    ## Why
    Signatures belong to the SavedModel format, which `save()` of Keras 3 no longer writes. The
    argument is refused even when it is `None` and whatever the path.

    ## Instead
    `tf.saved_model.save(model, path, signatures=...)` takes the same signatures. Without one of
    your own, `model.export(path)` writes the endpoint `serving_default`; a
    `keras.export.ExportArchive` with `add_endpoint` writes several.

    ## Fix safety
    Unsafe: `tf.saved_model.save` writes a directory at a path that may have been meant for a
    file. Taking out `signatures=None` is safe.

    ## References
    * [ExportArchive](https://keras.io/api/models/model_saving_apis/export/)
    * [tf.saved_model.save](https://www.tensorflow.org/api_docs/python/tf/saved_model/save)
    """

    code = "FWS107"
    name = "save-signatures-kwarg"
    severity = "error"
    effects = {"saved-model": "blocks"}
    versions = {"keras": ">=3"}
    calls = ("keras.Model.save", "keras.models.save_model")
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])

@tf.function(input_signature=[tf.TensorSpec((None, 4), tf.float32)])
def serve(x):
    return {"scores": tf.nn.softmax(model(x))}

model.save("export/1", signatures={"serving_default": serve})
""",
            raises=r"ValueError: The following argument\(s\) are not supported: \['signatures'\]",
            fixed="""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])

@tf.function(input_signature=[tf.TensorSpec((None, 4), tf.float32)])
def serve(x):
    return {"scores": tf.nn.softmax(model(x))}

tf.saved_model.save(model, "export/1", signatures={"serving_default": serve})
""",
            then="""
loaded = tf.saved_model.load("export/1").signatures["serving_default"]
assert loaded(tf.zeros((3, 4)))["scores"].shape == (3, 2)
""",
        ),
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
keras.models.save_model(model, "model.keras", signatures=None)
""",
            raises=r"ValueError: The following argument\(s\) are not supported: \['signatures'\]",
            fixed="""
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
keras.models.save_model(model, "model.keras")
""",
            then="""
import os
assert os.path.isfile("model.keras")
""",
        ),
        Good(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.export("export/1")
""",
            shows="""
assert "serving_default" in tf.saved_model.load("export/1").signatures
""",
        ),
        Silent(
            """
import tf_keras

model = tf_keras.models.load_model("old")
model.save("export/1", signatures=None)
""",
            reason="Keras 2 takes signatures",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        signatures = next((item for name, item in call.keywords() if name == "signatures"), None)
        if signatures is None or may_be_keras_2(call):
            return
        given = call.argument("signatures")
        yield Remark(
            given.span,
            "save() of Keras 3 refuses the argument signatures",
            help="save with tf.saved_model.save(model, path, signatures=...), or use export()",
            fix=_fix(call, given),
        )


def _fix(call: CallSite, signatures: BoundArgument) -> Fix | None:
    if signatures.is_none:
        return safe("Leave out `signatures`", RemoveArgument(call.span, signatures.span))
    model = call.receiver_node if call.receiver else call.argument("model").node
    path = call.argument("filepath")
    others = {name for name, _ in call.keywords()} - {"model", "filepath", "signatures"}
    plain = sum(argument.keyword is None for argument in call.node.arguments)
    if not isinstance(model, n.Name | n.Attribute) or not path.given:
        return None
    if "#" in call.source(call.node):  # a comment would be lost
        return None
    if others - {"save_format"} or plain > (1 if call.receiver else 2) or call.unpacks:
        return None
    source = f"{call.source(model)}, {path.source}, signatures={signatures.source}"
    return unsafe(
        "Save with `tf.saved_model.save`",
        ReplaceExpression(call.span, f"tf.saved_model.save({source})"),
        AddImport("tensorflow", alias="tf"),
    )
