"""The prover in the real frameworks: what it must be able to run, to see and to survive."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from fwlint.proving.program import Program, Step
from fwlint.proving.runner import Runner

torch_examples = [
    pytest.mark.proof,
    pytest.mark.xdist_group("torch"),
    pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed"),
]
tensorflow_examples = [
    pytest.mark.proof,
    pytest.mark.xdist_group("tensorflow"),
    pytest.mark.skipif(find_spec("tensorflow") is None, reason="tensorflow is not installed"),
]
TORCH_SETUP = """
import torch
from torch import nn
class Double(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(2.0))
    def forward(self, x):
        return x * self.scale
model = Double().eval()
x = torch.ones(1, 3)
"""
KERAS_SETUP = """
import keras, numpy
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
"""


def run(runner: Runner, program: Program) -> Step:
    """The outcome of the code, once its setup has run and its shows have passed."""
    outcome = runner.run(program)
    assert outcome.code is not None, outcome
    assert outcome.shows is None or outcome.shows.passed, outcome.shows
    return outcome.code


class TestTorch:
    pytestmark = torch_examples

    def test_a_removed_argument_of_the_onnx_export_raises(self, runner: Runner) -> None:
        code = "torch.onnx.export(model, (x,), 'm.onnx', example_outputs=x)"
        step = run(runner, Program(code, TORCH_SETUP))
        assert "unexpected keyword argument 'example_outputs'" in step.error
        assert step.error.startswith("TypeError: ")

    def test_torchscript_warns_and_finds_the_source(self, runner: Runner) -> None:
        code = "traced = torch.jit.trace(model, x)\nscripted = torch.jit.script(model)"
        shows = "assert torch.equal(traced(x), scripted(x))"
        step = run(runner, Program(code, TORCH_SETUP, shows))
        assert step.warned(r"DeprecationWarning: `torch\.jit\.trace` is deprecated")
        assert step.warned(r"DeprecationWarning: `torch\.jit\.script` is deprecated")

    def test_an_old_opset_is_logged_and_not_written(self, runner: Runner) -> None:
        code = "torch.onnx.export(model, (x,), 'm.onnx', opset_version=11)"
        shows = "import onnx\nassert onnx.load('m.onnx').opset_import[0].version == 18"
        step = run(runner, Program(code, TORCH_SETUP, shows))
        assert step.passed
        assert step.warned("requested opset_version 11 is a lower version")

    def test_an_exported_model_runs_in_onnxruntime(self, runner: Runner) -> None:
        code = "torch.onnx.export(model, (x,), 'm.onnx', input_names=['x'])"
        shows = """
import onnxruntime
session = onnxruntime.InferenceSession("m.onnx")
assert session.run(None, {"x": x.numpy()})[0].tolist() == [[2.0, 2.0, 2.0]]
"""
        assert run(runner, Program(code, TORCH_SETUP, shows)).passed

    def test_torch_export_and_compile(self, runner: Runner) -> None:
        code = """
exported = torch.export.export(model, (x,))
compiled = torch.compile(model, backend="eager")
"""
        shows = "assert torch.equal(exported.module()(x), compiled(x))"
        assert run(runner, Program(code, TORCH_SETUP, shows)).passed

    def test_a_process_group_of_one(self, runner: Runner) -> None:
        code = """
import torch.distributed as dist
dist.init_process_group("gloo", init_method="file://" + os.path.abspath("group"),
                        rank=0, world_size=1)
dist.all_reduce(x)
dist.destroy_process_group()
"""
        assert run(runner, Program(code, "import os\n" + TORCH_SETUP)).passed


class TestTensorFlow:
    pytestmark = tensorflow_examples

    def test_saving_to_a_directory_raises(self, runner: Runner) -> None:
        step = run(runner, Program("model.save('directory')", KERAS_SETUP))
        assert step.error.startswith("ValueError: Invalid filepath extension for saving.")

    def test_the_converter_runs_and_the_interpreter_warns(self, runner: Runner) -> None:
        setup = f"""{KERAS_SETUP}
import tensorflow as tf
converted = tf.lite.TFLiteConverter.from_keras_model(model).convert()
"""
        code = "interpreter = tf.lite.Interpreter(model_content=converted)"
        step = run(runner, Program(code, setup, "interpreter.allocate_tensors()"))
        assert step.passed
        assert step.warned("tf.lite.Interpreter is deprecated")

    def test_training_and_a_saved_model(self, runner: Runner) -> None:
        code = """
model.compile("sgd", "mse")
model.fit(numpy.ones((4, 3)), numpy.ones((4, 2)), verbose=0)
model.export("saved", verbose=False)
"""
        shows = """
import tensorflow as tf
loaded = tf.saved_model.load("saved")
assert loaded.serve(numpy.ones((1, 3), "float32")).shape == (1, 2)
"""
        assert run(runner, Program(code, KERAS_SETUP, shows)).passed

    def test_tensorflow_functions_are_converted_from_their_source(self, runner: Runner) -> None:
        code = """
import tensorflow as tf
@tf.function
def clip(x):
    if tf.reduce_sum(x) > 1:
        return x / 2
    return x
assert clip(tf.constant([4.0])).numpy() == [2.0]
"""
        assert run(runner, Program(code)).passed
