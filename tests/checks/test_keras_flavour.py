"""Rules about Keras 3 are silent where code speaks Keras 2, however a model came about."""

from __future__ import annotations

import pytest
from fwlint_checks.keras.weights_filename import WeightsFilename

from fwlint.run.scan import scan_text

SAVE = '\nmodel.save_weights("w")\n'


def lines(code: str) -> list[int]:
    return [finding.start.line for finding in scan_text(code, "train.py", [WeightsFilename()])]


@pytest.mark.parametrize("package", ["keras", "tensorflow.keras"])
@pytest.mark.parametrize(
    "model",
    [
        "k.Sequential([k.layers.Dense(2)])",
        'k.models.load_model("old")',
        "k.applications.ResNet50()",
    ],
)
def test_models_of_keras_are_known_by_what_made_them(package: str, model: str) -> None:
    code = f"import {package} as k\nmodel = {model}{SAVE}"
    assert lines(code) == [3]
    assert lines(code.replace(package, "tf_keras")) == []


@pytest.mark.parametrize("package", ["keras", "tf_keras"])
def test_subclasses_and_annotations_are_of_the_flavour_of_their_base(package: str) -> None:
    code = f"""
import {package} as k

class Base(k.Model):
    pass

class Net(Base):
    pass

def train(model: Net, other: k.Sequential):
    Net().save_weights("w")
    model.save_weights("w")
    other.save_weights("w")
"""
    assert lines(code) == ([11, 12, 13] if package == "keras" else [])


@pytest.mark.parametrize("package", ["keras", "tensorflow.keras"])
def test_the_switch_to_keras_2_is_tensorflow_s(package: str) -> None:
    switch = 'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n'
    code = f"{switch}import {package} as k\nmodel = k.Sequential(){SAVE}"
    assert lines(code) == ([5] if package == "keras" else [])
