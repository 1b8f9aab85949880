"""Which public names a package has."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, ModuleType
from typing import Any

Names = dict[str, Any]


def report(left_out: str, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}".partition("\n")[0]
    print(f"  without {left_out}: {reason}", file=sys.stderr)


# -- packages whose public interface is what their modules define ------------------------------


def defined_names(root: str, modules: list[str]) -> Names:
    """Names of the modules' own classes and functions, re-exports by packages included."""
    names: Names = {}
    for module_name in modules:
        try:
            module = importlib.import_module(module_name)
        except Exception as error:  # an optional dependency, a platform: the module is not there
            report(module_name, error)
            continue
        names.setdefault(module_name, module)  # a package's function may hide its module
        for name in _own_names(root, module):
            names[f"{module_name}.{name}"] = getattr(module, name)
    return names


def _own_names(root: str, module: ModuleType) -> Iterator[str]:
    exported = set(getattr(module, "__all__", ()))
    for name in sorted(set(dir(module)) | exported):
        thing = getattr(module, name, None)
        if name.startswith("_") or isinstance(thing, ModuleType) or thing is None:
            continue
        if name in exported or _is_defined_here(root, module, thing):
            yield name


def _is_defined_here(root: str, module: ModuleType, thing: Any) -> bool:
    if not isinstance(thing, type) and not callable(thing):
        return type(thing).__module__.partition(".")[0] == root and module.__name__ == root
    home = getattr(thing, "__module__", None)
    if isinstance(thing, BuiltinFunctionType):
        return home is None or home.partition(".")[0] == root
    if not isinstance(home, str) or home.partition(".")[0] != root:
        return False
    return home == module.__name__ or hasattr(module, "__path__")


def submodules(package: str, left_out: tuple[str, ...] = ()) -> list[str]:
    """The public modules below a package, by name, without importing any but packages."""
    found = [package]
    try:
        path = importlib.import_module(package).__path__
    except Exception as error:
        report(f"submodules of {package}", error)
        return found
    for info in pkgutil.iter_modules(path, package + "."):
        if info.name.rpartition(".")[2].startswith("_") or info.name.startswith(left_out):
            continue
        found.extend(submodules(info.name, left_out) if info.ispkg else [info.name])
    return sorted(found)


# -- packages whose modules are made to be the public interface --------------------------------


def exported_names(
    root: ModuleType, dotted: str, is_api: Callable[[ModuleType, str], bool]
) -> Names:
    """Every public attribute, in modules that ``is_api(module, dotted)`` accepts."""
    names: Names = {dotted: root}
    for name in sorted(_public_attributes(root, dotted)):
        try:
            thing = getattr(root, name)
        except Exception as error:  # a lazy name whose implementation is gone
            report(f"{dotted}.{name}", error)
            continue
        if not isinstance(thing, ModuleType):
            names[f"{dotted}.{name}"] = thing
        elif is_api(thing, f"{dotted}.{name}"):
            names.update(exported_names(thing, f"{dotted}.{name}", is_api))
    return names


def _public_attributes(module: ModuleType, dotted: str) -> list[str]:
    try:
        return [name for name in dir(module) if not name.startswith("_")]
    except ImportError as error:  # TensorFlow loads some modules late, and has lost a few
        report(dotted, error)
        return []
