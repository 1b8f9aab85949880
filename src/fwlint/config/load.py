"""From configuration files and ``--config`` to a validated configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from fwlint.config.errors import ConfigError, UsageError
from fwlint.config.files import (
    PYPROJECT,
    find_config_file,
    parse,
    project_root,
    read_file,
    start_directory,
)
from fwlint.config.settings import Config, Key, Options, keys

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSIONS = "framework-versions"
_ALIASES = {"target-versions": _VERSIONS}


class _Source(NamedTuple):
    """A TOML table with what is needed to say where a value of it stands."""

    name: Path | str
    text: str
    prefix: tuple[str, ...]

    def error(self, message: str, path: Sequence[str]) -> ConfigError:
        from fwlint.config.toml_lines import line_of_key

        line = line_of_key(self.text, [*self.prefix, *path]) if self.text else None
        return ConfigError(message, self.name, line)


def load_config(
    paths: Sequence[Path] = (), *, settings: Sequence[str] = (), isolated: bool = False
) -> Config:
    """The configuration for scanning ``paths``.

    ``settings`` are values of ``--config``: one file at most, and any number of TOML
    assignments, which come after the file. ``isolated`` leaves out the files that would be
    found. Raises UsageError, mostly a ConfigError with file and line.
    """
    named, assignments = _split_settings(settings)
    start = start_directory(paths)
    file = named
    if named is None and not isolated:
        file = find_config_file(start) or find_config_file(Path.cwd())
    table: dict[str, Any] = {}
    sources: dict[str, str] = {}
    if file is not None:
        text, table = read_file(file)
        prefix = ("tool", "fwlint") if file.name == PYPROJECT else ()
        table = _validated(table, _Source(_shown(file), text, prefix))
        sources = dict.fromkeys(table, str(_shown(file)))
    for assignment in assignments:
        override = _validated(parse(assignment, "--config"), _Source("--config", "", ()))
        table |= override
        sources |= dict.fromkeys(override, "--config")
    options = msgspec.convert(table, Options)
    root = file.parent if file is not None and named is None else project_root(start)
    return Config(**msgspec.structs.asdict(options), root=root, file=file, sources=sources)


def _split_settings(settings: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The file among the values of ``--config``, if any, and the assignments."""
    files, assignments = [], []
    for setting in settings:
        if "=" in setting and not Path(setting).is_file():
            assignments.append(setting)
        else:
            files.append(Path(setting))
    if len(files) > 1:
        raise UsageError(f"--config names two files, {files[0]} and {files[1]}; only one counts")
    return (Path(files[0]).absolute() if files else None), assignments


def _validated(table: dict[str, Any], source: _Source) -> dict[str, Any]:
    """``table`` with its aliases resolved, if every value in it is valid."""
    for alias, name in _ALIASES.items():
        if alias in table and name in table:
            raise source.error(f"`{alias}` is another name of `{name}`: keep one of them", [alias])
    named = {_ALIASES.get(name, name): value for name, value in table.items()}
    try:
        msgspec.convert(named, Options)
    except msgspec.ValidationError as error:
        raise _explained(table, source) from error
    for name, value in table.items():
        if _ALIASES.get(name, name) == _VERSIONS:
            _check_versions(value, [name], source)
    return named


def _explained(table: Mapping[str, Any], source: _Source) -> ConfigError:
    """The error for the first wrong value, found by converting the values one by one."""
    handbook = keys()
    for path, value in _values(table):
        name = _ALIASES.get(path[0], path[0])
        if name not in handbook:
            return source.error(_unknown_key(name, list(handbook)), path)
        try:
            msgspec.convert({name: {path[1]: value} if path[1:] else value}, Options)
        except msgspec.ValidationError:
            return source.error(_wrong_value(handbook[name], path, value), path)
    raise AssertionError("a table is wrong where none of its values is")


def _values(table: Mapping[str, Any]) -> Iterator[tuple[list[str], Any]]:
    """The smallest parts of ``table`` that are right or wrong by themselves."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            for inner, inner_value in value.items():
                yield [name, inner], inner_value
        else:
            yield [name], value


def _unknown_key(name: str, valid: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.replace("_", "-"), valid, n=1)
    hint = f"; did you mean `{close[0]}`?" if close else "."
    return f"unknown key `{name}`{hint} The keys are {', '.join(valid)}."


def _wrong_value(key: Key, path: Sequence[str], value: Any) -> str:
    found = toml_value(value)
    if len(found) > 60:
        found = f"{found[:57]}..."
    example = f"{key.name} = {toml_value(key.example)}"
    return f"`{'.'.join(path)}` must be {key.expects}; found {found}. Example: {example}"


def _check_versions(versions: Mapping[str, str], path: Sequence[str], source: _Source) -> None:
    from fwlint.versions import version_error

    for framework, version in versions.items():
        if message := version_error(framework, version):
            raise source.error(message, [*path, framework])


def toml_value(value: object) -> str:
    """``value`` as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    if isinstance(value, dict):
        items = (f"{toml_value(name)} = {toml_value(item)}" for name, item in value.items())
        return f"{{ {', '.join(items)} }}" if value else "{}"
    return msgspec.json.encode(str(value)).decode()


def _shown(file: Path) -> Path:
    """``file`` as messages show it: relative to the working directory where it lies below."""
    try:
        return file.relative_to(Path.cwd())
    except ValueError:
        return file
