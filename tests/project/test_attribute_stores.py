"""Checks hear assignments to attributes of objects whose class is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fwlint.checks import Check, Remark
from fwlint.run.scan import scan_text
from fwlint.sites import StoreSite

CONVERTER = """
import tensorflow as tf

converter = tf.lite.TFLiteConverter.from_saved_model("export/1")
"""


class HearsStores(Check):
    """Tells every store it hears."""

    code = "FWL999"
    name = "hears-stores"
    severity = "info"
    attributes = ("tensorflow.lite.TFLiteConverter.*", "keras.Model.optimizer")

    def on_attribute_store(self, store: StoreSite) -> Iterator[Remark]:
        value = "unknown" if store.value is None else store.source(store.value)
        yield Remark(store.span, f"{store.name} = {value}")


def heard(code: str) -> list[tuple[int, str]]:
    return [(f.start.line, f.message) for f in scan_text(code, "convert.py", [HearsStores()])]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("converter.optimizations = [1]", "optimizations = [1]"),
        ("converter.optimizations: list = [1]", "optimizations = [1]"),
        ("a = converter.optimizations = [1]", "optimizations = [1]"),
        ("converter.optimizations += [1]", "optimizations = unknown"),
        ("converter.optimizations, a = [1], 2", "optimizations = unknown"),
        ("converter.target_spec.supported_ops = []", "target_spec.supported_ops = []"),
        ("if a:\n    converter.optimizations = []", "optimizations = []"),
    ],
)
def test_assignments_to_attributes_are_heard(statement: str, expected: str) -> None:
    line = 5 + statement.count("\n")
    found = heard(CONVERTER + statement)
    assert found == [(line, f"tensorflow.lite.TFLiteConverter.{expected}")]


@pytest.mark.parametrize(
    "statement",
    [
        "converter = 3",
        "converter['optimizations'] = []",
        "converter.optimizations",
        "converter.convert().optimizations = []",
        "other.optimizations = []",
    ],
)
def test_nothing_else_is_heard(statement: str) -> None:
    assert heard(CONVERTER + statement) == []


def test_a_store_on_an_object_of_a_subclass_has_the_name_of_the_base() -> None:
    code = """
import keras

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.optimizer = None
        self.other = 1
"""
    assert heard(code) == [(7, "keras.Model.optimizer = None")]


def test_guarded_stores_are_not_heard() -> None:
    guarded = "try:\n    converter.optimizations = []\nexcept AttributeError:\n    pass"
    assert heard(CONVERTER + guarded) == []
