from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite
from fwlint_checks.tensorflow1._names import dotted_below, is_excused


class TfEstimator(Check):
    """Estimators are gone: TensorFlow 2.16 removed `tf.estimator`, also from `tf.compat.v1`.

    ## Why
    Estimators ran TensorFlow 1 graphs and were frozen for years before their package stopped
    being part of TensorFlow. With TensorFlow 2.21 both `tf.estimator` and
    `tf.compat.v1.estimator` raise AttributeError.

    ## Instead
    Write the `model_fn` as a `keras.Model`, the `input_fn` as a `tf.data.Dataset`, and train
    with `model.fit`. A `train_and_evaluate` becomes `fit` with `validation_data`; the hooks
    become callbacks.

    ## References
    * [Migrate from Estimator to Keras APIs](https://www.tensorflow.org/guide/migrate/migrating_estimator)
    * [TensorFlow 2.16 release notes](https://github.com/tensorflow/tensorflow/releases/tag/v2.16.1)
    """

    code = "FWT103"
    name = "tf-estimator"
    severity = "error"
    versions = {"tensorflow": ">=2.16"}
    references = (
        "tensorflow.estimator",
        "tensorflow.estimator.*",
        "tensorflow.compat.v1.estimator",
        "tensorflow.compat.v1.estimator.*",
    )
    examples = (
        Bad(
            """
import tensorflow as tf

features = [tf.feature_column.numeric_column("age")]
classifier = tf.estimator.DNNClassifier(hidden_units=[16], feature_columns=features)
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'estimator'",
            lines=(5,),
        ),
        Bad(
            """
import tensorflow.compat.v1 as tf

run_config = tf.estimator.RunConfig(save_checkpoints_steps=500)
""",
            raises="AttributeError: .* has no attribute 'estimator'",
        ),
        Good(
            """
import keras
import numpy as np

classifier = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(2, "softmax")]
)
classifier.compile("adam", "sparse_categorical_crossentropy")
history = classifier.fit(np.ones((4, 1)), np.zeros(4), verbose=0)
""",
            shows="assert len(history.history['loss']) == 1",
        ),
        Silent(
            """
import tensorflow as tf

try:
    Estimator = tf.estimator.Estimator
except AttributeError:
    Estimator = None
""",
            reason="the code is ready for its absence",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        if is_excused(reference, "tensorflow.compat.v1"):
            return
        yield Remark(
            reference.span,
            f"`tf.{dotted_below(reference)}`: TensorFlow has no estimators since 2.16",
            help="train a keras.Model with fit() on a tf.data.Dataset",
        )
