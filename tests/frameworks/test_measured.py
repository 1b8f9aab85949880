"""The shipped tables against the installed frameworks: another sample every day."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from fwlint.frameworks import MEASURED_VERSIONS, api

SAMPLE = 60
QUIET = {"CUDA_VISIBLE_DEVICES": "", "TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}


@pytest.mark.parametrize("framework", sorted(MEASURED_VERSIONS))
def test_a_random_sample_of_the_table_is_true(framework: str) -> None:
    shipped = MEASURED_VERSIONS[framework]
    try:
        installed = version(framework).partition("+")[0]
    except PackageNotFoundError:
        pytest.skip(f"{framework} is not installed")
    if installed != shipped:
        pytest.skip(f"the table is of {framework} {shipped}, but {installed} is installed")

    seed = f"{framework} {datetime.now(timezone.utc).date().isoformat()}"
    print("seed:", seed)
    rows = sorted([*api(framework).names, *api(framework).aliases])
    names = random.Random(seed).sample(rows, min(SAMPLE, len(rows)))
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("remeasure.py"))],
        input=json.dumps({"framework": framework, "names": names}),
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == []
