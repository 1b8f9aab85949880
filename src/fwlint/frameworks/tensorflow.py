"""TensorFlow without Keras."""

from fwlint.frameworks.framework import Framework

TENSORFLOW = Framework(
    name="tensorflow",
    roots=("tensorflow",),
    aliases=("tf", "tensorflow"),
    model_bases=("tensorflow.Module",),
    entry_method="__call__",
)
