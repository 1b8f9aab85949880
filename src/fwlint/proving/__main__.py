"""``python -m fwlint.proving CODE...``: prove checks and print what became of each example."""

from __future__ import annotations

import re
import sys

import click

from fwlint.checks import Check
from fwlint.proving.runner import LIMIT_SECONDS, Runner
from fwlint.proving.verdict import Trial, prove_example, runnable_examples


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="CODE...")
@click.option("--limit", default=LIMIT_SECONDS, show_default=True, help="Seconds per program.")
def main(names: tuple[str, ...], limit: float) -> None:
    """Run the examples of the checks with these codes, code prefixes or names."""
    trials = 0
    failures = 0
    with Runner(limit) as runner:
        for check in _checks_named(names):
            click.secho(f"{check.code} {check.name} ({check.status})", bold=True)
            for title, example in runnable_examples(check):
                trial = prove_example(check, title, example, runner.run)
                click.echo(_lines(trial))
                trials += 1
                failures += bool(trial.failures)
    click.echo(f"{trials} examples, {failures} failed")
    sys.exit(1 if failures else 0)


def _checks_named(names: tuple[str, ...]) -> list[Check]:
    from fwlint.registry import all_checks

    chosen: list[Check] = []
    for name in names:
        prefix = re.fullmatch(r"FW[A-Z]\d{0,3}", name)
        found = [
            check
            for check in all_checks()
            if check.name == name or (prefix and check.code.startswith(name))
        ]
        if not found:
            raise click.BadParameter(f"no check has the code or name {name}", param_hint="CODE")
        chosen += [check for check in found if check not in chosen]
    return chosen


def _lines(trial: Trial) -> str:
    if trial.skipped:
        return f"  {trial.example}: skipped: {trial.skipped}"
    if not trial.failures:
        return f"  {trial.example}: holds ({trial.seconds:.1f} s CPU)"
    told = "\n".join(f.message for f in trial.failures).replace("\n", "\n    ")
    return f"  {trial.example}: FAILS ({trial.seconds:.1f} s CPU)\n    {told}"


if __name__ == "__main__":
    main(prog_name="python -m fwlint.proving")
