"""The frameworks that are measured, and what is particular about each."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from api_walk import Names, defined_names, exported_names, submodules

from fwlint.frameworks.spelling import home_spelling


def _no_names() -> Names:
    return {}


@dataclass(frozen=True)
class Source:
    """Where one table comes from.

    ``old_names`` are names that only an older spelling of the package still has.
    An object's canonical name is its shortest, but for ``homes``, which always win, names below
    ``preferred``, which win over shorter ones, and names below ``replaced``, which lose to
    longer ones. ``methods_of`` are the classes whose methods are recorded; a trailing ``.*``
    stands for every class of that module. ``defined_in`` is the private package whose
    definitions are recorded as aliases too.
    """

    distribution: str
    names: Callable[[], Names]
    old_names: Callable[[], Names] = _no_names
    homes: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    methods_of: tuple[str, ...] = ()
    defined_in: str | None = None


_TORCH_LEFT_OUT = (  # tools, tests and compiler internals that no user code names
    "torch.ao.ns",
    "torch.contrib",
    "torch.distributed.benchmarks",
    "torch.distributed.elastic",
    "torch.distributed.flight_recorder",
    "torch.distributed.launcher",
    "torch.fx.experimental",
    "torch.fx.passes",
    "torch.jit.frontend",
    "torch.nativert",
    "torch.testing",
    "torch.utils.benchmark",
    "torch.utils.bottleneck",
    "torch.utils.collect_env",
    "torch.utils.hipify",
    "torch.utils.viz",
)


def _torch() -> Names:
    return defined_names("torch", submodules("torch", _TORCH_LEFT_OUT))


def _keras() -> Names:
    def is_api(module: ModuleType, dotted: str) -> bool:
        # Keras 3 fills this module with one class that only raises.
        return not dotted.startswith(("keras.src", "keras.optimizers.legacy"))

    return exported_names(importlib.import_module("keras"), "keras", is_api)


def _keras_of_tensorflow() -> Names:
    def is_api(module: ModuleType, dotted: str) -> bool:
        return not dotted.startswith("keras.optimizers.legacy")

    return exported_names(importlib.import_module("keras._tf_keras.keras"), "keras", is_api)


def _tensorflow() -> Names:
    def is_api(module: ModuleType, dotted: str) -> bool:
        if home_spelling(dotted) != dotted or dotted.startswith("tensorflow.compat.v1.compat"):
            return False  # Keras, or the same names once more
        lazy = type(module).__name__ == "KerasLazyLoader"
        return lazy or module.__name__.startswith("tensorflow._api.")

    return exported_names(importlib.import_module("tensorflow"), "tensorflow", is_api)


def _tf2onnx() -> Names:
    return defined_names("tf2onnx", ["tf2onnx", "tf2onnx.convert", "tf2onnx.optimizer"])


def _onnx() -> Names:
    left_out = ("onnx.backend", "onnx.bin", "onnx.test", "onnx.reference.ops", "onnx.onnx_")
    return defined_names("onnx", submodules("onnx", left_out))


def _onnxruntime() -> Names:
    tools = ("onnxruntime.tools", "onnxruntime.transformers", "onnxruntime.backend")
    internals = ("onnxruntime.capi", "onnxruntime.quantization.operators")
    return defined_names("onnxruntime", submodules("onnxruntime", tools + internals))


def _ai_edge_litert() -> Names:
    modules = ["ai_edge_litert", "ai_edge_litert.interpreter", "ai_edge_litert.compiled_model"]
    return defined_names("ai_edge_litert", modules)


SOURCES = {
    "torch": Source(
        "torch",
        _torch,
        homes=(
            "torch.amp.GradScaler",
            "torch.futures.Future",
            "torch.overrides.has_torch_function",
            "torch.overrides.has_torch_function_unary",
            "torch.overrides.has_torch_function_variadic",
        ),
        preferred=("torch.nn.functional.",),
        replaced=(
            "torch.nn.intrinsic.",
            "torch.nn.qat.",
            "torch.nn.quantizable.",
            "torch.nn.quantized.",
            "torch.quantization.",
        ),
        methods_of=(
            "torch.Tensor",
            "torch.nn.Module",
            "torch.nn.ModuleList",
            "torch.nn.ModuleDict",
            "torch.nn.Sequential",
            "torch.jit.ScriptModule",
            "torch.export.ExportedProgram",
            "torch.onnx.ONNXProgram",
            "torch.optim.Optimizer",
            "torch.optim.lr_scheduler.LRScheduler",
            "torch.amp.GradScaler",
            "torch.utils.data.DataLoader",
        ),
    ),
    "tensorflow": Source(
        "tensorflow",
        _tensorflow,
        methods_of=(
            "tensorflow.Module",
            "tensorflow.Tensor",
            "tensorflow.Variable",
            "tensorflow.TensorShape",
            "tensorflow.GradientTape",
            "tensorflow.data.Dataset",
            "tensorflow.compat.v1.Session",
            "tensorflow.lite.Interpreter",
            "tensorflow.lite.TFLiteConverter",
        ),
    ),
    "keras": Source(
        "keras",
        _keras,
        _keras_of_tensorflow,
        defined_in="keras.src.",
        homes=(
            "keras.dtype_policies.DTypePolicy",
            "keras.initializers.Initializer",
            "keras.layers.InputSpec",
            "keras.layers.Layer",
            "keras.losses.Loss",
            "keras.metrics.Metric",
            "keras.optimizers.Optimizer",
            "keras.quantizers.Quantizer",
            "keras.regularizers.Regularizer",
        ),
        methods_of=(
            "keras.Model",
            "keras.Sequential",
            "keras.Variable",
            "keras.callbacks.*",
            "keras.layers.Layer",
            "keras.losses.Loss",
            "keras.metrics.Metric",
            "keras.optimizers.Optimizer",
        ),
    ),
    "onnx": Source("onnx", _onnx),
    "onnxruntime": Source(
        "onnxruntime",
        _onnxruntime,
        methods_of=("onnxruntime.InferenceSession", "onnxruntime.SessionOptions"),
    ),
    "tf2onnx": Source("tf2onnx", _tf2onnx),
    "ai_edge_litert": Source(
        "ai-edge-litert", _ai_edge_litert, methods_of=("ai_edge_litert.interpreter.Interpreter",)
    ),
}
