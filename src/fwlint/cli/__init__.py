"""The command line: one module per command, imported when it is run."""

from fwlint.cli.group import main

__all__ = ["main"]
