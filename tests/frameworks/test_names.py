"""Names, signatures and bases, against what the frameworks' documentation says of them."""

from __future__ import annotations

import pytest

from fwlint.frameworks import Parameter, canonical, is_subclass, lookup, method_signature, signature


@pytest.mark.parametrize(
    ("spelled", "home"),
    [
        ("tensorflow.keras", "keras"),
        ("tensorflow.keras.layers", "keras.layers"),
        ("tensorflow.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.compat.v2.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.compat.v2.nn.relu", "tensorflow.nn.relu"),
        ("tensorflow.compat.v1.nn.relu", "tensorflow.nn.relu"),
        ("tensorflow.compat.v1.raw_ops.Relu", "tensorflow.raw_ops.Relu"),
        ("tensorflow.math.add", "tensorflow.add"),
        ("tensorflow.losses.MeanSquaredError", "keras.losses.MeanSquaredError"),
        ("tensorflow.keras.losses.mse", "keras.losses.mean_squared_error"),
        ("tf_keras.Sequential", "keras.Sequential"),
        ("keras.models.Sequential", "keras.Sequential"),
        ("keras.Layer", "keras.layers.Layer"),
        ("keras.layers.Convolution2D", "keras.layers.Conv2D"),
        ("keras.api.layers.Dense", "keras.layers.Dense"),
        ("keras.src.layers.core.dense.Dense", "keras.layers.Dense"),
        ("keras._tf_keras.keras.layers.Dense", "keras.layers.Dense"),
        ("torch.nn.modules.linear.Linear", "torch.nn.Linear"),
        ("torch.nn.modules.Linear", "torch.nn.Linear"),
        ("torch.nn.modules.lazy.LazyModuleMixin", "torch.nn.modules.lazy.LazyModuleMixin"),
        ("torch.optim.adam.Adam", "torch.optim.Adam"),
        ("torch.utils.data.dataloader.DataLoader", "torch.utils.data.DataLoader"),
        ("torch.conv2d", "torch.nn.functional.conv2d"),
        ("torch.float", "torch.float32"),
        ("torch.autograd.no_grad", "torch.no_grad"),
        ("torch.quantization.quantize_dynamic", "torch.ao.quantization.quantize_dynamic"),
    ],
)
def test_every_spelling_leads_home(spelled: str, home: str) -> None:
    assert canonical(spelled) == home
    assert canonical(home) == home


@pytest.mark.parametrize(
    ("spelled", "home"),
    [
        ("tensorflow.keras.Model.fit", "keras.Model.fit"),
        ("torch.nn.modules.linear.Linear.from_float", "torch.nn.Linear.from_float"),
        ("keras.src.models.model.Model.from_config", "keras.Model.from_config"),
    ],
)
def test_a_member_follows_its_class(spelled: str, home: str) -> None:
    assert canonical(spelled) == home


@pytest.mark.parametrize(
    ("removed", "name"),
    [
        ("torch.onnx.dynamo_export", "torch.onnx.dynamo_export"),
        ("keras.optimizers.legacy.Adam", "keras.optimizers.legacy.Adam"),
        ("tensorflow.keras.optimizers.legacy.Adam", "keras.optimizers.legacy.Adam"),
        ("tensorflow.Session", "tensorflow.Session"),
        ("tensorflow.compat.v2.Session", "tensorflow.Session"),
        ("tensorflow.losses.softmax_cross_entropy", "tensorflow.losses.softmax_cross_entropy"),
        ("tensorflow.compat.v1.layers.dense", "tensorflow.compat.v1.layers.dense"),
        ("tensorflow.contrib.layers.conv2d", "tensorflow.contrib.layers.conv2d"),
        ("tensorflow.python.keras.layers.Dense", "tensorflow.python.keras.layers.Dense"),
        ("torch.nn.modules.batchnorm._BatchNorm", "torch.nn.modules.batchnorm._BatchNorm"),
        ("numpy.array", "numpy.array"),
        ("torch", "torch"),
        ("keras_tuner.Tuner", "keras_tuner.Tuner"),
    ],
)
def test_what_no_table_has_keeps_a_predictable_name(removed: str, name: str) -> None:
    assert canonical(removed) == name


