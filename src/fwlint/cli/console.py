"""What goes to people: results to standard output, remarks to standard error."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO

import click

Color = Literal["auto", "always", "never"]


class Console:
    """Writes as much as was asked for.

    ``quiet`` leaves out warnings and notes, ``silent`` also the results; errors are always told.
    """

    def __init__(
        self,
        color: Color = "auto",
        *,
        quiet: bool = False,
        silent: bool = False,
        verbose: bool = False,
    ) -> None:
        self.quiet = quiet or silent
        self.silent = silent
        self.verbose = verbose and not self.quiet
        self._color = color
        for stream in (sys.stdout, sys.stderr):
            # Source and paths may hold characters that the terminal's encoding does not have.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def colored(self, stream: TextIO) -> bool:
        """Whether text for ``stream`` may hold colours: ``--color``, NO_COLOR, FORCE_COLOR."""
        if self._color != "auto":
            return self._color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
            return True
        return stream.isatty() and os.environ.get("TERM") != "dumb"

    def write(self, text: str, *, to_stderr: bool = False) -> None:
        """Write results as they are."""
        if not self.silent:
            stream = sys.stderr if to_stderr else sys.stdout
            click.echo(text, file=stream, nl=False, color=self.colored(stream))

    def error(self, message: str) -> None:
        self._remark("error", "red", message)

    def warning(self, message: str) -> None:
        if not self.quiet:
            self._remark("warning", "yellow", message)

    def note(self, message: str) -> None:
        """Tell something that is no trouble."""
        if not self.quiet:
            click.echo(message, err=True)

    def _remark(self, kind: str, color: str, message: str) -> None:
        label = click.style(kind, fg=color, bold=True)
        click.echo(f"{label}: {message}", err=True, color=self.colored(sys.stderr))


def write_file(file: Path, text: str) -> None:
    """Write ``file`` as UTF-8, whole or not at all. Raises UsageError when it cannot be."""
    from fwlint.config.errors import UsageError
    from fwlint.files import replace_file

    try:
        replace_file(file, text.encode())
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}") from error
