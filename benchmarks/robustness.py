"""Whether fwlint comes through code that nobody wrote for it: every file of installed packages.

    python benchmarks/robustness.py [torch tensorflow keras timm transformers] [--jobs 2]

Each package is scanned whole, its largest files too, without a cache. What does not parse is
listed; the exit code is 1 when fwlint itself failed on a file.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

PACKAGES = ("torch", "tensorflow", "keras", "timm", "transformers")
OPTIONS = (
    "--isolated", "--no-cache", "--no-respect-gitignore", "--exit-zero", "-q",
    "--max-file-size", "100000", "--config", "exclude = []", "--config", 'include = ["*.py"]',
    "--output-format", "json",
)  # fmt: skip
INTERNAL_ERROR = "FW000"


class Run(NamedTuple):
    """One scan. ``peak`` is the largest resident set of one process, in MiB."""

    report: dict[str, Any]
    told: str
    cpu: float
    wall: float
    peak: float


def scan(directory: Path, jobs: int) -> Run:
    command = [sys.executable, "-m", "fwlint", "scan", *OPTIONS, "-j", str(jobs), directory.name]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=errors, cwd=directory.parent)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        output.seek(0)
        errors.seek(0)
        text, told = output.read().decode(), errors.read().decode()
    if not text:
        raise SystemExit(f"the scan of {directory} failed:\n{told}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(json.loads(text), told, cpu, wall, usage.ru_maxrss / 1024)


def directory_of(name: str) -> Path:
    """Where an installed package is, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit(f"{name} is not installed here")
    return Path(next(iter(spec.submodule_search_locations)))


def show(name: str, run: Run) -> int:
    """Print what came of a scan; returns the number of files that fwlint failed on."""
    files, findings = run.report["files"], run.report["findings"]
    errors = [error for error in files["errors"] if error["line"] is not None]
    failures = [error for error in files["errors"] if error["line"] is None]
    failures += [f for f in findings if f["code"] == INTERNAL_ERROR]
    print(
        f"\n{name}: {files['scanned']} files, {run.cpu:.0f} s CPU, {run.wall:.0f} s wall, "
        f"peak {run.peak:.0f} MiB, {len(findings)} findings"
    )
    counts = Counter(finding["code"] for finding in findings)
    print("  " + ", ".join(f"{code} {count}" for code, count in sorted(counts.items())))
    for kind, told in (("does not parse", errors), ("FAILED", failures)):
        for error in told:
            line = error.get("line") or error.get("start", {}).get("line", 1)
            print(f"  {kind}: {error['path']}:{line}: {error['message']}")
    for line in run.told.splitlines():
        print(f"  told: {line}")
    return len(failures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    failures = 0
    for name in arguments.packages:
        failures += show(name, scan(directory_of(name), arguments.jobs))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
