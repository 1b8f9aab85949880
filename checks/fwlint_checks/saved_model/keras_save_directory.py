from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, safe, unsafe
from fwlint.sites import BoundArgument, CallSite
from fwlint_checks.keras._flavour import may_be_keras_2
from fwlint_checks.keras._paths import MODEL_ENDINGS, ends_otherwise, shown

_MEANT_FOR_KERAS_2 = {"save_format", "overwrite", "include_optimizer", "save_traces"}


class KerasSaveDirectory(Check):
    """`save()` of Keras 3 writes no SavedModel directory: it refuses such a path.

    ## Why
    Keras 2 made a SavedModel of a path without an extension, or with `save_format="tf"`. Keras 3
    writes only `.keras` and `.h5` files with `save()` and raises `ValueError` for any other path,
    whatever `save_format` says. With one of these extensions `save_format="tf"` is ignored: the
    file is no SavedModel, and TensorFlow Serving or the LiteRT converter will not read it.

    ## Instead
    `model.export("export/1")` writes a SavedModel for TensorFlow Serving, LiteRT and TensorFlow.js.
    To load the model into Keras again, save it as `model.save("model.keras")`.

    ## Fix safety
    Unsafe where the same file calls `load_model`, which cannot read what `export` writes, and
    where the path is not known. Safe elsewhere: the call raised.

    ## References
    * [Save, serialize, and export models](https://keras.io/guides/serialization_and_saving/)
    * [Model.export](https://keras.io/api/models/model_saving_apis/export/)
    * [mlflow#11411](https://github.com/mlflow/mlflow/issues/11411)
    """

    code = "FWS101"
    name = "keras-save-directory"
    severity = "error"
    effects = {"saved-model": "blocks"}
    versions = {"keras": ">=3"}
    calls = ("keras.Model.save", "keras.models.save_model")
    examples = (
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("export/1")
""",
            raises="ValueError: Invalid filepath extension for saving",
            fixed="""
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.export("export/1")
""",
            then="""
import os
assert os.path.isfile("export/1/saved_model.pb")
""",
        ),
        Bad(
            """
import os
import tensorflow as tf

def train(directory):
    model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
    tf.keras.models.save_model(model, os.path.join(directory, "model"), save_format="tf")

train("runs")
""",
            raises="ValueError: The `save_format` argument is deprecated in Keras 3",
            fixed="""
import os
import tensorflow as tf

def train(directory):
    model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
    model.export(os.path.join(directory, "model"))

train("runs")
""",
            then="""
assert os.path.isfile("runs/model/saved_model.pb")
""",
        ),
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.h5", save_format="tf")
""",
            shows="""
import os
assert os.path.isfile("model.h5")
""",
        ),
        Good(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.keras")
""",
        ),
        Good(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("unpacked", zipped=False)
""",
            shows="""
import os
assert os.path.isfile("unpacked/config.json")
""",
        ),
        Silent(
            """
import tf_keras

model = tf_keras.models.load_model("old")
model.save("export/1")
""",
            reason="Keras 2 writes a SavedModel here",
        ),
        Silent(
            """
import keras

def save(model: keras.Model, name):
    model.save(f"runs/{name}")
""",
            reason="the name may have the extension",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        path, save_format = call.argument("filepath"), call.argument("save_format")
        if not path.given or not call.argument("zipped").absent or may_be_keras_2(call):
            return
        if not call.argument("signatures").absent or not call.argument("options").absent:
            return  # refused for that
        if (path.str or "").startswith("hf://"):
            return
        message: str | None = None
        refused = ends_otherwise(path, *MODEL_ENDINGS)
        if refused:
            message = f"Keras 3 refuses to save to {shown(path)}: it writes .keras and .h5 files"
        elif save_format.str == "tf" and path.suffix is not None:
            message = f'save_format="tf" is ignored: {shown(path)} will be no SavedModel'
        elif save_format.str == "tf":
            message = 'Keras 3 writes no SavedModel with save_format="tf"'
        if message is not None:
            yield Remark(
                path.span,
                message,
                help="write a SavedModel with export(), or a model to load again as .keras",
                fix=_export(call, path, refused),
            )


def _export(call: CallSite, path: BoundArgument, refused: bool) -> Fix | None:
    model = call.receiver_node if call.receiver else call.argument("model").node
    if not isinstance(model, n.Name | n.Attribute | n.Call) or "#" in call.source(call.node):
        return None
    if not refused and path.suffix is not None:
        return None  # a file was written; who reads it is not known
    plain = sum(argument.keyword is None for argument in call.node.arguments)
    keywords = {keyword for keyword, _ in call.keywords()} - {"model", "filepath"}
    if call.unpacks or plain > (1 if call.receiver else 2) or keywords - _MEANT_FOR_KERAS_2:
        return None
    if call.argument("save_format").given and call.argument("save_format").str != "tf":
        return None
    if call.argument("overwrite").bool is False:
        return None
    edit = ReplaceExpression(call.span, f"{call.source(model)}.export({path.source})")
    certain = refused and not _loads_models(call)
    return (safe if certain else unsafe)("Write a SavedModel with `export`", edit)


def _loads_models(call: CallSite) -> bool:
    module = call.module
    return any("keras.models.load_model" in module.callees(other) for other in module.facts.calls)
