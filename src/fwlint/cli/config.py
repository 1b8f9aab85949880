"""``fwlint config``: show the configuration, or explain a key."""

from __future__ import annotations

from pathlib import Path

import click

from fwlint.cli.settings_text import settings_text
from fwlint.config import UsageError, load_config
from fwlint.config.load import toml_value
from fwlint.config.settings import Key, keys


@click.command("config")
@click.argument("key", required=False)
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option(
    "--config", "settings", multiple=True, metavar="FILE|'KEY = VALUE'", help="As for a scan."
)
def command(key: str | None, isolated: bool, settings: tuple[str, ...]) -> None:
    """Show the configuration that counts here, or explain KEY."""
    if key is None:
        config = load_config([Path.cwd()], settings=settings, isolated=isolated)
        click.echo(settings_text(config), nl=False)
        return
    handbook = keys()
    if key not in handbook:
        from difflib import get_close_matches

        close = get_close_matches(key.replace("_", "-"), handbook, n=1)
        hint = f"; did you mean `{close[0]}`?" if close else "."
        raise UsageError(f"unknown key `{key}`{hint} The keys are {', '.join(handbook)}.")
    click.echo(_explanation(handbook[key]))


def _explanation(key: Key) -> str:
    default = "not set" if key.default is None else toml_value(key.default)
    return (
        f"{key.name}: {key.expects}\n\n{key.description}\n\n"
        f"Default: {default}\n\n"
        f"Example:\n\n    [tool.fwlint]\n    {key.name} = {toml_value(key.example)}"
    )
