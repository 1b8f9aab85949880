"""The names that TensorFlow has dropped since version 1, as ``_names.json`` has them.

``benchmarks/measure_tf1_names.py`` writes the table; a test measures every row again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from fwlint.facts import nodes as n
from fwlint.project.values import Symbol
from fwlint.sites import ReferenceSite

PACKAGE = "tensorflow"

_ASKS_WHICH = re.compile(
    r"\bif\b[^\n]*(?:\btf\.__version__|tf_?version|tf_?[12]\b|compat\b)", re.IGNORECASE
)


class Names(Struct, frozen=True):
    """Dotted names below ``tensorflow``, measured on version ``tensorflow``.

    ``renamed`` maps to the new name of the same object. ``removed`` live on in
    ``tf.compat.v1``; so do the ``modules``, if their value is true.
    """

    tensorflow: str
    renamed: dict[str, str]
    removed: frozenset[str]
    modules: dict[str, bool]

    def module_of(self, name: str) -> str | None:
        """The missing module that a name is, or lies in."""
        while name:
            if name in self.modules:
                return name
            name = name.rpartition(".")[0]
        return None


@cache
def names() -> Names:
    """The table."""
    return msgspec.json.decode(Path(__file__).with_suffix(".json").read_bytes(), type=Names)


def dotted_below(reference: ReferenceSite) -> str:
    """The mentioned name without ``tensorflow.``, as the module spells it."""
    return reference.spelling.removeprefix(f"{PACKAGE}.")


def package_in(reference: ReferenceSite, package: str = PACKAGE) -> n.Name | n.Attribute | None:
    """The part of a mention that is ``package`` itself, as ``tf`` of ``tf.Session``."""
    node: n.Expr | n.ImportedName = reference.node
    while isinstance(node, n.Attribute):
        node = node.value
        if isinstance(node, n.Name | n.Attribute) and _means(reference, node) == package:
            return node
    return None


def is_excused(reference: ReferenceSite, package: str = PACKAGE) -> bool:
    """Whether nothing is to be said of a mention.

    Because the name was imported from below ``package``: then the import fails, and is what a
    check speaks of. Or because the module asks which TensorFlow it runs on, so it knows both.
    """
    if _asks_which_tensorflow(reference.module.text):
        return True
    return not (reference.is_import or package_in(reference) or package_in(reference, package))


@lru_cache(maxsize=4)
def _asks_which_tensorflow(text: str) -> bool:
    return _ASKS_WHICH.search(text) is not None


def _means(reference: ReferenceSite, node: n.Name | n.Attribute) -> str | None:
    value = reference.module.value(node)
    return value.qualified if isinstance(value, Symbol) else None
