"""Where the rules about exports speak, and where they must not: cases beyond their examples."""

from __future__ import annotations

import pytest

from fwlint.registry import all_checks
from fwlint.run.scan import scan_text

MODEL = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.5)
    def forward(self, x):
        return self.drop(x)

"""
EXPORT = 'torch.onnx.export(model, (torch.randn(2, 4),), "m.onnx")\n'


def codes(text: str, *wanted: str) -> list[str]:
    checks = [check for check in all_checks() if check.code in wanted]
    return [finding.code for finding in scan_text(text, "export.py", checks)]


@pytest.mark.parametrize(
    "life",
    [
        "model = Net()\n",
        "model = Net().cuda()\nmodel = model.float()\n",
        "model = Net()\nmodel.load_state_dict(torch.load('w.pt'))\nprint(model)\n",
        "model = Net()\nmodel.eval()\nmodel.train()\n",
        "model = Net()\nmodel.eval()\nmodel.train(True)\n",
        "model = nn.Sequential(Net(), nn.ReLU())\n",
        "model = Net()\nif torch.cuda.is_available():\n    model.train()\n",
        "model = Net()\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\nmodel(x)\n",
    ],
)
def test_models_known_to_be_in_training_mode(life: str) -> None:
    assert codes(MODEL + life + EXPORT, "FWO202") == ["FWO202"]


@pytest.mark.parametrize(
    "life",
    [
        "model = Net().eval()\n",
        "model = Net()\nmodel.train(False)\n",
        "model = Net()\nmodel.train(mode)\n",
        "model = Net()\nif ready:\n    model.eval()\n",
        "model = Net()\nfor p in ps:\n    model.train()\n    model.eval()\n",
        "model = Net()\nfit(model)\n",
        "model = Net()\ntrainer = Trainer(model=model)\n",
        "model = Net()\nmodel.drop = nn.Identity()\n",
        "model = Net()\nmodel.drop.eval()\n",
        "model = Net()\nother = model\nother.eval()\n",
        "model = Net()\nmodel.apply(freeze)\n",
        "model = Net()\nfor part in model.modules():\n    part.eval()\n",
        "model = Net()\ndef switch():\n    model.eval()\nswitch()\n",
        "model = load()\n",
        "model = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.0))\n",
        "model = nn.Sequential(nn.Linear(4, 4), nn.Dropout(p))\n",
        "model = nn.Sequential(nn.Linear(4, 4), *layers)\n",
        "class Still(Net):\n    def __init__(self):\n        super().__init__()\n"
        "        self.eval()\nmodel = Still()\n",
        "class Unused(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.drop = nn.Dropout()\n    def forward(self, x):\n        return x\n"
        "model = Unused()\n",
    ],
)
def test_models_whose_mode_or_layers_are_not_known(life: str) -> None:
    assert codes(MODEL + life + EXPORT, "FWO202") == []


@pytest.mark.parametrize("options", ["dynamo=False", "training=mode", "dynamo=new", "**options"])
def test_exports_that_may_keep_to_evaluation(options: str) -> None:
    export = EXPORT.replace(")\n", f", {options})\n")
    assert codes(MODEL + "model = Net()\n" + export, "FWO202") == []


def axes(arguments: str) -> list[str]:
    text = (
        "import torch\n"
        "a, b = 1, 2\n"
        "first = torch.randn(2, 3)\n"
        "second = torch.randn(2, 3)\n"
        f'torch.onnx.export(model, (first, second), "m.onnx", {arguments})\n'
    )
    return codes(text, "FWO207", "FWO208")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('input_names=["x", "y"], dynamic_axes={"x": [0], "y": [0]}', []),
        ('input_names=["x", "y"], dynamic_axes={"y": [0], "x": [0]}', []),
        ('input_names=["x", "y"], dynamic_axes={"y": [1], "x": [0]}', ["FWO208"]),
        ('input_names=["x", "y"], dynamic_axes={"y": [0]}', ["FWO208"]),
        ('input_names=["x", "y"], dynamic_axes={"y": [0]}, dynamo=False', []),
        ('input_names=["x", "y"], dynamic_axes={"y": axes}', []),
        ('input_names=["x", "y"], dynamic_axes={"x": [0], "z": [0]}', ["FWO207"]),
        ('input_names=["x", "y"], dynamic_axes={"x": [0], **more}', []),
        ('input_names=names, dynamic_axes={"x": [0], "z": [0]}', []),
        ('dynamic_axes={"first": [0], "second": [0]}', []),
        ('dynamic_axes={"first": [0], "second": [0], "sum": [0]}', ["FWO207"]),
        ('dynamic_axes={"first": [0]}, dynamic_shapes=shapes', []),
    ],
)
def test_names_and_order_of_dynamic_axes(arguments: str, expected: list[str]) -> None:
    assert axes(arguments) == expected


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ('shutil.copy("m.onnx", "out/m.onnx")', True),
        ('shutil.move("m.onnx", "/srv/")', True),
        ('shutil.copy("m.onnx", os.path.join(target, "m.onnx"))', True),
        ('s3.upload_file("m.onnx", "bucket", "m.onnx")', True),
        ('shutil.copy("m.onnx", "n.onnx")', False),
        ('shutil.copy("m.onnx", target)', False),
        ('shutil.copy("other.onnx", "out/m.onnx")', False),
        ('shutil.copy("m.onnx", "out/m.onnx")\nshutil.copy("m.onnx.data", "out")', False),
        ('def ship():\n    shutil.copy("m.onnx", "out/m.onnx")', False),
    ],
)
def test_files_that_are_shipped_without_their_weights(after: str, found: bool) -> None:
    text = f'import os, shutil, torch\ntorch.onnx.export(model, (x,), "m.onnx")\n{after}\n'
    assert codes(text, "FWO205") == (["FWO205"] if found else [])


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        ("({0: Dim('b')}, None)", True),
        ("({0: b}, {0: b})", True),
        ("[{1: b}, None]", False),
        ("(None, {0: Dim('b')})", False),
        ("({0: Dim.AUTO}, None)", False),
        ("({0: 1}, None)", False),
        ("shapes", False),
        ("({0: b},)", False),
    ],
)
def test_dynamic_axes_whose_example_has_size_one(shapes: str, found: bool) -> None:
    text = (
        "import torch\n"
        "from torch.export import Dim, export\n"
        "b = Dim('b')\n"
        "args = (torch.zeros(1, 4).to(device), torch.zeros(2, 4))\n"
        f"export(model, args, dynamic_shapes={shapes})\n"
    )
    assert codes(text, "FWE105") == (["FWE105"] if found else [])
