"""What a run saw beyond the files it scanned."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from fwlint.project.links import PathKind, kind_of_path
from fwlint.run.stamps import Stamp, stamp_of


class Surroundings(Struct, array_like=True):
    """``files`` were consulted; ``looked`` says, by directory, which names were there or not."""

    files: dict[str, Stamp]
    looked: dict[str, dict[str, PathKind]]

    @classmethod
    def of(cls, files: dict[str, Stamp], on_disk: Mapping[Path, PathKind]) -> Surroundings:
        looked: dict[str, dict[str, PathKind]] = {}
        for path, kind in on_disk.items():
            looked.setdefault(str(path.parent), {})[path.name] = kind
        return cls(files, looked)

    def unchanged(self) -> bool:
        """Whether a run would see the same today."""
        return all(stamp_of(path) == stamp for path, stamp in self.files.items()) and all(
            _has_still(directory, names) for directory, names in self.looked.items()
        )


def _has_still(directory: str, names: Mapping[str, PathKind]) -> bool:
    # One listing tells of many names, as cheap as a few looks at single ones.
    try:
        present = set(os.listdir(directory))
    except OSError:
        present = set()
    return all(
        kind_of_path(os.path.join(directory, name)) == kind
        for name, kind in names.items()
        if kind or name in present
    )
