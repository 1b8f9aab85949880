from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite


class TfjsMissingArtifactsDir(Check):
    """`tensorflowjs.converters.save_keras_model` is called without the directory to write to.

    ## Why
    The converter writes `model.json` and the weight shards into `artifacts_dir`, a parameter
    without a default: leaving it out raises TypeError. The function returns nothing, so there
    is no converted model to assign either.

    ## Instead
    Pass the directory that the web server offers: `save_keras_model(model, "web/model")`.

    ## References
    * [keras_h5_conversion.py](https://github.com/tensorflow/tfjs/blob/master/tfjs-converter/python/tensorflowjs/converters/keras_h5_conversion.py)
    * [Import a Keras model](https://www.tensorflow.org/js/tutorials/conversion/import_keras)
    """

    code = "FWB101"
    name = "tfjs-missing-artifacts-dir"
    severity = "error"
    effects = {"tfjs": "blocks"}
    calls = ("tensorflowjs.converters.save_keras_model",)
    sources = (
        "https://github.com/tensorflow/tfjs/blob/master/tfjs-converter/python/tensorflowjs/"
        "converters/keras_h5_conversion.py",
    )
    examples = (
        Bad(
            """
import keras
import tensorflowjs as tfjs

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
tfjs_model = tfjs.converters.save_keras_model(model)
""",
            runs=False,
        ),
        Good(
            """
import keras
import tensorflowjs as tfjs

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
tfjs.converters.save_keras_model(model, "web/model")
""",
            runs=False,
        ),
        Silent(
            """
import tensorflowjs as tfjs

def convert(model, **options):
    tfjs.converters.save_keras_model(model, **options)
""",
            reason="`options` may hold artifacts_dir",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if call.argument("artifacts_dir", position=1).absent:
            yield Remark(
                call.span,
                "`save_keras_model` is called without `artifacts_dir`",
                help='give the directory to write to, as in save_keras_model(model, "web/model")',
            )
