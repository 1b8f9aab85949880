from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import SetArgument, unsafe
from fwlint.project.module import Module
from fwlint.project.values import Symbol, Text, Value, literal_of
from fwlint.sites import CallSite, span
from fwlint_checks.onnx._exporter import EXPORT, TORCH_EXPORT_IS_DEFAULT, uses_torch_export

_COPIES = frozenset(f"shutil.{name}" for name in ("copy", "copy2", "copyfile", "move"))
_UPLOADS = frozenset({"fput_object", "log_artifact", "upload_file", "upload_from_filename"})
"""Methods of storage and tracking clients (S3, GCS, MinIO, MLflow, Hugging Face) for one file."""
_KNOWS_SIDECAR = re.compile(r"\.data\b|external_data|copytree")


class ExternalDataSidecar(Check):
    """The weights of an ONNX export are in a second file, and only the first one is shipped.

    ## Why
    Since torch 2.9 `torch.onnx.export(model, args, "model.onnx")` writes tensors of 1 KB and more
    to `model.onnx.data` beside the file. Measured on torch 2.13: 1.7 KB of `model.onnx` and 4.2 MB
    of `model.onnx.data` for one layer. Whoever copies or uploads `model.onnx` alone ships a graph
    without weights; onnxruntime 1.31 then fails with `External data path does not exist`.

    ## Instead
    Pass `external_data=False` for models below 2 GB: everything goes into the one file. Otherwise
    ship both files, under the same names.

    The finding needs to see both: the export, and after it in the same function a copy into
    another directory, or an upload, of the same path. A file that mentions `.data` is left alone.

    ## Fix safety
    Unsafe: one file is written instead of two, and a model above 2 GB does not fit into one.

    ## References
    * [torch.onnx.export](https://docs.pytorch.org/docs/2.13/onnx_export.html)
    * [ONNX external data](https://onnx.ai/onnx/repo-docs/ExternalData.html)
    """

    code = "FWO205"
    name = "external-data-sidecar"
    severity = "warning"
    effects = {"onnx": "bakes"}
    versions = TORCH_EXPORT_IS_DEFAULT
    calls = (EXPORT,)
    examples = (
        Bad(
            """
import os
import shutil
import torch

model = torch.nn.Linear(64, 64).eval()
torch.onnx.export(model, (torch.randn(2, 64),), "model.onnx")
os.mkdir("release")
shutil.copy("model.onnx", "release/model.onnx")
""",
            shows="""
import onnxruntime as ort

try:
    ort.InferenceSession("release/model.onnx", providers=["CPUExecutionProvider"])
except Exception as error:
    assert "External data path does not exist" in str(error)
else:
    raise AssertionError("the copy loads")
""",
            fixed="""
import os
import shutil
import torch

model = torch.nn.Linear(64, 64).eval()
torch.onnx.export(model, (torch.randn(2, 64),), "model.onnx", external_data=False)
os.mkdir("release")
shutil.copy("model.onnx", "release/model.onnx")
""",
            then="""
import onnxruntime as ort
ort.InferenceSession("release/model.onnx", providers=["CPUExecutionProvider"])
""",
        ),
        Bad(
            """
import torch

def publish(model, example, bucket):
    torch.onnx.export(model, example, "model.onnx")
    bucket.upload_file("model.onnx", "models/model.onnx")
""",
            shows="""
import os
from pathlib import Path

class Bucket:
    def upload_file(self, path, key):
        self.received = Path(path).read_bytes()

bucket = Bucket()
publish(torch.nn.Linear(64, 64).eval(), (torch.randn(2, 64),), bucket)
assert len(bucket.received) < 64 * 64 * 4 <= os.path.getsize("model.onnx.data")
""",
            fixed="""
import torch

def publish(model, example, bucket):
    torch.onnx.export(model, example, "model.onnx", external_data=False)
    bucket.upload_file("model.onnx", "models/model.onnx")
""",
            then="""
from pathlib import Path

class Bucket:
    def upload_file(self, path, key):
        self.received = Path(path).read_bytes()

bucket = Bucket()
publish(torch.nn.Linear(64, 64).eval(), (torch.randn(2, 64),), bucket)
assert len(bucket.received) > 64 * 64 * 4
""",
        ),
        Good(
            """
import os
import shutil
import torch

model = torch.nn.Linear(64, 64).eval()
torch.onnx.export(model, (torch.randn(2, 64),), "model.onnx")
os.mkdir("release")
for name in ("model.onnx", "model.onnx.data"):
    shutil.copy(name, "release")
""",
            shows="""
import onnxruntime as ort
ort.InferenceSession("release/model.onnx", providers=["CPUExecutionProvider"])
""",
        ),
        Silent(
            """
import shutil
import torch

def export(model, example):
    torch.onnx.export(model, example, "model.onnx")
    shutil.copy("model.onnx", "newest.onnx")
""",
            reason="the copy lies beside model.onnx.data and finds it",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        path = call.argument("f").str
        if path is None or not uses_torch_export(call):
            return
        if not call.argument("external_data").absent or _KNOWS_SIDECAR.search(call.module.text):
            return
        if any(_ships(call, other, path) for other in call.module.facts.calls):
            yield Remark(
                span(call.node.func),
                f"the weights go to {path}.data, but only {path} is shipped",
                help="pass external_data=False, or ship both files",
                fix=unsafe("Write one file", SetArgument(call.span, "external_data", "False")),
            )


def _ships(call: CallSite, other: n.Call, path: str) -> bool:
    """Whether ``other`` comes later in the same function and takes the one file elsewhere."""
    module = call.module
    if other.start < call.node.end or module.tree.where(other.start).scope != call.where.scope:
        return False
    values = [module.value(argument.value) for argument in other.arguments if not argument.star]
    if isinstance(other.func, n.Attribute) and other.func.attr in _UPLOADS:
        return any(literal_of(value, str) == path for value in values)
    return _is_copy(module, other) and len(values) == 2 and _copies_away(path, *values)


def _is_copy(module: Module, call: n.Call) -> bool:
    callee = module.value(call.func)
    return isinstance(callee, Symbol) and callee.canonical in _COPIES


def _copies_away(path: str, source: Value, target: Value) -> bool:
    if literal_of(source, str) != path:
        return False
    to = target.suffix if isinstance(target, Text) else literal_of(target, str) or ""
    return "/" in to and posixpath.dirname(to) != posixpath.dirname(path)
