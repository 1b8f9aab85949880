"""``fwlint rules``: list the rules."""

from __future__ import annotations

import json

import click

from fwlint.checks import Check
from fwlint.cli.rule_page import data, handbook
from fwlint.registry import all_checks

_FIX_MARKS = {"none": "", "safe": "fix", "unsafe": "unsafe fix"}
_HEADER = ("CODE", "NAME", "SEVERITY", "FIX", "TARGETS")


@click.command("rules")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="Default: text.",
)
def command(output_format: str) -> None:
    """List the rules: code, name, severity, whether there is a fix, and the targets.

    As Markdown, it is the handbook: every rule's page.
    """
    checks = all_checks()
    if output_format == "json":
        click.echo(json.dumps([data(check) for check in checks], indent=2, ensure_ascii=False))
        return
    if output_format == "markdown":
        click.echo(handbook(checks), nl=False)
        return
    rows = [_HEADER, *map(_row, checks)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _row(check: Check) -> tuple[str, str, str, str, str]:
    targets = ", ".join(f"{target}: {effect}" for target, effect in check.effects.items())
    return check.code, check.name, check.severity, _FIX_MARKS[check.fix_safety], targets
