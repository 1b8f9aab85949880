"""One row of an API table: what can be read off a live object without calling it."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from api_docstrings import (
    UNKNOWN_DEFAULT,
    agrees_with_stub,
    documented_deprecation,
    documented_parameters,
    is_literal,
)

_LONGEST_DEFAULT = 60
_LONGEST_MESSAGE = 240


def kind_of(thing: object) -> str:
    """``module``, ``class``, ``function`` (anything else that can be called) or ``value``."""
    if isinstance(thing, ModuleType):
        return "module"
    if isinstance(thing, type):
        return "class"
    return "function" if callable(thing) else "value"


def parameters_of(thing: Any, name: str) -> list[str] | None:
    """Parameters as they stand in a ``def``, one string each; None where nothing tells them.

    ``*`` and ``/`` stand alone where the ``def`` has them. A default that is no simple literal
    is written ``...``. A builtin has only its docstring, where the signature line of ``name``
    counts if it is the only one.
    """
    signature = _signature(thing)
    parameters = None if signature is None else _written(list(signature.parameters.values()))
    if parameters is not None and parameters != ["*args", "**kwargs"]:
        return parameters
    documented = documented_parameters(name, _doc(thing))
    if documented is None or not agrees_with_stub(thing, name, documented):
        return parameters
    return documented


def methods_of(owner: type) -> dict[str, list[str] | None]:
    """Public methods (and ``__call__``) of a class with their parameters, without ``self``."""
    methods = {}
    for name in sorted(dir(owner)):
        if name.startswith("_") and name != "__call__":
            continue
        static = inspect.getattr_static(owner, name)
        if not isinstance(static, staticmethod | classmethod) and not callable(static):
            continue
        bound = isinstance(static, staticmethod | classmethod)
        parameters = parameters_of(getattr(owner, name), name)
        if parameters and not bound and parameters[0] in ("self", "_self", "self_"):
            parameters = parameters[2:] if parameters[1:2] == ["/"] else parameters[1:]
        methods[name] = parameters
    return methods


def deprecation_of(thing: object) -> str | None:
    """What the object says of its own deprecation: one line, or None."""
    if isinstance(thing, type):  # a base's mark does not speak of this class
        own = vars(thing)
        message = own.get("__deprecated__") or getattr(own.get("__init__"), "__deprecated__", None)
    else:
        message = getattr(thing, "__deprecated__", None)
    if not isinstance(message, str):
        message = documented_deprecation(_doc(thing))
    if message is None:
        return None
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 3] + "..."


def _doc(thing: Any) -> str:
    doc = thing.__doc__
    return doc if isinstance(doc, str) else ""


def _signature(thing: Any) -> inspect.Signature | None:
    try:
        if not isinstance(thing, type):
            return inspect.signature(thing)
        # inspect prefers __new__, which in Keras only takes (*args, **kwargs) to record them.
        initializes = thing.__init__ is not object.__init__  # type: ignore[misc]
        signature = inspect.signature(getattr(thing, "__init__" if initializes else "__new__"))
    except (TypeError, ValueError):  # how inspect says that a builtin has no signature
        return None
    own = list(signature.parameters.values())
    if own and own[0].kind in (own[0].POSITIONAL_ONLY, own[0].POSITIONAL_OR_KEYWORD):
        own = own[1:]
    return signature.replace(parameters=own)


def _written(parameters: list[inspect.Parameter]) -> list[str]:
    written = [_one(parameter) for parameter in parameters]
    kinds = [parameter.kind for parameter in parameters]
    keyword_only, var_positional = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_POSITIONAL
    if keyword_only in kinds and var_positional not in kinds:
        written.insert(kinds.index(keyword_only), "*")
    if inspect.Parameter.POSITIONAL_ONLY in kinds:
        written.insert(kinds.count(inspect.Parameter.POSITIONAL_ONLY), "/")
    return written


def _one(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_POSITIONAL:
        return "*" + parameter.name
    if parameter.kind is parameter.VAR_KEYWORD:
        return "**" + parameter.name
    if parameter.default is parameter.empty:
        return parameter.name
    return f"{parameter.name}={_default(parameter.default)}"


def _default(value: object) -> str:
    source = repr(value) if _is_simple(value) else UNKNOWN_DEFAULT
    return source if len(source) <= _LONGEST_DEFAULT and is_literal(source) else UNKNOWN_DEFAULT


def _is_simple(value: object) -> bool:
    if isinstance(value, tuple | list):
        return type(value) in (tuple, list) and all(map(_is_simple, value))
    return type(value) in (type(None), bool, int, float, str)
