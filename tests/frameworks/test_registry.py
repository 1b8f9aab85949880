from __future__ import annotations

import pytest

from fwlint.frameworks import FRAMEWORKS, MENTIONS_FRAMEWORK, canonical, framework_of, lookup


@pytest.mark.parametrize(
    ("dotted", "framework"),
    [
        ("torch.nn.Module", "torch"),
        ("tensorflow.Variable", "tensorflow"),
        ("tensorflow.keras.Model", "keras"),
        ("tf_keras.Model", "keras"),
        ("onnxruntime.InferenceSession", "onnxruntime"),
        ("ts.torch_handler.base_handler.BaseHandler", "torchserve"),
        ("pytorch_lightning.Trainer", "lightning"),
        ("torchlike.nn", None),
        ("numpy", None),
    ],
)
def test_names_belong_to_frameworks(dotted: str, framework: str | None) -> None:
    assert framework_of(dotted) == framework


@pytest.mark.parametrize(
    "source",
    [
        b"import torch",
        b"from tensorflow.keras import layers",
        b"import numpy as np, keras",
        b"import onnxruntime as ort",
        b"from ts.torch_handler.base_handler import BaseHandler",
        b"import timm\n",
        b"```python\nimport tf_keras\n```",
    ],
)
def test_files_that_name_a_framework_are_seen(source: bytes) -> None:
    assert MENTIONS_FRAMEWORK.search(source)


@pytest.mark.parametrize(
    "source",
    [b"import numpy", b"pytorch_like = 1", b"torches = []", b"ts = time.time()", b"onnxed", b""],
)
def test_other_files_are_not(source: bytes) -> None:
    assert not MENTIONS_FRAMEWORK.search(source)


def test_every_root_is_seen_and_belongs_to_its_framework() -> None:
    for framework in FRAMEWORKS.values():
        for root in framework.roots:
            assert framework_of(f"{root}.anything") == framework.name
            assert MENTIONS_FRAMEWORK.search(f"import {root}".encode()), root


@pytest.mark.parametrize("name", ["torch", "tensorflow", "keras"])
def test_model_bases_are_measured_classes_with_canonical_names(name: str) -> None:
    framework = FRAMEWORKS[name]
    assert framework.entry_method is not None
    measured = [base for base in framework.model_bases if framework_of(base) == name]
    assert measured
    for base in measured:
        symbol = lookup(base)
        assert symbol is not None
        assert symbol.kind == "class"
        assert canonical(base) == base


def test_frameworks_tell_their_measured_version() -> None:
    assert FRAMEWORKS["torch"].measured_version == "2.13.0"
    assert FRAMEWORKS["tensorflow"].measured_version == "2.21.0"
    assert FRAMEWORKS["keras"].measured_version == "3.15.1"
    assert FRAMEWORKS["timm"].measured_version is None
