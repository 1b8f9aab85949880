"""Paths as the pipeline knows them, and as reports show them."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: str | Path) -> str:
    return os.path.abspath(path)


def shown(path: str | Path) -> str:
    """A path from the working directory, if it lies below it, with forward slashes."""
    full = Path(absolute(path))
    here = Path.cwd()
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()
