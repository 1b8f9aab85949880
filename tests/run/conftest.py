from __future__ import annotations

from pathlib import Path

import pytest
from scanning import Repository, TellsLoads, TellsModels


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    checks = (TellsLoads(), TellsModels())
    monkeypatch.setattr("fwlint.run.judging.all_checks", lambda: checks)
    return Repository(tmp_path, monkeypatch)
