from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, ReplaceStatement, safe
from fwlint.sites import ReferenceSite
from fwlint_checks.keras._experimental import NAMESPACES, respelled, successor
from fwlint_checks.keras._flavour import is_keras_2


class RemovedKerasNamespace(Check):
    """A name stands in a namespace that Keras 3 no longer has.

    ## Why
    `keras.experimental`, `layers.experimental`, `optimizers.experimental`,
    `mixed_precision.experimental`, `utils.experimental`, `premade`, `estimator` and `dtensor` are
    gone: using one raises `AttributeError`, importing from it `ModuleNotFoundError`. Most of what
    they held has a stable name since TensorFlow 2.6.

    ## Instead
    `layers.experimental.preprocessing.Rescaling` is `layers.Rescaling`, `experimental.CosineDecay`
    is `optimizers.schedules.CosineDecay`, `mixed_precision.experimental.set_policy` is
    `mixed_precision.set_global_policy`.

    ## Fix safety
    Safe: the code raised. There is a fix only where Keras 3 has the name elsewhere.

    ## References
    * [Migrating Keras 2 code to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """

    code = "FWK101"
    name = "removed-keras-namespace"
    severity = "error"
    versions = {"keras": ">=3"}
    references = tuple(pattern for name in NAMESPACES for pattern in (name, f"{name}.*"))
    examples = (
        Bad(
            """
import tensorflow as tf
from tensorflow.keras import layers

augment = tf.keras.Sequential([
    layers.experimental.preprocessing.Rescaling(1 / 255),
    tf.keras.layers.experimental.preprocessing.RandomFlip("horizontal"),
])
""",
            raises="AttributeError: module .* has no attribute 'experimental'",
            fixed="""
import tensorflow as tf
from tensorflow.keras import layers

augment = tf.keras.Sequential([
    layers.Rescaling(1 / 255),
    tf.keras.layers.RandomFlip("horizontal"),
])
""",
            then="assert augment(tf.zeros((1, 8, 8, 3))).shape == (1, 8, 8, 3)",
            lines=(6, 7),
        ),
        Bad(
            """
import keras

rate = keras.experimental.CosineDecay(0.1, decay_steps=100)
keras.mixed_precision.experimental.set_policy("float32")
""",
            raises="AttributeError: module 'keras' has no attribute 'experimental'",
            fixed="""
import keras

rate = keras.optimizers.schedules.CosineDecay(0.1, decay_steps=100)
keras.mixed_precision.set_global_policy("float32")
""",
            then="assert float(rate(100)) == 0",
        ),
        Bad(
            """
from tensorflow.keras.layers.experimental.preprocessing import Rescaling, StringLookup

scale = Rescaling(1 / 255)
""",
            raises="ModuleNotFoundError: No module named 'tensorflow.keras.layers.experimental'",
            fixed="""
from tensorflow.keras.layers import Rescaling, StringLookup

scale = Rescaling(1 / 255)
""",
            then="assert StringLookup",
        ),
        Bad(
            """
import tensorflow as tf

cell = tf.keras.experimental.PeepholeLSTMCell(8)
""",
            raises="AttributeError: .* has no attribute 'experimental'",
        ),
        Good(
            """
import keras

augment = keras.Sequential([keras.layers.Rescaling(1 / 255), keras.layers.RandomFlip()])
""",
            shows="""
import operator
import tensorflow as tf
from fwlint_checks.keras._experimental import NAMESPACES
for name in NAMESPACES:
    for root in (keras, tf.keras):
        try:
            operator.attrgetter(name.removeprefix("keras."))(root)
        except AttributeError:
            continue
        raise AssertionError(name)
""",
        ),
        Silent(
            """
import os

os.environ["TF_USE_LEGACY_KERAS"] = "1"

import tensorflow as tf

scale = tf.keras.layers.experimental.preprocessing.Rescaling(1 / 255)
""",
            reason="the file asks for Keras 2, which has the name",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        spelled = reference.spelling if reference.is_import else reference.source(reference.node)
        namespace = _namespace(reference.name)
        if is_keras_2(reference.module, reference.spelling) or not _spells(spelled, namespace):
            return
        new = successor(reference.name)
        yield Remark(
            reference.span,
            f"Keras 3 has no {namespace}",
            help=f"use {new}" if new else "Keras 3 has nothing of this name; see its API",
            fix=_fix(reference, new) if new else None,
        )


def _namespace(name: str) -> str:
    return next(old for old in NAMESPACES if f"{name}.".startswith(f"{old}."))


def _spells(spelled: str, namespace: str) -> bool:
    """Whether the code itself names what is gone: not where it uses an alias made elsewhere."""
    return namespace.rpartition(".")[2] in spelled.split(".")


def _fix(reference: ReferenceSite, new: str) -> Fix | None:
    statement = reference.imported_from
    if isinstance(statement, n.ImportFrom):
        return _import_fix(reference, statement)
    source = respelled(reference.source(reference.node), reference.name, new)
    if source is None:
        return None
    return safe(f"Use `{new}`", ReplaceExpression(reference.span, source))


def _import_fix(reference: ReferenceSite, statement: n.ImportFrom) -> Fix | None:
    """Import from the new module, if all names are there under their old names."""
    old = reference.name.rpartition(".")[0]
    modules = set()
    for item in statement.names:
        module, _, name = (successor(f"{old}.{item.name}") or "").rpartition(".")
        modules.add(module if name == item.name else "")
    module = modules.pop()
    spelled = respelled(f".{statement.module}", old, module) if module and not modules else None
    if spelled is None:
        return None
    source = reference.source(statement).replace(statement.module, spelled.removeprefix("."), 1)
    place = (statement.start, statement.end)
    return safe(f"Import from `{module}`", ReplaceStatement(place, source))
