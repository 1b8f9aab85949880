"""Measure which names of TensorFlow 1 the installed TensorFlow has dropped or renamed.

    python benchmarks/measure_tf1_names.py

The names of TensorFlow 1 are those of ``tf.compat.v1``. The table is written to
``checks/fwlint_checks/tensorflow1/_names.json``; the same TensorFlow gives the same table.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

TABLE = Path(__file__).parents[1] / "checks/fwlint_checks/tensorflow1/_names.json"
_API = "tensorflow._api.v2."
_NOT_TF1 = ("compat", "keras", "lite", "raw_ops", "v1", "v2")  # other rules know them, or none


def main() -> None:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    warnings.simplefilter("ignore")
    import tensorflow as tf

    TABLE.write_text(json.dumps(measure(tf), indent=1) + "\n", encoding="utf-8")


def measure(tf: ModuleType) -> dict[str, Any]:
    """``renamed`` pairs names of one and the same object (or equal string constants).

    ``removed`` are the others. A module that is missing as a whole is one row, in ``modules``,
    however many names it had; the row tells whether ``tf.compat.v1`` can still import it.
    """
    homes = {id(thing): name for name, thing in _walk(tf, "") if callable(thing)}
    renamed: dict[str, str] = {}
    removed: list[str] = []
    modules: dict[str, bool] = {}
    for name, thing in _walk(tf.compat.v1, ""):
        if has(tf, name):
            continue
        home = homes.get(id(thing)) if callable(thing) else _constant(tf, name, thing)
        if home:
            renamed[name] = home
        elif isinstance(thing, ModuleType):
            if not _below(name, modules):
                modules[name] = bool(_listing(thing))
        elif not _below(name, modules):
            removed.append(name)
    return {
        "tensorflow": tf.__version__,
        "renamed": dict(sorted(renamed.items())),
        "removed": sorted(removed),
        "modules": dict(sorted(modules.items())),
    }


def has(tf: ModuleType, name: str) -> bool:
    """Whether TensorFlow has the dotted name."""
    thing: object = tf
    for part in name.split("."):
        try:
            thing = getattr(thing, part)
        except (AttributeError, ImportError):
            return False
    return True


def _constant(tf: ModuleType, name: str, value: object) -> str | None:
    """``saved_model.SERVING`` for the string ``saved_model.tag_constants.SERVING``."""
    package, _, last = name.rpartition(".")
    home = f"{package.rpartition('.')[0]}.{last}".lstrip(".")
    same = isinstance(value, str) and home != name and has(tf, home)
    return home if same and _get(tf, home) == value else None


def _get(tf: ModuleType, name: str) -> object:
    thing: object = tf
    for part in name.split("."):
        thing = getattr(thing, part)
    return thing


def _below(name: str, modules: dict[str, bool]) -> bool:
    return any(name.startswith(f"{module}.") for module in modules)


def _walk(module: ModuleType, prefix: str) -> Iterator[tuple[str, object]]:
    """Public names below a module of the API: each module before its names."""
    for name in sorted(_listing(module)):
        thing = getattr(module, name)
        if name in _NOT_TF1 and isinstance(thing, ModuleType):
            continue
        yield prefix + name, thing
        if isinstance(thing, ModuleType) and _is_api(thing):
            yield from _walk(thing, f"{prefix}{name}.")


def _is_api(module: ModuleType) -> bool:
    return module.__name__.startswith(_API)


def _listing(module: ModuleType) -> list[str]:
    """The public names of a module; none if asking for them fails."""
    try:
        return [name for name in dir(module) if not name.startswith("_")]
    except ImportError:
        return []


if __name__ == "__main__":
    main()
