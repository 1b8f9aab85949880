from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import RenameArgument, safe
from fwlint.sites import CallSite, span

_ARGUMENT = "experimental_compile"


class XlaExperimentalCompile(Check):
    """`tf.function(experimental_compile=...)` and `tf.xla.experimental.compile` are deprecated.

    ## Why
    XLA is asked for with `tf.function(jit_compile=True)` since TensorFlow 2.5. The two older
    ways log a deprecation and will go (measured with TensorFlow 2.21, which still has both).

    ## Instead
    Decorate the function with `@tf.function(jit_compile=True)`. Unlike
    `tf.xla.experimental.compile(f, inputs)`, which returns a list, calling it gives what `f`
    gives.

    ## Fix safety
    Safe: the argument of `tf.function` is renamed; both names mean one thing. A call of
    `tf.xla.experimental.compile` has no fix, since its result has another structure.

    ## References
    * [XLA: use tf.function with jit_compile](https://www.tensorflow.org/xla/tutorials/jit_compile)
    * [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
    """

    code = "FWT302"
    name = "xla-experimental-compile"
    severity = "warning"
    effects = {"xla": "deprecated"}
    versions = {"tensorflow": ">=2.5"}
    calls = ("tensorflow.function", "tensorflow.xla.experimental.compile")
    examples = (
        Bad(
            """
import tensorflow as tf

@tf.function(experimental_compile=True)
def scaled(x):
    return 2.0 * x + 1.0

y = scaled(tf.constant(3.0))
""",
            warns="experimental_compile is deprecated|Instructions for updating",
            fixed="""
import tensorflow as tf

@tf.function(jit_compile=True)
def scaled(x):
    return 2.0 * x + 1.0

y = scaled(tf.constant(3.0))
""",
            then="assert y.numpy() == 7.0",
        ),
        Bad(
            """
import tensorflow as tf

def scaled(x):
    return 2.0 * x + 1.0

(y,) = tf.xla.experimental.compile(scaled, [tf.constant(3.0)])
""",
            warns="xla.experimental.compile is deprecated",
        ),
        Good(
            """
import tensorflow as tf

@tf.function(jit_compile=True)
def scaled(x):
    return 2.0 * x + 1.0

y = scaled(tf.constant(3.0))
""",
            shows="assert y.numpy() == 7.0",
        ),
        Silent(
            """
import tensorflow as tf

def compiled(function, **options):
    return tf.function(function, **options)
""",
            reason="nobody knows what the options are",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if call.name != "tensorflow.function":
            yield Remark(
                span(call.node.func),
                "`tf.xla.experimental.compile` is deprecated",
                help="call the function through tf.function(..., jit_compile=True)",
            )
            return
        for keyword, argument in call.keywords():
            if keyword == _ARGUMENT:
                fix = None
                if call.argument("jit_compile").absent:
                    fix = safe(
                        "Rename it to jit_compile",
                        RenameArgument(call.span, _ARGUMENT, "jit_compile"),
                    )
                yield Remark(
                    span(argument),
                    "`experimental_compile` of tf.function is deprecated",
                    help="it is called jit_compile now",
                    fix=fix,
                )
