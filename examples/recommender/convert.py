"""Converts the recommender: int8 for the shelf displays, TensorFlow.js for the web shop."""

import tensorflow as tf
import tensorflowjs as tfjs

from recommender.train import recommender


def shelf_display():
    converter = tf.lite.TFLiteConverter.from_keras_model(recommender())
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.quantized_input_stats = {"user": (0.0, 1.0)}
    converter.convert()


def web_shop():
    model = recommender()
    tfjs_model = tfjs.converters.save_keras_model(model)
    return tfjs_model


def server():
    """For TensorFlow Serving."""
    model = recommender()
    model.save("serving/recommender.h5")


def multi_worker():
    strategy = tf.distribute.experimental.MultiWorkerMirroredStrategy()
    with strategy.scope():
        return recommender()
