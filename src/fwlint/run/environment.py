"""Everything but the scanned files that a report depends on, as one digest.

Computed without importing a single check: a warm run must not pay for that.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import msgspec

from fwlint.config.settings import Config
from fwlint.registry import GROUP
from fwlint.run.stamps import digest
from fwlint.versions import manifest_files

_NOT_IN_RESULTS = (
    "output_format",
    "baseline",
    "cache_dir",
    "jobs",
    "use_cache",
    "fix",
    "sources",
    "file",
)
"""Settings that change how results are shown or made, not what they are."""


def environment_of(config: Config) -> bytes:
    """The digest of fwlint itself, the checks, the settings and the project's manifests."""
    settings = {
        name: str(getattr(config, name))
        for name in config.__struct_fields__
        if name not in _NOT_IN_RESULTS
    }
    manifests = [str(file).encode() + b"\0" + file.read_bytes() for file in _readable(config.root)]
    return digest(
        msgspec.msgpack.encode([sys.version, settings]),
        msgspec.msgpack.encode(_code_stamps()),
        *manifests,
    )


def _readable(root: Path) -> list[Path]:
    return [file for file in manifest_files(root) if os.access(file, os.R_OK)]


@cache
def _code_stamps() -> list[tuple[str, int, int]]:
    """Path, time and size of every file of fwlint and of the packages of checks."""
    roots = [str(Path(__file__).parents[1])]
    for point in entry_points(group=GROUP):
        spec = find_spec(point.value.split(":")[0])
        if spec is not None and spec.submodule_search_locations:
            roots.extend(spec.submodule_search_locations)
    found: list[tuple[str, int, int]] = []
    while roots:
        with os.scandir(roots.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        roots.append(entry.path)
                elif entry.name.endswith((".py", ".json")):
                    status = entry.stat()
                    found.append((entry.path, status.st_mtime_ns, status.st_size))
    return sorted(found)