def test_classes_know_their_public_bases() -> None:
    assert is_subclass("keras.Sequential", "keras.Model") is True
    assert is_subclass("keras.Sequential", "keras.layers.Layer") is True
    assert is_subclass("tensorflow.keras.layers.Dense", "keras.Layer") is True
    assert is_subclass("torch.nn.Linear", "torch.nn.Module") is True
    assert is_subclass("torch.nn.LSTM", "torch.nn.RNNBase") is True
    assert is_subclass("torch.jit.ScriptModule", "torch.nn.Module") is True
    assert is_subclass("torch.optim.AdamW", "torch.optim.Optimizer") is True
    assert is_subclass("keras.Model", "keras.Model") is True
    assert is_subclass("keras.Model", "keras.Sequential") is False
    assert is_subclass("keras.layers.Dense", "torch.nn.Module") is False
    assert is_subclass("my.Model", "keras.Model") is None
    assert is_subclass("keras.Model", "my.Model") is None
    assert is_subclass("torch.cat", "torch.nn.Module") is None


def test_bases_stand_next_of_kin_first() -> None:
    sequential = lookup("keras.Sequential")
    assert sequential is not None
    assert sequential.bases.index("keras.Model") < sequential.bases.index("keras.layers.Layer")


def test_functions_and_constructors_have_parameters() -> None:
    export = {p.name: p for p in signature("torch.onnx.export") or ()}
    assert export["dynamo"] == Parameter("dynamo", "keyword-only", "True")
    assert export["model"].required
    assert export["training"].default == "..."  # an enum member: no literal says it

    checkpoint = signature("tensorflow.keras.callbacks.ModelCheckpoint")
    assert checkpoint is not None
    assert checkpoint[0] == Parameter("filepath", "plain", None)

    linear = signature("torch.nn.Linear")
    assert linear is not None
    assert [p.name for p in linear] == ["in_features", "out_features", "bias", "device", "dtype"]

    assert signature("torch.nn.Sequential") == (Parameter("args", "var-positional"),)
    assert signature("torch.onnx.dynamo_export") is None
    assert signature("torch.float32") is None


def test_builtins_are_read_from_the_one_signature_line_of_their_docstring() -> None:
    assert signature("torch.cat") == (
        Parameter("tensors", "plain"),
        Parameter("dim", "plain", "0"),
        Parameter("out", "keyword-only", "None"),
    )
    lstm = signature("torch.nn.LSTM")
    assert lstm is not None
    assert [p.name for p in lstm[:2]] == ["input_size", "hidden_size"]
    assert signature("torch.max") is None  # overloaded
    assert signature("torch.cholesky_solve") is None  # the docstring and the stub disagree


def test_methods_are_found_along_the_bases() -> None:
    fit = method_signature("tensorflow.keras.Sequential", "fit")
    assert fit is not None
    assert [p.name for p in fit[:4]] == ["x", "y", "batch_size", "epochs"]
    load = method_signature("torch.nn.Linear", "load_state_dict")
    assert load is not None
    assert [p.name for p in load] == ["state_dict", "strict", "assign"]
    convert = method_signature("tensorflow.lite.TFLiteConverter", "from_saved_model")
    assert convert is not None
    assert convert[0].name == "saved_model_dir"
    run = method_signature("onnxruntime.InferenceSession", "run")
    assert run is not None
    assert [p.name for p in run] == ["output_names", "input_feed", "run_options"]
    assert method_signature("torch.nn.Linear", "no_such_method") is None
    assert method_signature("my.Model", "fit") is None


def test_what_only_tensorflow_kept_of_keras_is_marked() -> None:
    kept = lookup("tensorflow.keras.backend.int_shape")
    assert kept is not None
    assert (kept.canonical, kept.only_tf_keras) == ("keras.backend.int_shape", True)
    dense = lookup("keras.layers.Dense")
    assert dense is not None
    assert not dense.only_tf_keras


def test_deprecations_are_what_the_objects_say() -> None:
    autocast = lookup("torch.cuda.amp.autocast")
    assert autocast is not None
    assert autocast.deprecated is not None
    assert "torch.amp.autocast('cuda', args...)" in autocast.deprecated
    to_float = lookup("tensorflow.compat.v1.to_float")
    assert to_float is not None
    assert to_float.deprecated == "Use `tf.cast` instead."
    export = lookup("torch.onnx.export")  # only parameters of it are deprecated
    assert export is not None
    assert export.deprecated is None
