"""What well-known calls give: the objects on which later method calls are judged.

Each row was checked by calling the function on the measured versions (tests/frameworks).
"""

from __future__ import annotations

GIVES: dict[str, str] = {
    "keras.models.load_model": "keras.Model",
    "keras.models.clone_model": "keras.Model",
    "keras.models.model_from_json": "keras.Model",
    "keras.Input": "keras.KerasTensor",
    "tensorflow.lite.TFLiteConverter.from_keras_model": "tensorflow.lite.TFLiteConverter",
    "tensorflow.lite.TFLiteConverter.from_saved_model": "tensorflow.lite.TFLiteConverter",
    "tensorflow.lite.TFLiteConverter.from_concrete_functions": "tensorflow.lite.TFLiteConverter",
    "torch.compile": "torch.nn.Module",
    "torch.export.export": "torch.export.ExportedProgram",
    "torch.export.load": "torch.export.ExportedProgram",
    "torch.jit.load": "torch.jit.ScriptModule",
    "torch.jit.script": "torch.jit.ScriptModule",
    "torch.jit.trace": "torch.jit.ScriptModule",
    "torch.jit.freeze": "torch.jit.ScriptModule",
    "torch.jit.optimize_for_inference": "torch.jit.ScriptModule",
    "timm.create_model": "torch.nn.Module",
    "timm.models.create_model": "torch.nn.Module",
}
"""Function to the class of what it returns. Where the argument decides (``torch.jit.script`` of
a function), the class is the one for modules."""

GIVES_BELOW: tuple[tuple[str, str], ...] = (
    ("keras.applications.", "keras.Model"),
    ("torchvision.models.", "torch.nn.Module"),
)
"""Prefix of lower-case (or, in Keras, camel-case) model builders, and what they return."""

RETURN_THEMSELVES: dict[str, frozenset[str]] = {
    "torch.nn.Module": frozenset(
        {"bfloat16", "cpu", "cuda", "double", "eval", "float", "half"}
        | {"requires_grad_", "to", "train", "type", "xpu"}
    ),
}
"""Methods that return the object they are called on, by class."""


def given_by(canonical: str) -> str | None:
    """The class of what a call of ``canonical`` returns, or ``None``."""
    cls = GIVES.get(canonical)
    if cls is None:
        for prefix, below in GIVES_BELOW:
            if canonical.startswith(prefix) and "." not in canonical[len(prefix) :]:
                return below
    return cls
