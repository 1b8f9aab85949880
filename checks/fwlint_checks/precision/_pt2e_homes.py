"""Where the parts of PT2E quantization live since torch 2.11 dropped them.

Found by comparing the public names of torch 2.9.1 and torchao 0.18; those of XNNPACK were read in
ExecuTorch's repository. What is not listed has no home of the same name.
"""

from __future__ import annotations

_OLD = "torch.ao.quantization"
_NEW = "torchao.quantization.pt2e"
_XNNPACK = "executorch.backends.xnnpack.quantizer"

_SPECIFICATIONS = (
    "DerivedQuantizationSpec",
    "EdgeOrNode",
    "FixedQParamsQuantizationSpec",
    "QuantizationAnnotation",
    "QuantizationSpec",
    "QuantizationSpecBase",
    "Quantizer",
    "SharedQuantizationSpec",
)
_MOVED: dict[str, tuple[str, tuple[str, ...]]] = {
    _OLD: (
        _NEW,
        (
            "CUSTOM_KEY",
            "NUMERIC_DEBUG_HANDLE_KEY",
            "allow_exported_model_train_eval",
            "compare_results",
            "extract_results_from_loggers",
            "generate_numeric_debug_handle",
            "move_exported_model_to_eval",
            "move_exported_model_to_train",
            "prepare_for_propagation_comparison",
        ),
    ),
    f"{_OLD}.quantize_pt2e": (
        f"{_NEW}.quantize_pt2e",
        ("convert_pt2e", "prepare_pt2e", "prepare_qat_pt2e"),
    ),
    f"{_OLD}.pt2e.export_utils": (f"{_NEW}.export_utils", ("model_is_exported",)),
    f"{_OLD}.pt2e.graph_utils": (
        f"{_NEW}.graph_utils",
        (
            "bfs_trace_with_node_process",
            "find_sequential_partitions",
            "get_equivalent_types",
            "update_equivalent_types_dict",
        ),
    ),
    f"{_OLD}.pt2e.lowering": (f"{_NEW}.lowering", ("lower_pt2e_quantized_to_x86",)),
    f"{_OLD}.pt2e.prepare": (f"{_NEW}.prepare", ("prepare",)),
    f"{_OLD}.quantizer": (f"{_NEW}.quantizer", _SPECIFICATIONS),
    f"{_OLD}.quantizer.quantizer": (f"{_NEW}.quantizer.quantizer", _SPECIFICATIONS),
    f"{_OLD}.quantizer.composable_quantizer": (
        f"{_NEW}.quantizer.composable_quantizer",
        ("ComposableQuantizer",),
    ),
    f"{_OLD}.quantizer.embedding_quantizer": (
        f"{_NEW}.quantizer.embedding_quantizer",
        ("EmbeddingQuantizer", "get_embedding_operators_config"),
    ),
    f"{_OLD}.quantizer.x86_inductor_quantizer": (
        f"{_NEW}.quantizer.x86_inductor_quantizer",
        (
            "X86InductorQuantizer",
            "get_default_x86_inductor_quantization_config",
            "get_x86_inductor_linear_dynamic_fp16_config",
        ),
    ),
    f"{_OLD}.quantizer.xpu_inductor_quantizer": (
        f"{_NEW}.quantizer.xpu_inductor_quantizer",
        ("XPUInductorQuantizer", "get_default_xpu_inductor_quantization_config"),
    ),
    f"{_OLD}.quantizer.xnnpack_quantizer": (
        f"{_XNNPACK}.xnnpack_quantizer",
        ("XNNPACKQuantizer", "get_symmetric_quantization_config"),
    ),
}

NEW_HOMES: dict[str, str] = {
    **{old: new for old, (new, _) in _MOVED.items() if old != _OLD},
    **{f"{old}.{name}": f"{new}.{name}" for old, (new, names) in _MOVED.items() for name in names},
}
"""Old dotted name of a module, or of something in it, to the new dotted name."""
