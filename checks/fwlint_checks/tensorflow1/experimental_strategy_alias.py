from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import Fix, ReplaceExpression, safe
from fwlint.sites import CallSite, span

_KEPT = {
    "MultiWorkerMirroredStrategy": ("cluster_resolver",),
    "TPUStrategy": ("tpu_cluster_resolver",),
}
"""Arguments that the strategy and its experimental alias both take, by name."""


class ExperimentalStrategyAlias(Check):
    """The strategy has left `tf.distribute.experimental`; its alias there is deprecated.

    ## Why
    `MultiWorkerMirroredStrategy` and `TPUStrategy` are in `tf.distribute`. The classes of
    `tf.distribute.experimental` are kept for old programs, log a deprecation when they are made
    (measured with TensorFlow 2.21), and do not have the newer arguments.

    ## Instead
    Use the name in `tf.distribute`. `communication` of the multi-worker strategy is
    `communication_options=tf.distribute.experimental.CommunicationOptions(...)` there, and
    `device_assignment` of the TPU strategy is `experimental_device_assignment`.

    ## Fix safety
    Safe: offered where the call gives only what both classes take.

    ## References
    * [MultiWorkerMirroredStrategy](https://www.tensorflow.org/api_docs/python/tf/distribute/MultiWorkerMirroredStrategy)
    * [TPUStrategy](https://www.tensorflow.org/api_docs/python/tf/distribute/TPUStrategy)
    """

    code = "FWT301"
    name = "experimental-strategy-alias"
    severity = "warning"
    versions = {"tensorflow": ">=2.4"}
    calls = tuple(f"tensorflow.distribute.experimental.{name}" for name in _KEPT)
    examples = (
        Bad(
            """
import tensorflow as tf

strategy = tf.distribute.experimental.MultiWorkerMirroredStrategy()
with strategy.scope():
    weights = tf.Variable(tf.zeros([4, 2]))
""",
            warns="_CollectiveAllReduceStrategyExperimental.* is deprecated",
            fixed="""
import tensorflow as tf

strategy = tf.distribute.MultiWorkerMirroredStrategy()
with strategy.scope():
    weights = tf.Variable(tf.zeros([4, 2]))
""",
            then="assert type(strategy) is tf.distribute.MultiWorkerMirroredStrategy",
        ),
        Bad(
            """
import tensorflow as tf

strategy = tf.distribute.experimental.MultiWorkerMirroredStrategy(
    tf.distribute.experimental.CollectiveCommunication.RING
)
""",
            warns="_CollectiveAllReduceStrategyExperimental.* is deprecated",
        ),
        Good(
            """
import tensorflow as tf

strategy = tf.distribute.MultiWorkerMirroredStrategy(
    communication_options=tf.distribute.experimental.CommunicationOptions(
        implementation=tf.distribute.experimental.CommunicationImplementation.RING
    )
)
""",
            shows="assert strategy.num_replicas_in_sync == 1",
        ),
        Silent(
            """
import tensorflow as tf

def strategy_for(options):
    return tf.distribute.experimental.ParameterServerStrategy(**options)
""",
            reason="this name in `experimental` is the class itself, not a deprecated alias",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        strategy = call.name.rpartition(".")[2]
        yield Remark(
            span(call.node.func),
            f"`tf.distribute.experimental.{strategy}` is deprecated",
            help=f"use tf.distribute.{strategy}",
            fix=_renamed(call, strategy),
        )


def _renamed(call: CallSite, strategy: str) -> Fix | None:
    kept = _KEPT[strategy]
    if any(argument.keyword not in kept for argument in call.node.arguments):
        return None
    written = call.source(call.node.func)
    new = written.removesuffix(f".experimental.{strategy}")
    if new == written:
        return None
    return safe(
        f"Use tf.distribute.{strategy}",
        ReplaceExpression(span(call.node.func), f"{new}.{strategy}"),
    )
