"""The files of a project that say which distributions it runs with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fwlint.versions.conda import read_environment
from fwlint.versions.lockfiles import LOCK_PATTERNS, read_lock
from fwlint.versions.pyproject import read_pyproject
from fwlint.versions.requirement import Reading, Wanted
from fwlint.versions.requirements_txt import included_files, read_requirements_txt
from fwlint.versions.setup_cfg import read_setup_cfg

_Reader = Callable[[str, str], Iterable[Wanted | str]]
"""From the text of a manifest and its name in messages to what it asks, and to notices."""

_READERS: tuple[tuple[str, _Reader], ...] = (
    *((pattern, read_lock) for pattern in LOCK_PATTERNS),
    ("pyproject.toml", read_pyproject),
    ("setup.cfg", read_setup_cfg),
    ("requirements.txt", read_requirements_txt),
    ("requirements*.txt", read_requirements_txt),
    ("requirements/*.txt", read_requirements_txt),
    ("constraints*.txt", read_requirements_txt),
    ("environment*.yml", read_environment),
    ("environment*.yaml", read_environment),
)
"""In the order in which they are believed: what was resolved comes before what was asked."""


def manifest_files(root: Path) -> list[Path]:
    """The manifests of the project at ``root``, and the requirement files that they include.

    In the order in which they are believed.
    """
    return list(_manifests(root))


def read_manifests(root: Path) -> Reading:
    """What the manifests at ``root`` ask of the frameworks, the most believable first."""
    wanted: list[Wanted] = []
    notices: list[str] = []
    for file, reader in _manifests(root).items():
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            notices.append(f"{name}: cannot be read for framework versions: {error}")
            continue
        for item in reader(text, name):
            (notices if isinstance(item, str) else wanted).append(item)  # type: ignore[arg-type]
    return Reading(wanted, notices)


def _manifests(root: Path) -> dict[Path, _Reader]:
    found: dict[Path, _Reader] = {}
    for pattern, reader in _READERS:
        for file in sorted(root.glob(pattern)):
            if file.is_file():
                found.setdefault(file, reader)
    pending = [file for file, reader in found.items() if reader is read_requirements_txt]
    while pending:
        for file in included_files(pending.pop()):
            if file not in found and file.is_file():
                found[file] = read_requirements_txt
                pending.append(file)
    return found
