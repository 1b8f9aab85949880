from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import Fix, ReplaceExpression, unsafe
from fwlint.sites import ReferenceSite, span
from fwlint_checks.tensorflow1._names import (
    PACKAGE,
    dotted_below,
    is_excused,
    names,
    package_in,
)


class Tf1Symbol(Check):
    """TensorFlow 2 has no sessions, placeholders, collections, queues and `tf.layers`.

    ## Why
    The names of graph-and-session programs were taken out of the `tf` namespace with
    TensorFlow 2.0; using one raises AttributeError. Most of them live on in `tf.compat.v1`,
    where they work on graphs that are built explicitly. `tf.layers` and `tf.nn.rnn_cell` do
    not: with Keras 3 their modules cannot be imported from `tf.compat.v1` either.

    ## Instead
    Write the model as a `keras.Model` and the training step as a `tf.function`. To keep an old
    program alive meanwhile, say `tf.compat.v1.Session` and so on, and build the graph inside
    `with tf.Graph().as_default():` or call `tf.compat.v1.disable_eager_execution()` first.

    ## Fix safety
    Unsafe: `tf.compat.v1` is put before the name, which is what TensorFlow 1 meant by it. What
    needs a graph, such as a placeholder, still fails while eager execution is on.

    ## References
    * [Migrate to TensorFlow 2](https://www.tensorflow.org/guide/migrate)
    * [tf.compat.v1](https://www.tensorflow.org/api_docs/python/tf/compat/v1)
    """

    code = "FWT101"
    name = "tf1-symbol"
    severity = "error"
    versions = {"tensorflow": ">=2.0"}
    references = (
        *(f"{PACKAGE}.{name}" for name in names().removed),
        *(f"{PACKAGE}.{name}" for name in names().modules),
        *(f"{PACKAGE}.{name}.*" for name in names().modules),
    )
    examples = (
        Bad(
            """
import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    x = tf.placeholder(tf.float32, [None, 3])
    total = tf.reduce_sum(x, axis=1)

with tf.Session(graph=graph) as session:
    sums = session.run(total, feed_dict={x: np.ones((2, 3))})
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'placeholder'",
            lines=(7, 10),
            fixed="""
import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    x = tf.compat.v1.placeholder(tf.float32, [None, 3])
    total = tf.reduce_sum(x, axis=1)

with tf.compat.v1.Session(graph=graph) as session:
    sums = session.run(total, feed_dict={x: np.ones((2, 3))})
""",
            then="assert sums.tolist() == [3.0, 3.0]",
        ),
        Bad(
            """
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'logging'",
            fixed="""
import tensorflow as tf

tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
""",
        ),
        Bad(
            """
import tensorflow as tf

x = tf.ones([2, 4])
y = tf.layers.dense(x, 8, activation=tf.nn.relu)
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'layers'",
        ),
        Bad(
            """
from tensorflow import ConfigProto

config = ConfigProto(allow_soft_placement=True)
""",
            raises="ImportError: cannot import name 'ConfigProto'",
            lines=(2,),
        ),
        Good(
            """
import tensorflow as tf

@tf.function
def total(x):
    return tf.reduce_sum(x, axis=1)

sums = total(tf.ones([2, 3]))
""",
            shows="assert sums.numpy().tolist() == [3.0, 3.0]",
        ),
        Good(
            """
import tensorflow.compat.v1 as tf

with tf.Graph().as_default(), tf.Session() as session:
    x = tf.placeholder(tf.float32, [2])
    doubled = session.run(2 * x, feed_dict={x: [1.0, 2.0]})
""",
            shows="assert doubled.tolist() == [2.0, 4.0]",
        ),
        Silent(
            """
import tensorflow as tf

if tf.__version__.startswith("1."):
    session = tf.Session()
""",
            reason="the code asks for the version first",
        ),
        Silent(
            """
import tensorflow as tf

def is_tf2():
    return tf.__version__ >= "2"

session = tf.compat.v1.Session() if is_tf2() else tf.Session()
""",
            reason="the module knows both versions",
        ),
        Silent(
            """
try:
    import tensorflow.compat.v1 as tf
except ImportError:
    import tensorflow as tf

session = tf.Session()
""",
            reason="with TensorFlow 2 `tf` is `tensorflow.compat.v1`",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        name = dotted_below(reference)
        module = names().module_of(name)
        if name in names().renamed or not (module or name in names().removed):
            return
        if is_excused(reference):
            return
        lives_on = module is None or names().modules[module]
        yield Remark(
            reference.span,
            f"`tf.{name}` is no longer in TensorFlow",
            help=(
                f"`tf.compat.v1.{name}` still is, for programs that build graphs; "
                "new code has Keras and tf.function"
                if lives_on
                else "write it with keras.layers: with Keras 3 `tf.compat.v1` has lost it too"
            ),
            fix=_from_compat(reference) if lives_on else None,
        )


def _from_compat(reference: ReferenceSite) -> Fix | None:
    package = package_in(reference)
    if package is None:
        return None
    source = f"{reference.source(package)}.compat.v1"
    return unsafe("Take it from tf.compat.v1", ReplaceExpression(span(package), source))
