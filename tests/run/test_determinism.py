"""Two runs over the same files give the same bytes, in whatever order files come."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from fwlint.checks import Bad
from fwlint.config.settings import Config
from fwlint.registry import all_checks
from fwlint.run.judging import judge_files

SHARED = "import torch\nfrom a import *\nfrom b import *\n\n\nclass Shared(torch.nn.Module): ...\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples of all checks, and modules that import each other in circles."""
    root = tmp_path_factory.mktemp("project")
    examples = [e.code for c in all_checks() for e in c.examples if isinstance(e, Bad)]
    for number, code in enumerate(random.Random(0).sample(examples, 30)):
        (root / f"example_{number}.py").write_text(f"from shared import *\n{code}")
    (root / "shared.py").write_text(SHARED)
    (root / "a.py").write_text("from shared import Shared\nfrom b import B\nclass A(B): pass\n")
    (root / "b.py").write_text("from a import *\nfrom shared import *\nclass B(Shared): pass\n")
    return root


def scan(project: Path, *arguments: str, seed: int = 0) -> str:
    """The JSON of a scan, in a process whose sets and dicts are ordered by ``seed``."""
    options = ("--isolated", "--no-cache", "--exit-zero", "--output-format", "json")
    code = "from fwlint.cli import main; main()"
    command = [sys.executable, "-c", code, "scan", *options, *arguments]
    environment = {"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(filter(None, sys.path))}
    process = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=True
    )
    return process.stdout


def test_hashes_make_no_difference(project: Path) -> None:
    first = scan(project, ".", seed=1)
    assert first == scan(project, ".", seed=2)
    assert first.count('"code"') > 20


def test_the_order_of_paths_makes_none(project: Path) -> None:
    names = sorted(path.name for path in project.iterdir())
    assert scan(project, *names) == scan(project, *reversed(names)) == scan(project, ".")


def test_the_order_of_judging_makes_none(project: Path) -> None:
    paths = [str(path) for path in sorted(project.iterdir())]
    config = Config(root=project, jobs=1, use_cache=False)
    expected = dict(judge_files(paths, paths, config))
    for seed in range(5):
        shuffled = random.Random(seed).sample(paths, len(paths))
        for path, outcome in judge_files(shuffled, paths, config):
            assert outcome.findings == expected[path].findings
            assert outcome.models == expected[path].models
            assert outcome.uses == expected[path].uses
