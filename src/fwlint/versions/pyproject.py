"""pyproject.toml: standard dependencies, dependency groups, and Poetry's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fwlint.versions.requirement import Wanted, framework_of, read_requirements

_MENTION = re.compile(r"torch|tensorflow|keras|tf-nightly|onnx|litert", re.IGNORECASE)


def read_pyproject(text: str, name: str) -> Iterator[Wanted | str]:
    """What ``text`` asks; a notice when it is not TOML or not laid out as it should be."""
    if not _MENTION.search(text):  # most files: not worth a TOML parser
        return
    import tomli

    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        yield f"{name}: not valid TOML, so framework versions are not read from it: {error}"
        return
    yield from read_requirements((name, line) for line in _standard(document))
    for distribution, constraint in _poetry(document):
        framework = framework_of(distribution)
        if framework is None:
            continue
        specifier = poetry_specifier(constraint)
        if specifier is None:
            yield f"{name}: cannot read the version {constraint!r} of {distribution}"
        else:
            yield Wanted(framework, specifier, name)


def _standard(document: dict[str, Any]) -> Iterator[str]:
    project = _table(document.get("project"))
    yield from _strings(project.get("dependencies"))
    for group in _table(project.get("optional-dependencies")).values():
        yield from _strings(group)
    for group in _table(document.get("dependency-groups")).values():
        yield from _strings(group)


def _poetry(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Distributions and constraints of ``tool.poetry`` and its groups."""
    poetry = _table(_table(document.get("tool")).get("poetry"))
    tables = [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    tables += [_table(group).get("dependencies") for group in _table(poetry.get("group")).values()]
    for table in tables:
        for distribution, asked in _table(table).items():
            for choice in asked if isinstance(asked, list) else [asked]:
                constraint = choice.get("version", "*") if isinstance(choice, dict) else choice
                if isinstance(constraint, str):
                    yield distribution, constraint


def poetry_specifier(constraint: str) -> str | None:
    """A Poetry constraint as a PEP 440 specifier; None when it is neither.

    Of alternatives (``||``) the last, which by custom is the newest.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    parts = [part.strip() for part in constraint.split("||")[-1].split(",")]
    try:
        specifier = SpecifierSet(",".join(filter(None, map(_poetry_part, parts))))
    except InvalidSpecifier:
        return None
    return str(specifier)


def _poetry_part(part: str) -> str:
    if part in ("*", ""):
        return ""
    if part[0] not in "^~" or part.startswith("~="):
        return part if part[0] in "<>=!~" else f"=={part}"
    release = part[1:].strip().split(".")
    if not all(number.isdigit() for number in release):
        return part  # not a specifier either, which the caller finds
    numbers = [int(number) for number in release]
    if part[0] == "~":
        kept = min(2, len(numbers))
    else:  # ^ keeps everything up to the first number that is not zero
        kept = next((i for i, number in enumerate(numbers, 1) if number), len(numbers))
    above = [*numbers[: kept - 1], numbers[kept - 1] + 1]
    return f">={part[1:].strip()},<{'.'.join(map(str, above))}"


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> Iterator[str]:
    """The strings of a list; dependency groups also hold tables that include others."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
