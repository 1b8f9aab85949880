from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, unsafe
from fwlint.sites import StoreSite
from fwlint_checks.litert._converter import (
    ATTRIBUTES,
    CONVERTER,
    OF_THE_OLD_CONVERTER,
    TARGET_SPEC_ATTRIBUTES,
)

_ALIKE = 0.8
"""Similarity from which a name is held to be a slip of the pen; `optimisations` has 0.92."""


class UnknownConverterAttribute(Check):
    """A `TFLiteConverter` is given an attribute that it does not know, and ignores it.

    ## Why
    The converter is a plain Python object: assigning to a misspelt attribute, or to one of the
    TensorFlow 1 converter, raises nothing and changes nothing. `converter.optimisations` leaves
    the model unquantized and four times as large.

    ## Instead
    Set `optimizations`, `representative_dataset`, `inference_input_type`,
    `inference_output_type`, `target_spec.supported_ops` or `target_spec.supported_types`.

    ## Fix safety
    Unsafe: the option begins to have its effect, which changes the converted model.

    ## References
    * [tf.lite.TFLiteConverter](https://www.tensorflow.org/api_docs/python/tf/lite/TFLiteConverter)
    """

    code = "FWL201"
    name = "unknown-converter-attribute"
    severity = "error"
    effects = {"tflite": "bakes"}
    attributes = (f"{CONVERTER}.*",)
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimisations = [tf.lite.Optimize.DEFAULT]
content = converter.convert()
""",
            shows="""
assert len(content) > 64 * 64 * 4
""",
            fixed="""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
content = converter.convert()
""",
            then="""
assert len(content) < 64 * 64 * 2
""",
        ),
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.post_training_quantize = True
content = converter.convert()
""",
            shows="""
assert len(content) > 64 * 64 * 4
""",
        ),
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_type = [tf.float16]
content = converter.convert()
""",
            shows="""
assert len(content) < 64 * 64 * 2
""",
            fixed="""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_types = [tf.float16]
content = converter.convert()
""",
            then="""
assert 64 * 64 * 2 < len(content) < 64 * 64 * 4
""",
        ),
        Good(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((64,)), tf.keras.layers.Dense(64)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
converter.experimental_new_quantizer = True
content = converter.convert()
""",
            shows="""
from fwlint_checks.litert._converter import ATTRIBUTES, OF_THE_OLD_CONVERTER, TARGET_SPEC_ATTRIBUTES
assert len(content) < 64 * 64 * 2
assert all(hasattr(converter, name) for name in ATTRIBUTES)
assert all(hasattr(converter.target_spec, name) for name in TARGET_SPEC_ATTRIBUTES)
assert not any(hasattr(converter, name) for name in OF_THE_OLD_CONVERTER)
""",
        ),
        Silent(
            """
import tensorflow as tf

converter = tf.compat.v1.lite.TFLiteConverter.from_saved_model("export/1")
converter.post_training_quantize = True
""",
            reason="the converter of TensorFlow 1 knows it",
        ),
        Silent(
            """
import tensorflow as tf

converter = tf.lite.TFLiteConverter.from_saved_model("export/1")
converter.label = "digits"
""",
            reason="it may be a note of the program's own",
        ),
    )

    def on_attribute_store(self, store: StoreSite) -> Iterator[Remark]:
        path = store.name.removeprefix(f"{CONVERTER}.")
        if path in OF_THE_OLD_CONVERTER:
            yield Remark(
                store.span,
                f"TFLiteConverter ignores the attribute {path}",
                help=OF_THE_OLD_CONVERTER[path] or "leave it out",
            )
            return
        owner, _, attribute = path.rpartition(".")
        known = {"": ATTRIBUTES, "target_spec": TARGET_SPEC_ATTRIBUTES}.get(owner, frozenset())
        meant = _meant(attribute, known)
        if meant is None:
            return
        start, end = store.node.attr_start, store.node.end
        source = f"{store.source(store.node.value)}.{meant}"
        yield Remark(
            (start, end),
            f"{owner or 'TFLiteConverter'} has no attribute {attribute}: it is ignored",
            help=f"did you mean {meant}?",
            fix=unsafe(f"Rename to `{meant}`", ReplaceExpression(store.span, source)),
        )


def _meant(attribute: str, known: Collection[str]) -> str | None:
    """The known attribute that a name is a misspelling of."""
    if attribute in known or attribute.startswith(("_", "experimental_")):
        return None
    return next(iter(get_close_matches(attribute, known, n=1, cutoff=_ALIKE)), None)
