"""Which classes are models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from fwlint.frameworks.registry import FRAMEWORKS


@cache
def _framework_by_base() -> dict[str, str]:
    return {base: f.name for f in FRAMEWORKS.values() for base in f.model_bases}


def framework_of_model(bases: Sequence[str]) -> str | None:
    """The framework whose model a class with these bases (canonical names) is, if any."""
    known = _framework_by_base()
    return next((known[base] for base in bases if base in known), None)
