"""Where a model is to run, and what a finding does there."""

from __future__ import annotations

from typing import Literal, get_args

Target = Literal[
    "torch-export",
    "onnx",
    "torch-compile",
    "torchscript",
    "executorch",
    "aoti",
    "tflite",
    "saved-model",
    "tfjs",
    "xla",
    "torchserve",
]
TARGETS: tuple[Target, ...] = get_args(Target)

Effect = Literal["blocks", "bakes", "degrades", "removed", "deprecated", "unsafe"]
"""``blocks``: the exporter or loader refuses. ``bakes``: it goes through and is silently wrong.
``degrades``: it goes through with a fallback. ``removed`` / ``deprecated``: the API's own state.
``unsafe``: it runs code, or reads data, that it should not."""
EFFECTS: tuple[Effect, ...] = get_args(Effect)
