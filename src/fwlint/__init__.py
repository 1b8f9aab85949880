"""fwlint: deployment blockers, dead APIs and migrations in TensorFlow, Keras and PyTorch code."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fwlint.config import Config
    from fwlint.run.result import Report

__version__ = "0.1.0"
__all__ = ["__version__", "scan"]


def scan(paths: Sequence[str | PathLike[str]], config: Config | None = None) -> Report:
    """Scan files and directories.

    Without ``config`` the nearest configuration file above the paths counts, as on the command
    line. Raises ``fwlint.config.UsageError`` for a wrong configuration.
    """
    from fwlint.config import load_config
    from fwlint.run.scan import scan_paths

    wanted = [Path(path) for path in paths]
    return scan_paths(wanted, config or load_config(wanted))
