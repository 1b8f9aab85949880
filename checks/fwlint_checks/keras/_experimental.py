"""Namespaces that Keras 3 dropped, and where their contents are now.

A name below an old namespace has a successor where the measured tables of Keras have the same
name below the new one.
"""

from __future__ import annotations

from fwlint.frameworks.names import lookup

_MOVED = {
    "keras.experimental": "keras.optimizers.schedules",
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.layers.experimental": "keras.layers",
    "keras.mixed_precision.experimental": "keras.mixed_precision",
    "keras.optimizers.experimental": "keras.optimizers",
}
_GONE = ("keras.dtensor", "keras.estimator", "keras.premade", "keras.utils.experimental")
_RENAMED = {
    "keras.mixed_precision.experimental.set_policy": "keras.mixed_precision.set_global_policy",
}

NAMESPACES = (*_MOVED, *_GONE)


def successor(name: str) -> str | None:
    """The canonical name in Keras 3 of what an old canonical name meant, if it is still there."""
    if name in _RENAMED:
        return _RENAMED[name]
    for old, new in _MOVED.items():
        if name.startswith(f"{old}."):
            moved = new + name[len(old) :]
            return moved if lookup(moved) is not None else None
    return None


def respelled(source: str, old: str, new: str) -> str | None:
    """``source``, which spells the end of the name ``old``, spelling ``new``; ``None`` if it does
    not spell all that differs.

    ``layers.experimental.X``, for ``keras.layers.experimental.X`` and ``keras.layers.X``, gives
    ``layers.X``.
    """
    before, after = old.split("."), new.split(".")
    shared = 0
    while shared < len(after) - 1 and before[shared] == after[shared]:
        shared += 1
    ending = ".".join(before[shared:])
    if not source.endswith(f".{ending}"):
        return None
    return source[: -len(ending)] + ".".join(after[shared:])
