from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import ReplaceExpression, safe
from fwlint.sites import ReferenceSite
from fwlint_checks.tensorflow1._names import (
    PACKAGE,
    dotted_below,
    is_excused,
    names,
    package_in,
)


class RenamedTf1Op(Check):
    """The function has moved: TensorFlow 2 knows it only by its new name.

    ## Why
    TensorFlow 2.0 sorted its functions into modules (`tf.log` became `tf.math.log`,
    `tf.random_normal` became `tf.random.normal`) and dropped the old names from the `tf`
    namespace: they raise AttributeError. Every pair of this rule was measured: the old name is
    missing, and what `tf.compat.v1` has under it is the very object of the new name.

    ## Instead
    Use the new name.

    ## Fix safety
    Safe: both names mean one object, and the old one raised.

    ## References
    * [Automatically rewrite TF 1.x](https://www.tensorflow.org/guide/migrate/upgrade)
    """

    code = "FWT104"
    name = "renamed-tf1-op"
    severity = "error"
    versions = {"tensorflow": ">=2.0"}
    references = tuple(f"{PACKAGE}.{name}" for name in names().renamed)
    examples = (
        Bad(
            """
import tensorflow as tf

def kl_divergence(p, q):
    return tf.reduce_sum(p * (tf.log(p) - tf.log(q)))

loss = kl_divergence(tf.constant([0.5, 0.5]), tf.constant([0.5, 0.5]))
""",
            raises="AttributeError: module 'tensorflow' has no attribute 'log'",
            fixed="""
import tensorflow as tf

def kl_divergence(p, q):
    return tf.reduce_sum(p * (tf.math.log(p) - tf.math.log(q)))

loss = kl_divergence(tf.constant([0.5, 0.5]), tf.constant([0.5, 0.5]))
""",
            then="assert loss.numpy() == 0.0",
        ),
        Bad(
            """
import tensorflow

features = tensorflow.parse_tensor(
    tensorflow.serialize_tensor(tensorflow.random_normal([2, 3])), tensorflow.float32
)
""",
            raises="AttributeError: module 'tensorflow' has no attribute",
            lines=(4, 5),
            fixed="""
import tensorflow

features = tensorflow.io.parse_tensor(
    tensorflow.io.serialize_tensor(tensorflow.random.normal([2, 3])), tensorflow.float32
)
""",
            then="assert features.shape == (2, 3)",
        ),
        Good(
            """
import tensorflow as tf

entropy = -tf.reduce_sum(tf.constant([0.5, 0.5]) * tf.math.log([0.5, 0.5]))
""",
            shows="assert abs(entropy.numpy() - 0.6931) < 1e-3",
        ),
        Silent(
            """
import tensorflow as tf

if hasattr(tf, "log"):
    log = tf.log
else:
    log = tf.math.log
""",
            reason="the code looks whether the name is there",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        old = dotted_below(reference)
        new = names().renamed.get(old)
        if new is None or is_excused(reference):
            return
        package = package_in(reference)
        fix = None
        if package is not None:
            source = f"{reference.source(package)}.{new}"
            fix = safe(f"Use tf.{new}", ReplaceExpression(reference.span, source))
        yield Remark(
            reference.span,
            f"`tf.{old}` is now `tf.{new}`",
            help="TensorFlow 2 has dropped the old name",
            fix=fix,
        )
