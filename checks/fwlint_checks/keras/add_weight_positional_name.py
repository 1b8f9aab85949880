from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import AnyEdit, Fix, RemoveArgument, SetArgument, safe
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2

_IN_KERAS_2 = ("name", "shape")
"""The first parameters of ``add_weight`` in Keras 2; the third, ``dtype``, is rarely positional."""


class AddWeightPositionalName(Check):
    """`add_weight` of Keras 3 takes its name by keyword only.

    ## Why
    In Keras 2 the name came first: `self.add_weight("kernel", (4, 2))`. Keras 3 puts the shape
    first and raises `ValueError: name must be passed as a keyword argument` for a string there.

    ## Instead
    `self.add_weight(name="kernel", shape=(4, 2))`, which both versions read alike.

    ## Fix safety
    Safe: the call raised.

    ## References
    * [The base Layer class](https://keras.io/api/layers/base_layer/)
    """

    code = "FWK118"
    name = "add-weight-positional-name"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = ("keras.layers.Layer.add_weight",)
    examples = (
        Bad(
            """
import keras

class Scale(keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight("scale", shape=(input_shape[-1],), initializer="ones")

    def call(self, x):
        return x * self.scale

y = Scale()(keras.ops.ones((2, 3)))
""",
            raises="ValueError: `name` must be passed as a keyword argument",
            fixed="""
import keras

class Scale(keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, x):
        return x * self.scale

y = Scale()(keras.ops.ones((2, 3)))
""",
            then="assert y.shape == (2, 3)",
        ),
        Bad(
            """
import tensorflow as tf

class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight("scale", [input_shape[-1]])

    def call(self, x):
        return x * self.scale

y = Scale()(tf.ones((2, 3)))
""",
            raises="ValueError: `name` must be passed as a keyword argument",
            fixed="""
import tensorflow as tf

class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=[input_shape[-1]])

    def call(self, x):
        return x * self.scale

y = Scale()(tf.ones((2, 3)))
""",
            then="assert y.shape == (2, 3)",
        ),
        Good(
            """
import keras

class Scale(keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight((input_shape[-1],), "ones", name="scale")

    def call(self, x):
        return x * self.scale

y = Scale()(keras.ops.ones((2, 3)))
""",
        ),
        Silent(
            """
import tf_keras

class Scale(tf_keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight("scale", shape=(3,))
""",
            reason="Keras 2 takes the name first",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        name = call.positional(0)
        if name.str is not None and not may_be_keras_2(call):
            yield Remark(
                name.span,
                f'add_weight() of Keras 3 takes the name "{name.str}" by keyword only',
                help=f"write name={name.source}",
                fix=_fix(call),
            )


def _fix(call: CallSite) -> Fix | None:
    plain = [argument for argument in call.node.arguments if argument.keyword is None]
    if len(plain) > len(_IN_KERAS_2) or call.unpacks:
        return None
    edits: list[AnyEdit] = []
    for keyword, argument in zip(_IN_KERAS_2, plain, strict=False):
        value = argument.value
        edits.append(RemoveArgument(call.span, (value.start, value.end)))
        edits.append(SetArgument(call.span, keyword, call.source(value)))
    return safe("Name the arguments", *edits)
