"""Measure the public interface of the installed frameworks into fwlint's tables.

    python benchmarks/measure_api.py [FRAMEWORK ...]

Run it in an environment with the ``dev`` extra; it takes about a minute. Each framework is
imported in a process of its own, and its table is written to
``src/fwlint/frameworks/data/FRAMEWORK.json``. The same installed versions give the same
tables, but for the date in the header.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import subprocess
import sys
import warnings
from collections import defaultdict
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api_rows import deprecation_of, kind_of, methods_of, parameters_of
from api_sources import SOURCES, Source
from api_walk import Names

from fwlint.frameworks.spelling import home_spelling

DATA = Path(__file__).parents[1] / "src" / "fwlint" / "frameworks" / "data"
_QUIET = {"CUDA_VISIBLE_DEVICES": "", "TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow"}

Homes = dict[int, str]  # the canonical name of the object with this id


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("frameworks", nargs="*", choices=[[], *SOURCES], metavar="FRAMEWORK")
    parser.add_argument("--here", action="store_true", help="measure in this process")
    options = parser.parse_args()
    for framework in options.frameworks or SOURCES:
        print(framework, file=sys.stderr)
        if options.here:
            warnings.simplefilter("ignore")  # walking touches every deprecated name
            _write(DATA / f"{framework}.json", measure(framework))
        else:
            command = [sys.executable, __file__, "--here", framework]
            subprocess.run(command, env=os.environ | _QUIET, check=True)
    if not options.here:
        _write(DATA / "versions.json", json.dumps(_versions(), indent=1) + "\n")
    return 0


def measure(framework: str) -> str:
    """The table of a framework as JSON, one line per name."""
    source = SOURCES[framework]
    names = source.names()
    only_old = {name: thing for name, thing in source.old_names().items() if name not in names}
    homes = _homes(source, names, only_old)
    if framework == "tensorflow":  # tf.losses and its like are modules of Keras
        keras = SOURCES["keras"]
        homes |= _homes(keras, keras.names(), keras.old_names())
    everything = names | only_old
    symbols, aliases = {}, _definitions(source, names, homes)
    for name, thing in sorted(everything.items()):
        home = homes.get(id(thing), name)
        if home == name:
            symbols[name] = _row(source, name, thing, homes)
        elif home_spelling(name) != home:
            aliases[name] = home
    header = {
        "framework": framework,
        "version": version(source.distribution).partition("+")[0],
        "measured": datetime.now(timezone.utc).date().isoformat(),
        "script": "benchmarks/measure_api.py",
    }
    old = sorted(set(only_old) & set(symbols))
    return _table(header, symbols, dict(sorted(aliases.items())), old)


def _homes(source: Source, names: Names, only_old: Names) -> Homes:
    """Choose among the names of each object."""
    spellings = defaultdict(list)
    for name, thing in (only_old | names).items():
        if kind_of(thing) in ("class", "function") or _has_identity(thing):
            spellings[id(thing)].append(name)

    def rank(name: str) -> tuple[object, ...]:
        thing = names.get(name, only_old.get(name))
        return (
            name not in source.homes,
            name not in names,
            not name.startswith(source.preferred),
            name.startswith(source.replaced),
            name.count("."),
            name.rpartition(".")[2] != _own_name(thing),
            name.rpartition(".")[0] != getattr(thing, "__module__", None),
            len(name),
            name,
        )

    return {key: min(candidates, key=rank) for key, candidates in spellings.items()}


def _has_identity(thing: object) -> bool:
    """Whether a value is one of a kind (a dtype, a layout) and not a number or a string."""
    return type(thing).__module__.partition(".")[0] in SOURCES


def _own_name(thing: object) -> str:
    if kind_of(thing) == "value":  # `torch.float32`, which is also `torch.float`
        return repr(thing).rpartition(".")[2]
    return getattr(thing, "__name__", "")


def _definitions(source: Source, names: Names, homes: Homes) -> dict[str, str]:
    """Private definitions that tracebacks and editors' imports spell out."""
    aliases = {}
    for thing in names.values():
        if kind_of(thing) not in ("class", "function"):
            continue
        module, name = str(thing.__module__), getattr(thing, "__name__", "")
        if not source.defined_in or not module.startswith(source.defined_in):
            continue
        if getattr(sys.modules.get(module), name, None) is thing:
            aliases[f"{module}.{name}"] = homes[id(thing)]
    return aliases


def _row(source: Source, name: str, thing: Any, homes: Homes) -> list[Any]:
    """``[kind, parameters, bases, methods, deprecation]`` without the empty ones at the end."""
    kind = kind_of(thing)
    row: list[Any] = [kind, None, None, None, deprecation_of(thing) if kind != "value" else None]
    if kind in ("class", "function"):
        row[1] = parameters_of(thing, name.rpartition(".")[2])
    if kind == "class":
        row[2] = [homes[id(base)] for base in thing.__mro__[1:] if id(base) in homes] or None
        if _has_methods(source, name):
            row[3] = _new_methods(source, thing, homes) or None
    while row[-1] is None:
        row.pop()
    return row


def _has_methods(source: Source, name: str) -> bool:
    return name in source.methods_of or f"{name.rpartition('.')[0]}.*" in source.methods_of


def _new_methods(source: Source, owner: type, homes: Homes) -> dict[str, list[str] | None]:
    """The methods that none of the recorded bases has alike."""
    bases = [b for b in owner.__mro__[1:] if _has_methods(source, homes.get(id(b), ""))]

    def is_inherited(name: str) -> bool:
        own = inspect.getattr_static(owner, name)
        return any(inspect.getattr_static(base, name, None) is own for base in bases)

    return {name: row for name, row in methods_of(owner).items() if not is_inherited(name)}


def _table(
    header: dict[str, str], symbols: dict[str, Any], aliases: dict[str, str], old: list[str]
) -> str:
    def lines(mapping: dict[str, Any]) -> str:
        rows = (f"{_compact(key)}:{_compact(value)}" for key, value in mapping.items())
        return "{\n" + ",\n".join(rows) + "\n}"

    return (
        f'{{"header":{_compact(header)},\n"symbols":{lines(symbols)},\n'
        f'"aliases":{lines(aliases)},\n"only_old":{_compact(old)}}}\n'
    )


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _versions() -> dict[str, str]:
    versions = {}
    for framework in SOURCES:
        path = DATA / f"{framework}.json"
        if path.exists():
            versions[framework] = json.loads(path.read_text("utf-8"))["header"]["version"]
    return versions


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
