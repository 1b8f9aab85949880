"""``fwlint version``: what a bug report should say."""

from __future__ import annotations

import click

from fwlint import __version__


@click.command("version")
def command() -> None:
    """Print the version of fwlint and of what it builds on."""
    import platform
    from importlib.metadata import version

    from fwlint.frameworks import MEASURED_VERSIONS

    measured = ", ".join(f"{name} {number}" for name, number in MEASURED_VERSIONS.items())
    click.echo(
        f"fwlint {__version__}\n"
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}\n"
        f"LibCST {version('libcst')}\n"
        f"Knows {measured}"
    )
