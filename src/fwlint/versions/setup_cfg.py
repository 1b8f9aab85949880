"""setup.cfg: install_requires and extras_require."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.versions.requirement import Wanted, read_requirements


def read_setup_cfg(text: str, name: str) -> Iterator[Wanted | str]:
    """What ``text`` asks; a notice when it is not an INI file."""
    from configparser import Error, RawConfigParser

    parser = RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except Error as error:
        reason = str(error).partition("\n")[0]
        yield f"{name}: cannot be read, so framework versions are not taken from it: {reason}"
        return
    groups = [parser.get("options", "install_requires", fallback="")]
    if parser.has_section("options.extras_require"):
        groups += [value for _, value in parser.items("options.extras_require")]
    yield from read_requirements(
        (name, line.partition(" #")[0].strip(" ;"))
        for group in groups
        for line in group.splitlines()
    )
