"""Run by test_measured.py: compare rows of a shipped table with the installed framework.

Reads ``{"framework": ..., "names": [...]}`` from standard input; prints the list of what is
wrong as JSON on the last line.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from api_rows import kind_of, methods_of, parameters_of

from fwlint.frameworks import Parameter, api


def resolve(dotted: str) -> Any:
    """The object of a name, through attributes, or as ``from a.b import c`` finds it."""
    root, *rest = dotted.split(".")
    thing: Any = importlib.import_module(root)
    try:
        for name in rest:
            thing = getattr(thing, name)
    except AttributeError:
        module, _, name = dotted.rpartition(".")
        try:
            return getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):
            if dotted.startswith("keras."):
                return resolve("keras._tf_keras." + dotted)
            return importlib.import_module(dotted)
    return thing


def wrong_with(framework: str, dotted: str) -> list[str]:
    table = api(framework)
    home = table.aliases.get(dotted)
    if home is not None:
        same = resolve(dotted) is resolve(home)
        return [] if same else [f"{dotted} is not {home}"]
    symbol, thing = table.lookup(dotted), resolve(dotted)
    assert symbol is not None
    wrong = []
    if kind_of(thing) != symbol.kind:
        wrong.append(f"{dotted} is a {kind_of(thing)}, not a {symbol.kind}")
    if symbol.kind in ("class", "function"):
        found = parameters_of(thing, dotted.rpartition(".")[2])
        wrong += differences(dotted, found, symbol.parameters)
    if symbol.kind == "class":
        wrong += [
            f"{dotted} does not derive from {base}"
            for base in symbol.bases
            if resolve(base) not in thing.__mro__[1:]
        ]
    if symbol.methods:
        methods = methods_of(thing)
        for name, shipped in symbol.methods.items():
            wrong += differences(f"{dotted}.{name}", methods[name], shipped)
    return wrong


def differences(
    what: str, written: list[str] | None, shipped: tuple[Parameter, ...] | None
) -> list[str]:
    """Compare parameters by name and default."""
    found = None
    if written is not None:
        parts = [part.partition("=") for part in written if part not in ("*", "/")]
        found = [(name.lstrip("*"), default or None) for name, _, default in parts]
    expected = None if shipped is None else [(p.name, p.default) for p in shipped]
    return [] if found == expected else [f"{what} takes {found}, not {expected}"]


def main() -> None:
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    wrong = []
    for dotted in request["names"]:
        try:
            wrong += wrong_with(request["framework"], dotted)
        except (ImportError, AttributeError) as error:
            wrong.append(f"{dotted}: {type(error).__name__}: {error}")
    print(json.dumps(wrong))


if __name__ == "__main__":
    main()
