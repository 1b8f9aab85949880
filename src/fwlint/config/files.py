"""Which configuration file counts, and where the project begins."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fwlint.config.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from types import ModuleType

PYPROJECT = "pyproject.toml"
OWN_FILES = (".fwlint.toml", "fwlint.toml")
_PROJECT_MARKS = (PYPROJECT, "setup.cfg", "setup.py", "requirements.txt", ".git", ".hg")


def start_directory(paths: Sequence[Path]) -> Path:
    """The directory from which the configuration of ``paths`` is searched upwards."""
    if not paths:
        return Path.cwd()
    # Not resolve(): a link into another tree belongs to the project in which it lies.
    absolute = [Path(os.path.abspath(path)) for path in paths]
    try:
        common = Path(os.path.commonpath(absolute))
    except ValueError:  # different drives
        return Path.cwd()
    return common if common.is_dir() else common.parent


def find_config_file(start: Path) -> Path | None:
    """The nearest configuration file at or above ``start``.

    In one directory ``.fwlint.toml`` comes before ``fwlint.toml`` and that before a
    ``pyproject.toml``, which counts only with a ``[tool.fwlint]`` section.
    """
    for directory in _upwards(start):
        for name in OWN_FILES:
            if (directory / name).is_file():
                return directory / name
        if _has_section(directory / PYPROJECT):
            return directory / PYPROJECT
    return None


def project_root(start: Path) -> Path:
    """The nearest directory at or above ``start`` that looks like a project's.

    Where none does, the working directory if ``start`` lies below it, else ``start``.
    """
    for directory in _upwards(start):
        if any((directory / mark).exists() for mark in _PROJECT_MARKS):
            return directory
    return Path.cwd() if start.is_relative_to(Path.cwd()) else start


def read_file(file: Path) -> tuple[str, dict[str, Any]]:
    """The text of a configuration file, and its fwlint table.

    Raises ConfigError when it is not UTF-8 or not TOML, UsageError when it cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read the configuration {file}: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("TOML files must be UTF-8", file, line) from error
    document = parse(text, file)
    if file.name != PYPROJECT:
        return text, document
    section = document.get("tool", {}).get("fwlint", {})
    if not isinstance(section, dict):
        raise ConfigError("`tool.fwlint` must be a table", file)
    return text, section


def parse(text: str, file: Path | str) -> dict[str, Any]:
    """The TOML document ``text``. Raises ConfigError, naming ``file`` and the line."""
    toml = _tomli()
    try:
        document: dict[str, Any] = toml.loads(text)
    except toml.TOMLDecodeError as error:
        line = getattr(error, "lineno", None)  # not before tomli 2.2
        message = getattr(error, "msg", None) or str(error)
        raise ConfigError(f"not valid TOML: {message}", file, line) from error
    return document


def _upwards(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents


def _has_section(pyproject: Path) -> bool:
    """Cheap for the many projects that do not name fwlint: their file is not parsed."""
    try:
        data = pyproject.read_bytes()
    except OSError:  # mostly: there is none
        return False
    if b"fwlint" not in data:
        return False
    text = data.decode("utf-8-sig", errors="replace")
    tool = parse(text, pyproject).get("tool", {})
    return isinstance(tool, dict) and "fwlint" in tool


def _tomli() -> ModuleType:
    import tomli

    return tomli
