"""What a scan hands to the reports."""

from __future__ import annotations

from msgspec import Struct, field

from fwlint.findings import FileError, Finding


class TargetVerdict(Struct):
    """``findings`` are indexes into ``Report.findings``; ``reason`` explains ``unknown``."""

    verdict: str
    findings: list[int] = field(default_factory=list)
    reason: str | None = None


class ModelReport(Struct):
    """A model of the project and how it stands with each target."""

    name: str
    path: str
    line: int
    framework: str
    kind: str
    targets: dict[str, TargetVerdict] = field(default_factory=dict)


class FrameworkUse(Struct):
    """How many files use a framework, and how often each of its names is mentioned."""

    files: int = 0
    apis: dict[str, int] = field(default_factory=dict)


class Report(Struct):
    """Everything that one run found. Lists are sorted; two runs give equal reports.

    ``fixed`` counts the fixes made, per path and code; ``notices`` are one-line remarks for
    people (standard error), such as a file skipped for its size. ``hidden`` counts the findings
    that are left out, per reason.
    """

    findings: list[Finding] = field(default_factory=list)
    models: list[ModelReport] = field(default_factory=list)
    frameworks: dict[str, FrameworkUse] = field(default_factory=dict)
    scanned: int = 0
    skipped: int = 0
    errors: list[FileError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    fixed: dict[str, dict[str, int]] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
