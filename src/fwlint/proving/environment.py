"""The environment that programs run in: the same on every machine, whoever runs the proof."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_KEPT = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "VIRTUAL_ENV",
    "HOME",
    "SYSTEMROOT",
)
_SET = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "KERAS_BACKEND": "tensorflow",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "1",  # not more: C++ warnings are among what examples claim
    "TORCHINDUCTOR_COMPILE_THREADS": "1",
}


def environment() -> dict[str, str]:
    """Variables for a process that runs programs; HOME is replaced once it has started."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_SET, "PYTHONPATH": _python_path()}


def command(module: str, *arguments: str) -> list[str]:
    """The command that calls ``main`` of a module of this package.

    Not ``-m``: the program's own module takes the place of ``__main__``.
    """
    start = f"from fwlint.proving.{module} import main; main()"
    return [sys.executable, "-c", start, *arguments]


def _python_path() -> str:
    own = str(Path(__file__).resolve().parents[2])
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.pathsep.join([own, *(str(Path(entry).resolve()) for entry in given if entry)])
