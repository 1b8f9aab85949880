"""The options of ``fwlint scan``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from fwlint.config.settings import OUTPUT_FORMATS, SEVERITIES
from fwlint.targets import TARGETS

Function = TypeVar("Function", bound=Callable[..., Any])


def scan_options(function: Function) -> Function:
    """Give a command the options of a scan; those not used are ``None`` or empty."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


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
    click.option("--show-files", is_flag=True, help="List the files that would be scanned."),
    click.option("--show-settings", is_flag=True, help="Show the settings that would be used."),
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
