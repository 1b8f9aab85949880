"""The optimizers that Keras 2 and Keras 3 share, or that Keras 3 added."""

from __future__ import annotations

_NAMES = (
    "Adadelta",
    "Adafactor",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "Nadam",
    "RMSprop",
    "SGD",
)
OPTIMIZERS = tuple(f"keras.optimizers.{name}" for name in _NAMES)
"""Their canonical names."""
