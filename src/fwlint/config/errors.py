"""What a user asked for that cannot be done; the message is for the user."""

from __future__ import annotations

from pathlib import Path


class UsageError(Exception):
    """A wrong option, selector or path: exit code 2. The message says what to do instead."""


class ConfigError(UsageError):
    """A wrong configuration, with the file and the line where they are known."""

    def __init__(self, message: str, file: Path | str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {message}")
