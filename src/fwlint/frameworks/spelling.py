"""Alternative homes of a package's public names, put right by spelling alone."""

from __future__ import annotations

import re

_PREFIXES = (  # outer spellings first: one pass unwraps `tensorflow.compat.v2.keras.layers`
    ("tensorflow.compat.v2.", "tensorflow."),
    ("tensorflow.compat.v1.raw_ops.", "tensorflow.raw_ops."),
    ("tensorflow.compat.v1.keras.", "keras."),
    ("tensorflow.keras.", "keras."),
    ("tf_keras.", "keras."),
    ("keras._tf_keras.keras.", "keras."),
    ("keras.api._v1.keras.", "keras."),
    ("keras.api._v2.keras.", "keras."),
    ("keras.api.", "keras."),
)
_NN_MODULE = re.compile(r"torch\.nn\.modules\.(?:[a-z_]+\.)?(?=[A-Z])")


def home_spelling(dotted: str) -> str:
    """``dotted`` as its framework spells it today, whether or not the name exists.

    ``tensorflow.keras.optimizers.legacy.Adam`` is ``keras.optimizers.legacy.Adam``. Keras 2
    (``tf_keras``) and ``tensorflow.keras`` are read as Keras: models are written alike in them.
    Private paths such as ``tensorflow.python`` stay as they are.
    """
    if dotted.startswith("torch."):
        return _NN_MODULE.sub("torch.nn.", dotted, count=1)
    if not dotted.startswith(("tensorflow.", "tf_keras", "keras.")):
        return dotted
    name = dotted + "."
    for prefix, home in _PREFIXES:
        if name.startswith(prefix):
            name = home + name[len(prefix) :]
    return name[:-1]
