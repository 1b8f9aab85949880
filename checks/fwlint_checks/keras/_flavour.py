"""Which Keras a piece of code speaks: fwlint's names for Keras 2 and Keras 3 are the same."""

from __future__ import annotations

from collections.abc import Iterator

from fwlint.project.classes import bases
from fwlint.project.module import Module
from fwlint.project.values import Instance, Method, Symbol, Value
from fwlint.sites import CallSite

_SWITCH = "TF_USE_LEGACY_KERAS"
"""The environment variable that makes ``tensorflow.keras`` the package ``tf_keras``."""


def may_be_keras_2(call: CallSite) -> bool:
    """Whether a call may reach Keras 2, of which the rules about Keras 3 are not true."""
    return any(is_keras_2(call.module, name) for name in _origins(call.callee))


def is_keras_2(module: Module, spelling: str) -> bool:
    """Whether a qualified name means Keras 2: ``tf_keras``, or ``tensorflow.keras`` where the
    file names the switch for it."""
    root = spelling.partition(".")[0]
    return root == "tf_keras" or (root == "tensorflow" and _SWITCH in module.text)


def _origins(value: Value) -> Iterator[str]:
    """The names, as imported, that a callable or an object comes from."""
    pending: list[Value] = [value]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if isinstance(current, Method):
            pending.append(current.receiver)
        elif isinstance(current, Instance):
            pending.append(current.cls)
            if current.call is not None and current.module is not None:
                pending.append(current.module.value(current.call.func))
        elif isinstance(current, Symbol):
            definition = current.definition
            if definition is None:
                yield current.qualified
            elif id(definition.node) not in seen:
                seen.add(id(definition.node))
                pending += bases(definition)
