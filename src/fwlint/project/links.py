"""What a module's values depend on beyond its own text."""

from __future__ import annotations

import os
import stat
from typing import Literal, TypeAlias

from msgspec import Struct, field

PathKind: TypeAlias = Literal["file", "directory", ""]


class Links(Struct, array_like=True):
    """What was looked up for one file: with other answers, its values may be others.

    ``root`` is its root of imports. ``names`` are dotted names with the file they mean, empty
    where there is none; ``foreign`` are first parts of names of which the project has nothing.
    ``consulted`` are the files whose content was asked.
    """

    root: str
    names: dict[str, str] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    consulted: set[str] = field(default_factory=set)

    def add(self, other: Links) -> None:
        """Take in what was looked up for the same file another time."""
        self.names.update(other.names)
        self.foreign |= other.foreign
        self.consulted |= other.consulted

    def joined(self, other: Links) -> Links:
        """These links and others of the same file."""
        return Links(
            self.root,
            {**self.names, **other.names},
            self.foreign | other.foreign,
            self.consulted | other.consulted,
        )


def kind_of_path(path: str | os.PathLike[str]) -> PathKind:
    """What is at a path; nothing, too, where one cannot look."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return ""
    if stat.S_ISDIR(mode):
        return "directory"
    return "file" if stat.S_ISREG(mode) else ""
