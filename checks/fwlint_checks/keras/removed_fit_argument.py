from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import RemoveArgument, RenameArgument, safe
from fwlint.sites import CallSite
from fwlint_checks.keras._flavour import may_be_keras_2

_OF_THE_DATASET = ("workers", "use_multiprocessing", "max_queue_size")
"""Keras 3 takes them in the constructor of ``keras.utils.PyDataset``."""
_METHODS = ("fit", "evaluate", "predict")


class RemovedFitArgument(Check):
    """`fit`, `evaluate` and `predict` of Keras 3 no longer take `workers` and its companions.

    ## Why
    `workers`, `use_multiprocessing` and `max_queue_size` now belong to the dataset that reads in
    parallel. Keras 3 refuses them: `fit` and `predict` raise `TypeError`, `evaluate` raises
    `ValueError`. `nb_epoch`, the name of `epochs` in Keras 1, is refused as well.

    ## Instead
    Leave them out; for arrays and `tf.data` they never did anything. A `keras.utils.PyDataset`
    takes them itself: `super().__init__(workers=4, use_multiprocessing=True)`.

    ## Fix safety
    Safe: the call raised. A dataset that should read in parallel must be told so by hand.

    ## References
    * [PyDataset](https://keras.io/api/utils/python_utils/)
    * [Migrating Keras 2 code to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """

    code = "FWK104"
    name = "removed-fit-argument"
    severity = "error"
    versions = {"keras": ">=3"}
    calls = tuple(f"keras.Model.{method}" for method in _METHODS)
    examples = (
        Bad(
            """
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), epochs=1, workers=4, use_multiprocessing=True)
""",
            raises="TypeError: .*fit.* got an unexpected keyword argument 'workers'",
            fixed="""
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), epochs=1)
""",
            then="assert len(model.history.epoch) == 1",
        ),
        Bad(
            """
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
loss = model.evaluate(np.zeros((8, 4)), np.zeros((8, 2)), max_queue_size=20)
""",
            raises="ValueError: Arguments not recognized: {'max_queue_size': 20}",
            fixed="""
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
loss = model.evaluate(np.zeros((8, 4)), np.zeros((8, 2)))
""",
            then="assert loss == 0",
        ),
        Bad(
            """
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), nb_epoch=2)
""",
            raises="TypeError: .*fit.* got an unexpected keyword argument 'nb_epoch'",
            fixed="""
import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), epochs=2)
""",
            then="assert len(model.history.epoch) == 2",
        ),
        Good(
            """
import keras
import numpy as np

class Batches(keras.utils.PyDataset):
    def __init__(self):
        super().__init__(workers=2, use_multiprocessing=False, max_queue_size=4)

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return np.zeros((4, 4)), np.zeros((4, 2))

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(Batches(), epochs=1)
""",
        ),
        Silent(
            """
import keras

class Net(keras.Model):
    def fit(self, data, workers=1):
        return super().fit(data)

def train(net: Net, data):
    net.fit(data, workers=4)
""",
            reason="this model has a fit of its own",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        method = call.name.rpartition(".")[2]
        if may_be_keras_2(call):
            return
        for keyword, argument in call.keywords():
            value = (argument.value.start, argument.value.end)
            if keyword in _OF_THE_DATASET:
                help = "leave it out, or give it to the PyDataset that is read"
                fix = safe(f"Leave out `{keyword}`", RemoveArgument(call.span, value))
            elif keyword == "nb_epoch" and method == "fit":
                help = "call it epochs"
                fix = safe("Rename to `epochs`", RenameArgument(call.span, keyword, "epochs"))
            else:
                continue
            span = (argument.start, argument.end)
            yield Remark(span, f"{method}() of Keras 3 takes no {keyword}", help=help, fix=fix)
