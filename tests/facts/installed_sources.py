"""Files of installed packages, chosen for variety: what real authors write."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_FILES = (
    "click/core.py",
    "hypothesis/internal/conjecture/data.py",
    "keras/src/applications/resnet.py",
    "keras/src/backend/torch/numpy.py",
    "keras/src/layers/rnn/lstm.py",
    "keras/src/ops/linalg.py",
    "markdown_it/rules_block/list.py",
    "msgspec/_json_schema.py",
    "numpy/lib/_npyio_impl.py",
    "numpy/ma/extras.py",
    "onnx/helper.py",
    "packaging/specifiers.py",
    "pathspec/pathspec.py",
    "sympy/core/parameters.py",
    "timm/layers/attention.py",
    "timm/models/_builder.py",
    "timm/models/resnet.py",
    "timm/models/swin_transformer.py",
    "timm/utils/model.py",
    "torch/_vendor/quack/rmsnorm.py",
    "torch/functional.py",
    "torch/nn/modules/module.py",
    "torch/onnx/_internal/exporter/_core.py",
    "torch/utils/data/dataloader.py",
)


def installed_files() -> dict[str, Path]:
    """The files that are there, by name."""
    found: dict[str, Path] = {}
    for name in _FILES:
        spec = importlib.util.find_spec(name.partition("/")[0])
        for folder in spec.submodule_search_locations or () if spec else ():
            path = Path(folder).parent / name
            if path.is_file():
                found[name] = path
    return found


def read(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode("utf-8")
