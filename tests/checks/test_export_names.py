"""The tables of removed names and dead arguments: every row is measured on the installed torch."""

from __future__ import annotations

import pytest
from fwlint_checks._mode_layers import BATCH_NORM, DROPOUT
from fwlint_checks.onnx import no_op_export_argument, removed_onnx_api, removed_onnx_export_argument
from fwlint_checks.torch_export import removed_export_api

from fwlint.proving.program import Program
from fwlint.proving.runner import Runner

_EXPORT = """
import torch
model, example = torch.nn.Linear(4, 2).eval(), (torch.randn(2, 4),)
"""


def run(runner: Runner, code: str) -> None:
    step = runner.run(Program(code)).code
    assert step is not None
    assert step.passed, step.error


@pytest.mark.proof
def test_removed_names_are_gone(runner: Runner) -> None:
    names = [*removed_onnx_api._INSTEAD, *removed_export_api._INSTEAD]
    code = f"""
import torch, torch._export, torch.export, torch.onnx

for name in {names!r}:
    module, _, attribute = name.rpartition(".")
    assert not hasattr(eval(module), attribute), name
"""
    run(runner, code)


@pytest.mark.proof
def test_removed_arguments_raise(runner: Runner) -> None:
    code = f"""{_EXPORT}
for name in {removed_onnx_export_argument._REMOVED!r}:
    try:
        torch.onnx.export(model, example, "model.onnx", **{{name: None}})
    except TypeError as error:
        assert name in str(error)
    else:
        raise AssertionError(name)
"""
    run(runner, code)


@pytest.mark.proof
def test_dead_arguments_change_nothing(runner: Runner) -> None:
    code = f"""{_EXPORT}
from pathlib import Path

torch.onnx.export(model, example, "model.onnx")
written = Path("model.onnx").read_bytes()
for name in {no_op_export_argument._WITHOUT_EFFECT!r}:
    for value in (False, True, {{}}):
        torch.onnx.export(model, example, "model.onnx", **{{name: value}})
        assert Path("model.onnx").read_bytes() == written, name
"""
    run(runner, code)


@pytest.mark.proof
def test_layers_act_differently_in_the_two_modes(runner: Runner) -> None:
    code = f"""
import torch

for name in {sorted(DROPOUT | BATCH_NORM)!r}:
    layer = eval(name)(4) if "BatchNorm" in name else eval(name)()
    rank = int(name[-2]) if name.endswith("d") else 1
    x = torch.randn(8, 4, *[3] * rank)
    trained = torch.export.export(layer, (x,)).module()(x)
    evaluated = torch.export.export(layer.eval(), (x,)).module()(x)
    assert not torch.allclose(trained, evaluated, atol=1e-2), name
"""
    run(runner, code)
