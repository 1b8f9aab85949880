"""``[tool.fwlint]`` in pyproject.toml, fwlint.toml: found, validated, and merged."""

from fwlint.config.errors import ConfigError, UsageError
from fwlint.config.load import load_config
from fwlint.config.settings import Config, Selection

__all__ = ["Config", "ConfigError", "Selection", "UsageError", "load_config"]
