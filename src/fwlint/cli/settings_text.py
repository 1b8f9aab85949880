"""A configuration as people read it: every key, its value, and where that was set."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.config import Config
from fwlint.config.load import toml_value
from fwlint.config.settings import keys


def settings_text(config: Config) -> str:
    """TOML with comments, and the framework versions that the project turns out to have."""
    return "".join(f"{line}\n" for line in _lines(config))


def _lines(config: Config) -> Iterator[str]:
    from fwlint.versions import target_versions

    yield f"# Configuration: {config.file or 'none found, so all values are defaults'}"
    yield f"# Project: {config.root}"
    for name in keys():
        value = getattr(config, name.replace("-", "_"))
        source = config.sources.get(name, "default")
        if value is None:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {toml_value(value)}  # {source}"
    for option, selectors in (
        ("select", config.command_line.select),
        ("ignore", config.command_line.ignore),
        ("extend-select", config.command_line.extend_select),
    ):
        if selectors:
            yield f"# --{option} {','.join(selectors)}"
    yield "# Framework versions:"
    for framework, target in target_versions(config).versions.items():
        yield f"#   {framework} {target.label} ({target.source})"
