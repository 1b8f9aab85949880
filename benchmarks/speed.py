"""Speed and memory, as ratios to peers that run in turn with fwlint on the same files.

    python benchmarks/speed.py [--peers BIN] [--packages timm keras] [--rounds 3]

``--peers`` is the ``bin`` directory of an environment with torchfix and fixit (they pin another
libcst): ``python -m venv peers && peers/bin/pip install torchfix fixit``. Costs are the CPU time
(user and system) of whole processes, workers included. Two commands are run in turn, A B A B,
and the median of the ratios of neighbours is told, so that a machine that slows down slows both.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FWLINT = [sys.executable, "-m", "fwlint"]
PARSE = """
import sys, libcst
for path in sys.stdin.read().split("\\n"):
    with open(path, "rb") as file:
        source = file.read()
    try:
        libcst.parse_module(source)
    except Exception:
        pass
"""


class Cost(NamedTuple):
    """CPU seconds, and the largest resident set of a single process in MiB."""

    cpu: float
    peak: float


def run(command: Sequence[str], stdin: str = "") -> Cost:
    """What one run of a command costs."""
    with tempfile.TemporaryFile("w+") as given:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(
            command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, _, usage = os.wait4(process.pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(command: Sequence[str], rounds: int) -> Cost:
    """The cheapest of several runs."""
    return min(run(command) for _ in range(rounds))


def in_turn(ours: Sequence[str], theirs: Sequence[str], rounds: int, stdin: str = "") -> str:
    """Ours against theirs."""
    pairs = [(run(ours), run(theirs, stdin)) for _ in range(rounds)]
    ratio = statistics.median(a.cpu / b.cpu for a, b in pairs)
    first, second = min(a.cpu for a, _ in pairs), min(b.cpu for _, b in pairs)
    peak = max(a.peak for a, _ in pairs)
    return f"{ratio:7.3f}   ({first:.2f} s / {second:.2f} s; peak {peak:.0f} MiB)"


def package(name: str) -> Path:
    """Where an installed package is, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit(f"{name} is not installed here")
    return Path(next(iter(spec.submodule_search_locations)))


def python_files(directory: Path) -> list[Path]:
    return sorted(directory.rglob("*.py"))


def scan(path: Path, *options: str) -> list[str]:
    return [*FWLINT, "scan", "--isolated", "--exit-zero", "-q", *options, str(path)]


def cold(names: Sequence[str], rounds: int) -> None:
    print("\nCold, one process: CPU against bare libcst.parse_module over the same files")
    for name in names:
        directory = package(name)
        files = "\n".join(map(str, python_files(directory)))
        ours = scan(directory, "--no-cache", "-j", "1")
        print(f"  {name:14}", in_turn(ours, [sys.executable, "-c", PARSE], rounds, files))


def peers(binaries: Path, rounds: int) -> None:
    print("\nCold, one process: CPU against peers, on every 11th file of timm")
    with tempfile.TemporaryDirectory() as temporary:
        sample = Path(temporary, "sample")
        sample.mkdir()
        for index, file in enumerate(python_files(package("timm"))[::11]):
            shutil.copy2(file, sample / f"{index:03}_{file.name}")
        ours = scan(sample, "--no-cache", "-j", "1")
        torchfix = [str(binaries / "torchfix"), "--select", "ALL", "-j", "1", str(sample)]
        fixit = [str(binaries / "fixit"), "lint", str(sample)]
        print("  TorchFix ALL  ", in_turn(ours, torchfix, rounds))
        print("  Fixit         ", in_turn(ours, fixit, rounds))


def warm(counts: Sequence[int], rounds: int) -> None:
    print("\nWarm: CPU for unchanged files, start-up included")
    files = [f for name in ("torch", "keras", "transformers") for f in python_files(package(name))]
    for count in counts:
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary, "repository")
            for index in range(count):
                source = files[index % len(files)]
                target = root / f"part_{index // 200:03}" / f"m{index:05}_{source.name}"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
            command = scan(root, "--cache-dir", str(Path(temporary, "cache")))
            first = run(command)
            cost = least(command, max(rounds, 5))
            print(f"  {count:6} files   {cost.cpu * 1000:6.0f} ms   (first run {first.cpu:.1f} s)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--packages", nargs="*", default=["timm", "keras"])
    parser.add_argument("--warm", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    version = least([*FWLINT, "--version"], 7)
    print(f"fwlint --version: {version.cpu * 1000:.0f} ms of CPU")
    if arguments.packages:
        cold(arguments.packages, arguments.rounds)
    if arguments.peers:
        peers(arguments.peers, arguments.rounds)
    if arguments.warm:
        warm(arguments.warm, arguments.rounds)


if __name__ == "__main__":
    main()
