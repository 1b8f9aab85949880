from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.project.module import Module
from fwlint.project.stores import AttributeStore
from fwlint.project.values import Instance, Literal, Method, Symbol
from fwlint.sites import CallSite, span
from fwlint_checks.litert._converter import CONVERTER

_INT8 = "tensorflow.lite.OpsSet.TFLITE_BUILTINS_INT8"


class Int8WithoutRepresentativeDataset(Check):
    """A converter is to write integer operations only, but gets no `representative_dataset`.

    ## Why
    Full integer quantization needs the range of every activation, which the converter measures
    on samples. With `TFLITE_BUILTINS_INT8` among the supported operations and no samples,
    `convert()` raises `ValueError: For full integer quantization, a representative_dataset must
    be specified`.

    ## Instead
    Give it a function that yields lists of input arrays, a hundred or so from the real data:
    `converter.representative_dataset = lambda: ([x] for x in samples)`. For smaller weights
    alone, `optimizations = [tf.lite.Optimize.DEFAULT]` is enough.

    ## References
    * [Post-training integer quantization](https://ai.google.dev/edge/litert/models/post_training_integer_quant)
    """

    code = "FWL107"
    name = "int8-without-representative-dataset"
    severity = "error"
    effects = {"tflite": "blocks"}
    calls = (f"{CONVERTER}.convert",)
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
content = converter.convert()
""",
            raises="ValueError: For full integer quantization, a `representative_dataset` must be",
            lines=(7,),
        ),
        Good(
            """
import numpy as np
import tensorflow as tf

def samples():
    for _ in range(10):
        yield [np.random.rand(1, 4).astype("float32")]

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
converter = tf.lite.TFLiteConverter.from_keras_model(model)
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
converter.representative_dataset = samples
content = converter.convert()
""",
            shows="assert len(content) > 0",
        ),
        Silent(
            """
import tensorflow as tf

def convert(path, calibrate):
    converter = tf.lite.TFLiteConverter.from_saved_model(path)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    calibrate(converter)
    return converter.convert()
""",
            reason="calibrate may give it the samples",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        converter = call.receiver
        if converter is None or converter.call is None or _escapes(call.module, converter):
            return
        stores = call.module.attribute_stores
        if any(
            store.target.attr == "representative_dataset"
            and not _is_another(call.module, store, converter)
            for store in stores
        ):
            return
        demands = [
            store
            for store in stores
            if store.target.attr == "supported_ops" and _owner(call.module, store) is converter
        ]
        if len(demands) != 1 or demands[0].target.start > call.node.start:
            return
        int8 = _int8(call.module, demands[0].value)
        if int8 is not None:
            yield Remark(
                span(int8),
                "integer operations alone are allowed, but there is no representative_dataset",
                help="set converter.representative_dataset to a function that yields samples",
            )


def _owner(module: Module, store: AttributeStore) -> Instance | None:
    """The object on which something, or something of its ``target_spec``, is set."""
    value = module.value(store.target.value)
    if isinstance(value, Method) and value.name == "target_spec":
        return value.receiver
    return value if isinstance(value, Instance) else None


def _is_another(module: Module, store: AttributeStore, converter: Instance) -> bool:
    owner = _owner(module, store)
    return owner is not None and owner.call is not None and owner is not converter


def _escapes(module: Module, converter: Instance) -> bool:
    """Whether the converter is handed to something that may set its attributes."""
    return any(
        module.value(argument.value) is converter
        for call in module.facts.calls
        for argument in call.arguments
    )


def _int8(module: Module, operations: n.Expr | None) -> n.Expr | None:
    """The element of a list of operation sets that stands for integer operations."""
    value = None if operations is None else module.value(operations)
    if not isinstance(value, Literal) or not isinstance(value.node, n.Sequence):
        return None
    for element in value.node.elements:
        symbol = module.value(element)
        if isinstance(symbol, Symbol) and symbol.canonical == _INT8:
            return element
    return None
