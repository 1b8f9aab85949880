from __future__ import annotations

from pathlib import Path

import pytest
from cli_project import Project, Run
from click.testing import CliRunner, Result

from fwlint.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Project(tmp_path)


@pytest.fixture
def fwlint(project: Project) -> Run:
    """Run a command line; the result has the exit code, standard output and standard error."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, env=environment)

    return run


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Newest versions that do not change with every release."""
    versions = {"torch": "2.13.0", "tensorflow": "2.21.0", "keras": "3.15.0"}
    monkeypatch.setattr("fwlint.frameworks.MEASURED_VERSIONS", versions)
    return versions
