"""``fwlint clean``: remove caches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from fwlint.config import UsageError, load_config
from fwlint.config.settings import CACHE_DIRECTORY, DEFAULT_EXCLUDE

_WRITTEN = ("cache-*.db*", ".gitignore")
"""What the cache writes; nothing else is removed, whatever `cache-dir` names."""
_NOT_ENTERED = frozenset(DEFAULT_EXCLUDE)


@click.command("clean")
@click.option(
    "--cache-dir", type=click.Path(path_type=Path), envvar="FWLINT_CACHE_DIR", help="Also this one."
)
def command(cache_dir: Path | None) -> None:
    """Remove the caches below the project's directory."""
    config = load_config([Path.cwd()])
    directories = {config.cache_directory, *_caches(config.root)}
    if cache_dir is not None:
        directories.add(cache_dir.absolute())
    removed = [directory for directory in sorted(directories) if _remove(directory)]
    for directory in removed:
        click.echo(f"Removed {directory}")
    if not removed:
        click.echo("There is no cache to remove.")


def _caches(root: Path) -> Iterator[Path]:
    for directory, names, _ in os.walk(root):
        if CACHE_DIRECTORY in names:
            yield Path(directory, CACHE_DIRECTORY)
        names[:] = [name for name in names if name not in _NOT_ENTERED]


def _remove(directory: Path) -> bool:
    """Remove a cache, and its directory if nothing else is in it. False when there is none."""
    if not any(directory.glob("cache-*.db")):
        return False
    try:
        for pattern in _WRITTEN:
            for file in directory.glob(pattern):
                file.unlink()
        if not any(directory.iterdir()):
            directory.rmdir()
    except OSError as error:
        raise UsageError(f"cannot remove {directory}: {error.strerror or error}") from error
    return True
