from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite

_INSTEAD = {
    "keras2onnx": 'call model.export("model.onnx", format="onnx"), or use tf2onnx',
    "onnx_tf": "convert the original model instead of its ONNX file, or use onnx2tf",
    "onnxmltools.convert_keras": 'call model.export("model.onnx", format="onnx")',
}


class AbandonedConverter(Check):
    """This converter to or from ONNX is no longer developed.

    ## Why
    `keras2onnx` was frozen in 2021 at TensorFlow 2.3 and ONNX 1.10, and
    `onnxmltools.convert_keras` stands on it. `onnx_tf` (onnx-tensorflow) announced its own
    deprecation. They do not know Keras 3, current opsets or current protobuf, and nobody repairs
    them.

    ## Instead
    From Keras: `model.export("model.onnx", format="onnx")` of a model that was called once (Keras
    3.15 refuses one that never was), or `tf2onnx` for TensorFlow functions.
    From PyTorch to LiteRT: convert the PyTorch model with `litert_torch`, without ONNX in
    between; for a file that exists only as ONNX, `onnx2tf`.

    ## References
    * [keras2onnx: active development stopped](https://github.com/onnx/keras-onnx/issues/737)
    * [onnx-tensorflow: what to use instead](https://github.com/onnx/onnx-tensorflow/issues/1066)
    * [Keras: exporting models](https://keras.io/api/models/model_saving_apis/export/)
    """

    code = "FWO305"
    name = "abandoned-converter"
    severity = "warning"
    effects = {"onnx": "deprecated"}
    references = ("keras2onnx", "keras2onnx.*", "onnx_tf", "onnx_tf.*", "onnxmltools.convert_keras")
    sources = (
        "https://github.com/onnx/keras-onnx/issues/737",
        "https://github.com/onnx/onnx-tensorflow/issues/1066",
    )
    examples = (
        Bad(
            """
import keras
import keras2onnx
import onnx

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
onnx.save(keras2onnx.convert_keras(model), "model.onnx")
""",
            runs=False,
            lines=(3,),
        ),
        Bad(
            """
import onnx
from onnx_tf.backend import prepare

prepare(onnx.load("model.onnx")).export_graph("saved_model")
""",
            runs=False,
        ),
        Good(
            """
import keras

features = keras.Input((4,))
model = keras.Model(features, keras.layers.Dense(2)(features))
model(keras.ops.zeros((1, 4)))
model.export("model.onnx", format="onnx", verbose=False)
""",
            shows="""
import onnx
onnx.checker.check_model("model.onnx")
""",
        ),
        Silent(
            """
import onnx

try:
    import keras2onnx
except ImportError:
    keras2onnx = None
""",
            reason="the code does without it",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        whole_package = not reference.name.startswith("onnxmltools")
        if whole_package and not reference.is_import:
            return
        package = reference.name.split(".")[0] if whole_package else reference.name
        yield Remark(
            reference.span,
            f"{package} is no longer developed",
            help=_INSTEAD[package],
        )
