from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, InsertStatement, unsafe
from fwlint.sites import CallSite
from fwlint_checks.keras._paths import shown

_FILES = (".h5", ".hdf5", ".keras")
_LOADERS = {
    "tensorflow.saved_model.load": "export_dir",
    "tensorflow.lite.TFLiteConverter.from_saved_model": "saved_model_dir",
    "keras.layers.TFSMLayer": "filepath",
}
"""What reads a SavedModel, and the parameter that names its directory."""
_SAVERS = ("keras.Model.save", "keras.models.save_model")
_SAVED_MODEL_SAVE = "tensorflow.saved_model.save"
_SERVING = re.compile(r"#.*\b(?:TensorFlow|TF)[ -]?Serving\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:not?|never|without|instead|before|convert|unlike)\b|n't", re.I)


class H5ForServing(Check):
    """A `.h5` or `.keras` file is handed to what reads a SavedModel.

    ## Why
    TensorFlow Serving, `tf.saved_model.load` and `TFLiteConverter.from_saved_model` read a
    directory with a `saved_model.pb` in it. A model file of Keras is none: they answer with
    `OSError: SavedModel file does not exist`, and TensorFlow Serving goes on serving the version
    that it had. A file is held to be meant for serving where the comment on the line that saves
    it says so, and nothing in the document writes a SavedModel.

    ## Instead
    Write a SavedModel beside the file: `model.export("serving/1")`. TensorFlow Serving wants the
    version number as the last part of the path.

    ## Fix safety
    Unsafe: it adds an export beside the file, under a path of its own choice.

    ## References
    * [Model.export](https://keras.io/api/models/model_saving_apis/export/)
    * [TensorFlow Serving with Docker](https://www.tensorflow.org/tfx/serving/docker)
    """

    code = "FWS102"
    name = "h5-for-serving"
    severity = "error"
    effects = {"saved-model": "blocks"}
    calls = (*_LOADERS, *_SAVERS)
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.save("model.h5")
served = tf.saved_model.load("model.h5")
""",
            raises="OSError: SavedModel file does not exist at: model.h5",
        ),
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.save("model.keras")
converter = tf.lite.TFLiteConverter.from_saved_model("model.keras")
""",
            raises="OSError: SavedModel file does not exist at: model.keras",
        ),
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.h5")  # TensorFlow Serving
""",
            shows="""
import glob
import tensorflow as tf
assert not glob.glob("**/saved_model.pb", recursive=True)
try:
    tf.saved_model.load("model.h5")
except OSError as error:
    assert "SavedModel file does not exist" in str(error)
else:
    raise AssertionError("it loads")
""",
            fixed="""
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.save("model.h5")  # TensorFlow Serving
model.export("serving/1")
""",
            then="""
import tensorflow as tf
assert "serving_default" in tf.saved_model.load("serving/1").signatures
""",
        ),
        Good(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
model.save("model.keras")  # to train on; TensorFlow Serving gets the export
model.export("serving/1")
served = tf.saved_model.load("serving/1")
converter = tf.lite.TFLiteConverter.from_saved_model("serving/1")
""",
            shows="""
assert "serving_default" in served.signatures
""",
        ),
        Silent(
            """
import tensorflow as tf

def load(path):
    return tf.saved_model.load(path)
""",
            reason="the path is not known",
        ),
        Silent(
            """
import tensorflow as tf

tf.saved_model.save(tf.Module(), "model.h5")
served = tf.saved_model.load("model.h5")
""",
            reason="a directory may be called model.h5, and this one is",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if call.name in _LOADERS:
            path = call.argument(_LOADERS[call.name], 0)
            if path.given and (path.suffix or "").endswith(_FILES) and not _writes(call, path.str):
                yield Remark(
                    path.span,
                    f"{shown(path)} is a Keras file, not a SavedModel directory",
                    help="write a SavedModel with model.export(directory) and load that",
                )
            return
        path = call.argument("filepath")
        if path.given and (path.suffix or "").endswith(_FILES) and _meant_for_serving(call):
            yield Remark(
                path.span,
                f"TensorFlow Serving cannot load {shown(path)}: it reads SavedModel directories",
                help='write a SavedModel with model.export("serving/1")',
                fix=_export(call),
            )


def _writes(call: CallSite, path: str | None) -> bool:
    """Whether a SavedModel is written in this module: under ``path``, or anywhere for ``None``."""
    for other in call.module.facts.calls:
        site = CallSite(call.module, other, _SAVED_MODEL_SAVE)
        if _SAVED_MODEL_SAVE in call.module.callees(other):
            target = site.argument("export_dir")
        elif isinstance(other.func, n.Attribute) and other.func.attr in ("export", "write_out"):
            target = site.positional(0)
        else:
            continue
        if path is None or target.str in (None, path):
            return True
    return False


def _meant_for_serving(call: CallSite) -> bool:
    text = call.module.text
    end = text.find("\n", call.where.statement.end)
    rest = text[call.where.statement.end : None if end < 0 else end]
    said = _SERVING.search(rest) is not None and _OTHERWISE.search(rest) is None
    return said and not _writes(call, None)


def _export(call: CallSite) -> Fix | None:
    statement = call.where.statement
    model = call.receiver_node if call.receiver else call.argument("model").node
    if not isinstance(model, n.Name | n.Attribute) or not isinstance(statement, n.Expression):
        return None
    return unsafe(
        "Write a SavedModel too",
        InsertStatement(
            (statement.start, statement.end), f'{call.source(model)}.export("serving/1")', "after"
        ),
    )
