"""What one file gave: all that a later run needs of it, and all that a worker sends back."""

from __future__ import annotations

from msgspec import Struct, field

from fwlint.findings import FileError, Finding, Why
from fwlint.project.links import Links
from fwlint.run.result import ModelReport

INTERNAL_ERROR = "FW000"


class FileOutcome(Struct):
    """``uses`` counts mentions per canonical name; ``links`` are new ones, of this file and others.

    ``parsed`` is false for a file that has nothing to do with a framework. ``transient`` tells of
    a failure that another run may not have, although nothing has changed.
    """

    path: str
    parsed: bool = True
    skipped: bool = False
    transient: bool = False
    findings: list[Finding] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    models: list[ModelReport] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)
    links: dict[str, Links] = field(default_factory=dict)

    def show_as(self, path: str) -> None:
        """Show an outcome of another run under the path that the file has from here."""
        for finding in self.findings:
            why = [
                Why(w.message, path if w.path == self.path else w.path, w.line) for w in finding.why
            ]
            finding.path, finding.why = path, why
        for model in self.models:
            model.path = path
        self.errors = [FileError(path, error.message, error.line) for error in self.errors]
        self.path = path


def _shown_as(step: Why, before: str, after: str) -> Why:
    return Why(step.message, after, step.line) if step.path == before else step
