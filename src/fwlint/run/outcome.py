"""What one file gave: all that a later run needs of it, and all that a worker sends back."""

from __future__ import annotations

from msgspec import Struct, field

from fwlint.findings import FileError, Finding
from fwlint.run.result import ModelReport


class FileOutcome(Struct):
    """``uses`` counts mentions per canonical name; ``consulted`` are the other files asked.

    ``parsed`` is false for a file that has nothing to do with a framework.
    """

    path: str
    parsed: bool = True
    skipped: bool = False
    findings: list[Finding] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    models: list[ModelReport] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)
    consulted: list[str] = field(default_factory=list)
