"""The hooks work as pre-commit installs them: in an environment of its own, from a clone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANTED = """\
import torch

model = torch.nn.Linear(4, 2)
torch.onnx.export(model, (torch.randn(2, 4),), "model.onnx", enable_onnx_checker=True)
"""


def git(repository: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=repository, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout as a repository of hooks: what git has, and what is not committed yet."""
    copy = tmp_path_factory.mktemp("hooks") / "fwlint"
    ignored = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, copy, ignore=ignored)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "hooks")
    return copy


@pytest.fixture
def project(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "export.py").write_text(PLANTED)
    git(tmp_path, "add", "-A")
    return tmp_path


def try_repo(project: Path, hooks: Path, hook: str) -> subprocess.CompletedProcess[str]:
    command = ["pre-commit", "try-repo", str(hooks), hook, "--all-files", "--verbose"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is not installed")
def test_hooks(project: Path, hooks: Path) -> None:
    found = try_repo(project, hooks, "fwlint")
    assert found.returncode == 1, found.stdout + found.stderr
    assert "FWO101" in found.stdout
    assert "export.py:4:" in found.stdout

    fixed = try_repo(project, hooks, "fwlint-fix")
    assert "files were modified by this hook" in fixed.stdout
    assert "enable_onnx_checker" not in (project / "export.py").read_text()
    assert "FWO101" not in try_repo(project, hooks, "fwlint").stdout
