"""Where Keras 3 has what its removed namespaces held, and how code spells the new name."""

from __future__ import annotations

import pytest
from fwlint_checks.keras._experimental import respelled, successor


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("keras.layers.experimental.preprocessing.Rescaling", "keras.layers.Rescaling"),
        ("keras.layers.experimental.EinsumDense", "keras.layers.EinsumDense"),
        ("keras.optimizers.experimental.Adam", "keras.optimizers.Adam"),
        ("keras.experimental.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("keras.experimental.LinearModel", None),
        ("keras.layers.experimental.preprocessing", None),
        ("keras.estimator.model_to_estimator", None),
    ],
)
def test_the_successor_is_one_that_keras_3_has(old: str, new: str | None) -> None:
    assert successor(old) == new


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("tf.keras.layers.experimental.Dense", "tf.keras.layers.Dense"),
        ("layers.experimental.Dense", "layers.Dense"),
        ("experimental.Dense", None),
        ("Dense", None),
    ],
)
def test_the_new_name_is_spelled_from_where_the_code_begins(
    source: str, expected: str | None
) -> None:
    new = respelled(source, "keras.layers.experimental.Dense", "keras.layers.Dense")
    assert new == expected
