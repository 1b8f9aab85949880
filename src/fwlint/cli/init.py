"""``fwlint init``: a configuration to start from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from fwlint.cli.console import write_file
from fwlint.config import UsageError
from fwlint.config.files import OWN_FILES, PYPROJECT, parse
from fwlint.config.load import toml_value
from fwlint.config.settings import keys


@click.command("init")
@click.argument(
    "directory", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def command(directory: Path) -> None:
    """Write a configuration with every key explained.

    It goes into the pyproject.toml of DIRECTORY (by default the current one) if there is one,
    else into a new fwlint.toml. What exists is never overwritten.
    """
    for name in OWN_FILES:
        if (directory / name).exists():
            raise UsageError(f"{directory / name} exists already; nothing was changed")
    pyproject = directory / PYPROJECT
    if pyproject.is_file():
        _extend(pyproject)
        click.echo(f"Added [tool.fwlint] to {pyproject}")
    else:
        file = directory / "fwlint.toml"
        write_file(file, "".join(_lines()))
        click.echo(f"Wrote {file}")


def _extend(pyproject: Path) -> None:
    """Add the section to the end of ``pyproject``; all else stays byte for byte."""
    try:
        text = pyproject.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {pyproject}: {error}") from error
    tool = parse(text.removeprefix("\ufeff"), pyproject).get("tool", {})
    if not isinstance(tool, dict) or "fwlint" in tool:
        raise UsageError(f"{pyproject} has a [tool.fwlint] section already; nothing was changed")
    separator = "" if not text or text.endswith("\n") else "\n"
    section = f"{separator}\n[tool.fwlint]\n{''.join(_lines())}"
    extended = text + (section.replace("\n", "\r\n") if "\r\n" in text else section)
    # `tool = { ... }` on one line is TOML, but a section cannot be added to it.
    parse(extended.removeprefix("\ufeff"), pyproject)
    write_file(pyproject, extended)


def _lines() -> Iterator[str]:
    for key in keys().values():
        yield from (f"# {line}\n" for line in textwrap.wrap(key.description, 86))
        value = key.example if key.default in (None, (), {}) else key.default
        yield f"# {key.name} = {toml_value(value)}\n\n"
