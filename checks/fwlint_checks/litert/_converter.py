"""The public attributes of a ``tf.lite.TFLiteConverter``, as measured in TensorFlow 2.21."""

from __future__ import annotations

CONVERTER = "tensorflow.lite.TFLiteConverter"

ATTRIBUTES = frozenset(
    {
        "allow_custom_ops",
        "canonicalizing_inf_as_min_max_float",
        "elide_elementsattrs_if_larger",
        "enable_timing",
        "exclude_conversion_metadata",
        "inference_input_type",
        "inference_output_type",
        "ir_dump_dir",
        "ir_dump_func_regex",
        "ir_dump_pass_regex",
        "legalize_custom_tensor_list_ops",
        "model_origin_framework",
        "optimizations",
        "print_ir_after",
        "print_ir_before",
        "print_ir_module_scope",
        "representative_dataset",
        "saved_model_dir",
        "serialize_debug_metadata",
        "target_spec",
        "unfold_batchmatmul",
    }
)
"""Those that are not ``experimental_``, which come and go."""

TARGET_SPEC_ATTRIBUTES = frozenset({"supported_ops", "supported_types"})

OF_THE_OLD_CONVERTER = {
    "change_concat_input_ranges": "",
    "default_ranges_stats": "",
    "drop_control_dependency": "",
    "inference_type": "set representative_dataset and target_spec.supported_ops",
    "output_format": "",
    "post_training_quantize": "set optimizations = [tf.lite.Optimize.DEFAULT]",
    "quantized_input_stats": "set representative_dataset",
    "reorder_across_fake_quant": "",
    "supported_ops": "set target_spec.supported_ops",
    "supported_types": "set target_spec.supported_types",
    "target_ops": "set target_spec.supported_ops",
}
"""What ``tf.compat.v1.lite.TFLiteConverter`` has, or what stands one level too high, and what
to set instead (empty where nothing takes its place)."""
