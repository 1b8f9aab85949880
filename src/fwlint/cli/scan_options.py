"""The options of ``fwlint scan``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from fwlint.config.settings import BASELINE_FILE, OUTPUT_FORMATS, SEVERITIES
from fwlint.targets import TARGETS

_ALONE = ("diff", "add_noqa", "write_baseline", "watch")
"""Options of which each says what the run is for."""
_OF_FILES = ("diff_base", "add_noqa", "write_baseline", "watch")
"""Options that need the files themselves."""

Function = TypeVar("Function", bound=Callable[..., Any])


class ScanCommand(click.Command):
    """Reads options whose value is optional: it counts only after `=`, lest it be a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        optional = ("--add-noqa", "--write-baseline")
        return super().parse_args(ctx, [f"{arg}=" if arg in optional else arg for arg in args])


def scan_options(function: Function) -> Function:
    """Give a command the options of a scan; those not used are ``None`` or empty."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def refuse_conflicts(options: Mapping[str, Any], *, stdin: bool) -> None:
    """Raises UsageError for options that contradict each other, or standard input."""
    from fwlint.config import UsageError

    given = [name for name in _ALONE if options[name] not in (None, False)]
    if len(given) > 1:
        first, second = (name.replace("_", "-") for name in given[:2])
        raise UsageError(f"--{first} and --{second} do not go together")
    if options["diff_base"] is not None and options["write_baseline"] is not None:
        raise UsageError("--write-baseline accepts all findings, and --diff-base shows only some")
    for name in _OF_FILES:
        if stdin and options[name] not in (None, False):
            raise UsageError(f"--{name.replace('_', '-')} does not go with standard input")


def _listed(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """The items of a repeatable, comma-separated option."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def _one_of(kind: str, known: Sequence[str]) -> Callable[..., tuple[str, ...]]:
    """A callback for a list of which every item must be known."""

    def checked(
        context: click.Context, parameter: click.Parameter, values: Sequence[str]
    ) -> tuple[str, ...]:
        from difflib import get_close_matches

        items = _listed(context, parameter, values)
        for item in items:
            if item not in known:
                close = get_close_matches(item, known, n=1)
                hint = f"did you mean `{close[0]}`? " if close else ""
                raise click.BadParameter(
                    f"unknown {kind} `{item}`; {hint}They are {', '.join(known)}."
                )
        return items

    return checked


def _list(*names: str, metavar: str, help: str, callback: Callable[..., Any] = _listed) -> Any:
    return click.option(*names, multiple=True, metavar=metavar, callback=callback, help=help)


def _switch(name: str, help: str) -> Any:
    return click.option(f"--{name}/--no-{name}", default=None, help=help)


_OPTIONS = (
    # What is looked for
    _list(
        "--target",
        metavar="TARGETS",
        callback=_one_of("target", TARGETS),
        help=f"Only what matters on these targets: {', '.join(TARGETS)}.",
    ),
    _list(
        "--severity",
        metavar="SEVERITIES",
        callback=_one_of("severity", SEVERITIES),
        help=f"Only findings of these severities: {', '.join(SEVERITIES)}.",
    ),
    _list("--select", metavar="RULES", help="Rules to turn on: codes, prefixes or names, or ALL."),
    _list("--ignore", metavar="RULES", help="Rules to turn off."),
    _list("--extend-select", metavar="RULES", help="Rules to turn on besides those selected."),
    _list(
        "--per-file-ignores",
        metavar="PATTERN:RULE",
        help="Rules to turn off in the files of a pattern.",
    ),
    _list(
        "--framework-version",
        metavar="NAME=VERSION",
        help="The version the project runs with, as in torch=2.6.",
    ),
    # In which files
    _list("--exclude", metavar="PATTERNS", help="What to leave out, in place of the defaults."),
    _list("--extend-exclude", metavar="PATTERNS", help="What else to leave out."),
    _switch("respect-gitignore", "Leave out what git ignores."),
    _switch("force-exclude", "Also leave out files that are named here."),
    click.option(
        "--max-file-size", type=click.IntRange(1), metavar="KB", help="Leave out larger files."
    ),
    click.option(
        "--stdin-filename",
        type=click.Path(),
        metavar="PATH",
        help="The name of what is read from standard input (-).",
    ),
    # What is done
    _switch("fix", "Make the fixes that keep behaviour."),
    _switch("unsafe-fixes", "Also make, or offer, the fixes that need a look."),
    click.option("--diff", is_flag=True, help="Show the fixes as a diff; change nothing."),
    click.option("-w", "--watch", is_flag=True, help="Scan again whenever a file changes."),
    click.option("--show-files", is_flag=True, help="List the files that would be scanned."),
    click.option("--show-settings", is_flag=True, help="Show the settings that would be used."),
    click.option(
        "--add-noqa",
        metavar="[=REASON]",
        help="Add a comment that silences it to every line with a finding.",
    ),
    click.option(
        "--write-baseline",
        metavar="[=FILE]",
        help=f"Accept all findings there are: write them to the baseline (or {BASELINE_FILE}).",
    ),
    # What is shown
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Hide the findings that are in this file.",
    ),
    click.option("--no-baseline", is_flag=True, help="Hide nothing that is configured as known."),
    click.option(
        "--diff-base",
        metavar="REF",
        help="Hide findings on lines that did not change since the branch left REF (with git).",
    ),
    # What is printed
    click.option(
        "--output-format",
        type=click.Choice(OUTPUT_FORMATS),
        envvar="FWLINT_OUTPUT_FORMAT",
        help="How to print findings.",
    ),
    click.option(
        "-o",
        "--output-file",
        type=click.Path(dir_okay=False),
        help="Write the findings to a file.",
    ),
    click.option("--statistics", is_flag=True, help="Count findings per rule."),
    click.option("--show-fixes", is_flag=True, help="List the fixes that were made."),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even with findings."),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours."
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print findings only."),
    click.option("-s", "--silent", is_flag=True, help="Print nothing; the exit code tells."),
    click.option("-v", "--verbose", is_flag=True, help="Print more."),
    # How it runs
    click.option(
        "--config",
        "settings",
        multiple=True,
        metavar="FILE|'KEY = VALUE'",
        help="A configuration file, or one setting as TOML.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
    click.option(
        "-n",
        "--no-cache",
        is_flag=True,
        envvar="FWLINT_NO_CACHE",
        help="Neither read nor write the cache.",
    ),
    click.option(
        "--cache-dir",
        type=click.Path(file_okay=False),
        envvar="FWLINT_CACHE_DIR",
        help="Where the cache is.",
    ),
    click.option(
        "-j", "--jobs", type=click.IntRange(1), metavar="N", help="How many processes to use."
    ),
)
