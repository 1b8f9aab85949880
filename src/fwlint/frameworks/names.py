"""What a dotted name of a framework means: its canonical name, signature and bases."""

from __future__ import annotations

from functools import lru_cache

from fwlint.frameworks.spelling import home_spelling
from fwlint.frameworks.tables import MEASURED_VERSIONS, Signature, Symbol, api


@lru_cache(maxsize=1 << 16)
def canonical(dotted: str) -> str:
    """The one name under which fwlint knows what ``dotted`` means.

    Other homes are put right by spelling, exact aliases by the measured tables. A member
    follows its class: ``tensorflow.keras.Model.fit`` is ``keras.Model.fit``. A name that no
    table has keeps its ``home_spelling``; one of no framework comes back unchanged.
    """
    return _measured(dotted) or home_spelling(dotted)


def _measured(dotted: str) -> str | None:
    for spelling in (home_spelling(dotted), dotted):
        root, _, rest = spelling.partition(".")
        if not rest or root not in MEASURED_VERSIONS:
            continue
        home = api(root).home(spelling)
        if home is not None:
            return home
        owner, _, member = spelling.rpartition(".")
        owner_home = _measured(owner)
        if owner_home is not None and _is_class(owner_home):
            return f"{owner_home}.{member}"
    return None


def _is_class(name: str) -> bool:
    symbol = api(name.partition(".")[0]).lookup(name)
    return symbol is not None and symbol.kind == "class"


def lookup(dotted: str) -> Symbol | None:
    """What is known of the object that ``dotted`` names; None if no table has it."""
    name = canonical(dotted)
    root = name.partition(".")[0]
    return api(root).lookup(name) if root in MEASURED_VERSIONS else None


def signature(dotted: str) -> Signature | None:
    """The parameters of a function, or of a class's constructor without ``self``."""
    symbol = lookup(dotted)
    return None if symbol is None else symbol.parameters


def method_signature(class_name: str, method: str) -> Signature | None:
    """The parameters, without ``self``, of a method that a class defines or inherits.

    None where they are unknown; only the methods of a few important classes are recorded.
    """
    symbol = lookup(class_name)
    if symbol is None:
        return None
    for name in (symbol.canonical, *symbol.bases):
        owner = lookup(name)
        if owner is not None and method in owner.methods:
            return owner.methods[method]
    return None


def is_subclass(class_name: str, base: str) -> bool | None:
    """Whether a framework's class is, or derives from, ``base``; None where one is unknown."""
    symbol, base_symbol = lookup(class_name), lookup(base)
    if symbol is None or base_symbol is None or symbol.kind != "class":
        return None
    return base_symbol.canonical in (symbol.canonical, *symbol.bases)
