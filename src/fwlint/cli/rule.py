"""``fwlint rule``: explain a rule."""

from __future__ import annotations

import json

import click

from fwlint.checks import Check
from fwlint.cli.rule_page import data, page
from fwlint.config import UsageError
from fwlint.registry import all_checks


@click.command("rule")
@click.argument("rule", required=False, metavar="CODE|NAME")
@click.option("--all", "everything", is_flag=True, help="Explain all rules.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text."
)
def command(rule: str | None, everything: bool, output_format: str) -> None:
    """Explain a rule: what it finds, why, for which targets, and what to do."""
    if everything == (rule is not None):
        raise UsageError("name one rule, as in `fwlint rule FWO201`, or use `fwlint rule --all`")
    if rule is None:
        checks = all_checks()
        pages = "\n".join(map(page, checks))
        documents: object = [data(check) for check in checks]
    else:
        check = _find(rule)
        pages, documents = page(check), data(check)
    if output_format == "json":
        click.echo(json.dumps(documents, indent=2, ensure_ascii=False))
    else:
        click.echo(pages, nl=False)


def _find(rule: str) -> Check:
    from difflib import get_close_matches

    checks = {name: check for check in all_checks() for name in (check.code, check.name)}
    for spelling in (rule, rule.upper(), rule.lower()):
        if spelling in checks:
            return checks[spelling]
    close = get_close_matches(rule.lower(), checks) or get_close_matches(rule.upper(), checks)
    hint = "`fwlint rules` lists them."
    if close:
        hint = f"did you mean {' or '.join(f'`{name}`' for name in close)}?"
    raise UsageError(f"unknown rule `{rule}`; {hint}")
