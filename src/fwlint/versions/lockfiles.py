"""Lock files: what a resolver chose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.versions.requirement import Wanted, framework_of

LOCK_PATTERNS = (
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "pylock.toml",
    "pylock.*.toml",
    "Pipfile.lock",
)
# Tools write these files, always name before version; some are megabytes long, for which a
# TOML parser would cost more than the rest of a scan.
_PACKAGE = re.compile(
    r"""^\[\[packages?\]\]\r?\nname = ["'](?P<name>[^"']+)["']\r?\n"""
    r"""version = ["'](?P<version>[^"']+)["']""",
    re.MULTILINE,
)


def read_lock(text: str, name: str) -> Iterator[Wanted | str]:
    """The locked versions of the frameworks."""
    if name.endswith("Pipfile.lock"):
        yield from _read_pipfile_lock(text, name)
        return
    for package in _PACKAGE.finditer(text):
        if framework := framework_of(package["name"]):
            yield Wanted(framework, f"=={package['version']}", name, locked=True)


def _read_pipfile_lock(text: str, name: str) -> Iterator[Wanted | str]:
    import msgspec

    try:
        sections = msgspec.json.decode(text)
        packages = {**sections.get("develop", {}), **sections.get("default", {})}
        chosen = [(package, entry.get("version", "")) for package, entry in packages.items()]
    except (msgspec.DecodeError, AttributeError, TypeError) as error:
        yield f"{name}: not a Pipfile.lock, so framework versions are not read from it: {error}"
        return
    for package, version in chosen:
        framework = framework_of(package)
        if framework and version.startswith("=="):
            yield Wanted(framework, version, name, locked=True)
