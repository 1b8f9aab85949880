"""Packages that convert or run models, or that build on a framework."""

from fwlint.frameworks.framework import Framework

RUNTIMES = (
    Framework("onnx", ("onnx",)),
    Framework("onnxruntime", ("onnxruntime",), aliases=("ort", "rt")),
    Framework("onnxscript", ("onnxscript",)),
    Framework("tf2onnx", ("tf2onnx",)),
    Framework("onnx_converters", ("keras2onnx", "onnx_tf", "onnxmltools")),
    Framework("ai_edge_litert", ("ai_edge_litert",)),
    Framework("litert_torch", ("litert_torch", "ai_edge_torch")),
    Framework("tflite_runtime", ("tflite_runtime",), aliases=("tflite",)),
    Framework("tensorflow_lite", ("tensorflow_lite", "tflite_support")),
    Framework("tensorflowjs", ("tensorflowjs",), aliases=("tfjs",)),
    Framework("tensorflow_hub", ("tensorflow_hub",), aliases=("hub",)),
    Framework("torchserve", ("ts", "model_archiver", "torchserve", "torchmodelarchiver")),
    Framework("executorch", ("executorch",)),
    Framework("torchao", ("torchao",)),
    Framework("torchvision", ("torchvision",)),
    Framework("torchaudio", ("torchaudio",)),
    Framework("torchtext", ("torchtext",)),
    Framework("lightning", ("lightning", "pytorch_lightning"), aliases=("pl", "L")),
    Framework("timm", ("timm",)),
    Framework("transformers", ("transformers",)),
)
