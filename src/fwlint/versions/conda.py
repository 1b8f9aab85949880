"""Conda's environment.yml, read line by line: it is a list of requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.versions.requirement import Wanted, framework_of, read_requirements

_ITEM = re.compile(r"""^\s*-\s+["']?(?P<item>[^"'#]+?)["']?\s*(#.*)?$""")
_CONDA = re.compile(r"(?:[\w./-]+::)?(?P<name>[A-Za-z0-9._-]+)\s*(?P<version>[=<>!~ ].*)?$")


def read_environment(text: str, name: str) -> Iterator[Wanted | str]:
    """What an environment asks; entries below ``pip:`` are those of pip."""
    below_pip: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        indentation = len(line) - len(line.lstrip())
        if line.strip() == "- pip:":
            below_pip = indentation
            continue
        if below_pip is not None and line.strip() and indentation <= below_pip:
            below_pip = None
        item = _ITEM.match(line)
        if item is None:
            continue
        place = f"{name}:{number}"
        if below_pip is not None:
            yield from read_requirements([(place, item["item"])])
        else:
            yield from _conda_package(item["item"], place)


def _conda_package(item: str, place: str) -> Iterator[Wanted | str]:
    package = _CONDA.match(item)
    framework = framework_of(package["name"]) if package else None
    if package is None or framework is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        specifier = SpecifierSet(_specifier(package["version"] or ""))
    except InvalidSpecifier:
        yield f"{place}: cannot read the version of {item!r}"
        return
    yield Wanted(framework, str(specifier), place)


def _specifier(version: str) -> str:
    """``=2.1=py310_cuda`` is any 2.1 with some build; ``==2.1`` and ranges are PEP 440's."""
    version = version.strip()
    if version.startswith("=") and not version.startswith("=="):
        release = version[1:].partition("=")[0].strip().rstrip("*").rstrip(".")
        return f"=={release}.*" if release else ""
    if version.startswith("=="):
        return "==" + version[2:].partition("=")[0].strip()
    return version.replace(" ", ",") if version[:1].isdigit() is False else f"=={version}"
