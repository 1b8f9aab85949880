"""A project's own module is not a framework's, though it may have the same name."""

from __future__ import annotations

from pathlib import Path

from fwlint.config.settings import Config
from fwlint.run.scan import scan_paths


def found(root: Path) -> list[str]:
    config = Config(root=root, select=("FWJ101", "FWJ304"), use_cache=False)
    return [finding.message for finding in scan_paths([root], config).findings]


def test_an_import_of_an_own_module_is_not_heard(tmp_path: Path) -> None:
    (tmp_path / "torchserve.py").write_text("class TorchServe: pass\n")
    (tmp_path / "client.py").write_text("from torchserve import TorchServe\nimport torchserve\n")
    assert found(tmp_path) == []


def test_without_that_module_it_is_heard(tmp_path: Path) -> None:
    (tmp_path / "client.py").write_text("from torchserve import TorchServe\n")
    assert found(tmp_path) == ["there is no module torchserve"]
