from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, RenameArgument, ReplaceExpression, safe, unsafe
from fwlint.frameworks.names import method_signature
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2

_SUCCESSORS = {
    "fit_generator": "fit",
    "evaluate_generator": "evaluate",
    "predict_generator": "predict",
    "predict_proba": "predict",
}
"""Removed methods, and those that do the same."""
_ADVICE = {
    "predict_classes": "take the argmax of predict(), or compare it with 0.5 for a sigmoid",
    "to_yaml": "use to_json(), which keras.models.model_from_json reads",
    "reset_states": "call reset_states() of the recurrent layers of the model",
}
_DROPPED_LATER = {"workers", "use_multiprocessing", "max_queue_size"}
"""Arguments of the successors in Keras 2; removed-fit-argument takes them out."""


class RemovedModelMethod(Check):
    """A method of Keras models is called that Keras 3 no longer has.

    ## Why
    `fit_generator`, `evaluate_generator` and `predict_generator` have been aliases since
    TensorFlow 2.1, `predict_classes`, `predict_proba` and `to_yaml` left with TensorFlow 2.6, and
    Keras 3 took `reset_states` from models. The call raises `AttributeError`.

    ## Instead
    `fit`, `evaluate` and `predict` take generators and datasets. `predict_classes(x)` is
    `predict(x).argmax(axis=-1)` for a softmax, `(predict(x) > 0.5).astype("int32")` for a
    sigmoid. `reset_states` is a method of stateful recurrent layers.

    ## Fix safety
    Unsafe for `predict_classes`: the fix holds for models that end in one score per class. Safe
    for the generator methods and `predict_proba`: the call raised.

    ## References
    * [Model training APIs](https://keras.io/api/models/model_training_apis/)
    * [Migrating Keras 2 code to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """

    code = "FWK103"
    name = "removed-model-method"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = tuple(f"keras.Model.{method}" for method in (*_SUCCESSORS, *_ADVICE))
    examples = (
        Bad(
            """
import keras
import numpy as np

def batches():
    while True:
        yield np.zeros((4, 4)), np.zeros((4, 2))

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
history = model.fit_generator(generator=batches(), steps_per_epoch=2, epochs=3)
""",
            raises="AttributeError: 'Sequential' object has no attribute 'fit_generator'",
            fixed="""
import keras
import numpy as np

def batches():
    while True:
        yield np.zeros((4, 4)), np.zeros((4, 2))

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
history = model.fit(x=batches(), steps_per_epoch=2, epochs=3)
""",
            then="assert len(history.epoch) == 3",
        ),
        Bad(
            """
import numpy as np
from tensorflow.keras.models import load_model

model = load_model("digits.keras")
scores = model.predict_proba(np.zeros((3, 4)))
digits = model.predict_classes(np.zeros((3, 4)))
""",
            setup="""
import keras
layers = [keras.Input((4,)), keras.layers.Dense(10, activation="softmax")]
keras.Sequential(layers).save("digits.keras")
""",
            raises="AttributeError: 'Sequential' object has no attribute 'predict_proba'",
            fixed="""
import numpy as np
from tensorflow.keras.models import load_model

model = load_model("digits.keras")
scores = model.predict(np.zeros((3, 4)))
digits = model.predict(np.zeros((3, 4))).argmax(axis=-1)
""",
            then="assert scores.shape == (3, 10) and digits.shape == (3,)",
            lines=(6, 7),
        ),
        Bad(
            """
import keras

model = keras.Sequential([keras.Input((4,), batch_size=1), keras.layers.Dense(2)])
model.reset_states()
""",
            raises="AttributeError: 'Sequential' object has no attribute 'reset_states'",
        ),
        Good(
            """
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
classes = model.predict(np.zeros((3, 4))).argmax(axis=-1)
text = model.to_json()
""",
            shows="""
from fwlint_checks.keras.removed_model_method import RemovedModelMethod
for name in RemovedModelMethod.calls:
    assert not hasattr(model, name.rpartition(".")[2]), name
""",
        ),
        Silent(
            """
from sklearn.linear_model import LogisticRegression

def score(model, x):
    return model.predict_proba(x), LogisticRegression().predict_proba(x)
""",
            reason="other libraries have such methods",
        ),
        Silent(
            """
import keras

class Net(keras.Model):
    def reset_states(self):
        self.steps = 0

net = Net()
net.reset_states()
""",
            reason="this model has the method itself",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        if may_be_keras_2(call) or not isinstance(call.node.func, n.Attribute):
            return
        method = call.node.func.attr
        successor = _SUCCESSORS.get(method)
        yield Remark(
            (call.node.func.attr_start, call.node.func.end),
            f"models of Keras 3 have no method {method}()",
            help=f"call {successor}()" if successor else _ADVICE[method],
            fix=_renamed(call, successor) if successor else _argmax(call, method),
        )


def _renamed(call: CallSite, successor: str) -> Fix | None:
    """Call the successor, if it takes the arguments alike."""
    parameters = method_signature("keras.Model", successor) or ()
    known = {parameter.name for parameter in parameters} | _DROPPED_LATER
    keywords = {keyword for keyword, _ in call.keywords()}
    plain = sum(argument.keyword is None for argument in call.node.arguments)
    if call.unpacks or plain > 1 or keywords - known - {"generator"}:
        return None
    func = call.node.func
    edits = [ReplaceExpression((func.start, func.end), f"{_receiver(call)}.{successor}")]
    if "generator" not in keywords:
        return safe(f"Call `{successor}`", *edits)
    return safe(f"Call `{successor}`", *edits, RenameArgument(call.span, "generator", "x"))


def _argmax(call: CallSite, method: str) -> Fix | None:
    if method != "predict_classes" or call.unpacks:
        return None
    start, end = call.node.func.end - call.node.start, call.node.end - call.node.start
    arguments = call.source(call.node)[start:end]
    source = f"{_receiver(call)}.predict{arguments}.argmax(axis=-1)"
    return unsafe("Take the argmax of `predict`", ReplaceExpression(call.span, source))


def _receiver(call: CallSite) -> str:
    assert call.receiver_node is not None
    return call.source(call.receiver_node)
