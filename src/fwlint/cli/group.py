"""``fwlint``: finds the command, runs it, and turns what goes wrong into a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from fwlint import __version__

COMMANDS = {
    "scan": "Find what blocks deployment, dead APIs and unsafe code (alias: check).",
    "rule": "Explain a rule.",
    "rules": "List the rules.",
    "config": "Show the configuration, or explain one of its keys.",
    "init": "Write a configuration to start from.",
    "clean": "Remove the caches below the project's directory.",
    "version": "Print the version of fwlint and of what it builds on.",
}
ALIASES = {"check": "scan"}
ISSUES = "https://github.com/fwlint/fwlint/issues"

FAILURE = 2
"""Exit code when fwlint could not do its work; 1 is for findings."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"fwlint.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(FAILURE)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise click.UsageError(f"unknown command `{name}`{_suggestion(name)}", ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run and exit. With ``standalone_mode`` off, errors are the caller's, as in click."""
        arguments = list(sys.argv[1:] if args is None else args)
        run: Callable[[], Any] = partial(
            super().main,
            args=args,
            prog_name=prog_name,
            complete_var=complete_var,
            standalone_mode=False,
            windows_expand_args=windows_expand_args,
            **extra,
        )
        if not standalone_mode:
            return run()
        try:
            code = run()
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_quietly()
        except Exception as error:
            _explain(error, verbose=bool({"-v", "--verbose"}.intersection(arguments)))
            code = FAILURE
        sys.exit(code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="fwlint %(version)s")
def main() -> None:
    """Static analyzer and migration linter for TensorFlow, Keras and PyTorch code."""


def _suggestion(name: str) -> str:
    if Path(name).exists():
        return f"; did you mean `fwlint scan {name}`?"
    from difflib import get_close_matches

    close = get_close_matches(name, [*COMMANDS, *ALIASES], n=1)
    if close:
        return f"; did you mean `fwlint {close[0]}`?"
    return f"; commands are {', '.join(COMMANDS)}"


def _explain(error: Exception, *, verbose: bool) -> None:
    """One message for people; the traceback of an unforeseen error only when asked for."""
    from fwlint.config.errors import UsageError

    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        click.echo(f"error: {error.format_message()}", err=True)
        if context is not None:
            click.echo(f"Try `{context.command_path} --help`.", err=True)
    elif isinstance(error, click.Abort):
        click.echo("Interrupted.", err=True)
    elif isinstance(error, UsageError):
        click.echo(f"error: {error}", err=True)
    else:
        if verbose:
            import traceback

            traceback.print_exception(error)
        hint = "" if verbose else " Run it again with -v for details."
        click.echo(
            f"fwlint failed: {type(error).__name__}: {error}\n"
            f"This is a fault of fwlint: please report it at {ISSUES}.{hint}",
            err=True,
        )


def _leave_quietly() -> NoReturn:
    """End without a word when the reader of our output is gone."""
    # The interpreter flushes standard output once more at exit, which must not fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(FAILURE)
