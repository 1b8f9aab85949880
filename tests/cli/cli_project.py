"""A project to run fwlint in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

FLAGGED = """\
import torch

model, x = torch.nn.Linear(4, 2).eval(), torch.randn(2, 4)
torch.onnx.export(model, (x,), "m.onnx", opset_version=11, dynamic_shapes=({0: "batch"},))
"""
"""Holds one finding: FWO201 on line 4, with an unsafe fix."""


class Project:
    """A directory of files, which is the working directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str = FLAGGED) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()
