"""Finding the checks: every package behind the entry point ``fwlint.checks``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from fwlint.checks import CODE, Check

GROUP = "fwlint.checks"


class BrokenCheckPackage(Exception):
    """A package of checks cannot be loaded; the message names it and says why."""


@cache
def all_checks() -> tuple[Check, ...]:
    """One instance of every check there is, sorted by code.

    Raises BrokenCheckPackage for a package that does not import, and for two checks that share
    a code or a name.
    """
    found: dict[str, Check] = {}
    names: dict[str, Check] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.value):
        try:
            classes = _classes(importlib.import_module(point.value))
        except Exception as error:
            raise BrokenCheckPackage(
                f"the checks of {point.value!r} cannot be loaded: {error}"
            ) from error
        for cls in classes:
            check = cls()
            _refuse_clash(check, found.get(check.code) or names.get(check.name))
            found[check.code] = names[check.name] = check
    return tuple(found[code] for code in sorted(found))


def _classes(package: ModuleType) -> list[type[Check]]:
    classes: list[type[Check]] = []
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if info.ispkg:
            continue
        module = importlib.import_module(info.name)
        classes.extend(
            item
            for item in vars(module).values()
            if isinstance(item, type)
            and issubclass(item, Check)
            and item.__module__ == module.__name__
            and CODE.fullmatch(getattr(item, "code", ""))
        )
    return classes


def _refuse_clash(check: Check, other: Check | None) -> None:
    if other is not None:
        raise BrokenCheckPackage(
            f"{type(check).__module__} and {type(other).__module__} "
            f"are both {check.code} or {check.name}"
        )
