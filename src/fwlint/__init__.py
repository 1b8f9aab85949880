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
    line. A baseline that is configured hides what it holds. Raises
    ``fwlint.config.UsageError`` for a wrong configuration or baseline.
    """
    from fwlint.config import load_config
    from fwlint.run.scan import scan_paths

    wanted = [Path(path) for path in paths]
    chosen = config or load_config(wanted)
    report = scan_paths(wanted, chosen)
    if chosen.baseline:
        from fwlint.baseline import Baseline
        from fwlint.filters import apply_filters

        apply_filters(report, [Baseline.read(chosen.baseline_file)])
    return report
