"""Keras, be it its own package, TensorFlow's, or the last Keras 2 (``tf_keras``)."""

from fwlint.frameworks.framework import Framework

KERAS = Framework(
    name="keras",
    roots=("keras", "tf_keras"),
    aliases=("keras", "layers", "K"),
    model_bases=("keras.Model", "keras.Sequential", "keras.layers.Layer"),
    entry_method="call",
)
