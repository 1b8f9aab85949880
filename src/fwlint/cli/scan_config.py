"""From the options of a scan to its configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from fwlint.config import Config, Selection, UsageError, load_config

_REPLACING = (
    "severity",
    "baseline",
    "exclude",
    "respect_gitignore",
    "force_exclude",
    "max_file_size",
    "fix",
    "unsafe_fixes",
    "output_format",
    "cache_dir",
    "jobs",
)
"""Options that stand in the place of the key of the same name."""


def configure(paths: Sequence[Path], options: Mapping[str, Any], context: click.Context) -> Config:
    """The configuration for ``paths`` with the options of the command line.

    Raises UsageError for a wrong configuration or option.
    """
    config = load_config(paths, settings=options["settings"], isolated=options["isolated"])
    changes: dict[str, Any] = {
        name: options[name] for name in _REPLACING if options[name] not in (None, ())
    }
    if "exclude" in changes:
        changes["exclude"] = _from_here(changes["exclude"], config.root)
    sources = {name.replace("_", "-"): _source(name, context) for name in changes}
    if options["target"]:
        changes["targets"], sources["targets"] = options["target"], "--target"
    if options["extend_exclude"]:
        more = _from_here(options["extend_exclude"], config.root)
        changes["extend_exclude"] = config.extend_exclude + more
        sources["extend-exclude"] = "--extend-exclude"
    if options["per_file_ignores"]:
        changes["per_file_ignores"] = _per_file_ignores(options["per_file_ignores"], config.root)
        sources["per-file-ignores"] = "--per-file-ignores"
    if options["no_baseline"]:
        changes["baseline"], sources["baseline"] = None, "--no-baseline"
    if options["write_baseline"]:
        changes["baseline"], sources["baseline"] = options["write_baseline"], "--write-baseline"
    for path in ("baseline", "cache_dir"):
        if changes.get(path):  # unlike the keys, from the working directory
            changes[path] = str(Path(changes[path]).absolute())
    for name, version in _framework_versions(options["framework_version"]).items():
        versions = changes.setdefault("framework_versions", dict(config.framework_versions))
        versions[name] = version
        sources[f"framework-versions.{name}"] = "--framework-version"
    return msgspec.structs.replace(
        config,
        **changes,
        sources={**config.sources, **sources},
        command_line=Selection(
            select=options["select"] or None,
            ignore=options["ignore"],
            extend_select=options["extend_select"],
        ),
        use_cache=not options["no_cache"],
    )


def _source(name: str, context: click.Context) -> str:
    if context.get_parameter_source(name) is click.core.ParameterSource.ENVIRONMENT:
        return f"FWLINT_{name.upper()}"
    return f"--{name.replace('_', '-')}"


def _from_here(patterns: Sequence[str], root: Path) -> tuple[str, ...]:
    """Patterns of the command line, which start here, as patterns that start at ``root``."""
    here = Path.cwd()
    if here == root or not here.is_relative_to(root):
        return tuple(patterns)
    prefix = here.relative_to(root).as_posix()
    return tuple(_anchored(pattern, prefix) for pattern in patterns)


def _anchored(pattern: str, prefix: str) -> str:
    bare = pattern.removeprefix("!")
    if "/" not in bare.rstrip("/"):  # counts in every directory
        return pattern
    return f"{pattern[: -len(bare)]}/{prefix}/{bare.removeprefix('/')}"


def _per_file_ignores(pairs: Sequence[str], root: Path) -> dict[str, tuple[str, ...]]:
    ignores: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        pattern, colon, selector = pair.rpartition(":")
        if not colon or not pattern or not selector:
            raise UsageError(
                f"--per-file-ignores takes PATTERN:RULE, as in tests/:FWP101; not {pair!r}"
            )
        (pattern,) = _from_here([pattern], root)
        ignores[pattern] = (*ignores.get(pattern, ()), selector)
    return ignores


def _framework_versions(pairs: Sequence[str]) -> dict[str, str]:
    if not pairs:
        return {}
    from fwlint.versions import version_error

    versions = {}
    for pair in pairs:
        name, equals, version = (part.strip() for part in pair.partition("="))
        if not equals:
            raise UsageError(
                f"--framework-version takes NAME=VERSION, as in torch=2.6; not {pair!r}"
            )
        if message := version_error(name, version.lstrip("=")):
            raise UsageError(f"--framework-version: {message}")
        versions[name] = version.lstrip("=")
    return versions
