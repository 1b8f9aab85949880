"""The public interfaces of the frameworks, as ``benchmarks/measure_api.py`` measured them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

_DATA = Path(__file__).parent / "data"

MEASURED_VERSIONS: dict[str, str] = msgspec.json.decode(
    (_DATA / "versions.json").read_bytes(), type=dict[str, str]
)
"""The version of each framework that has a table, by the framework's import root."""

Kind = Literal["class", "function", "module", "value"]
ParameterKind = Literal["positional-only", "plain", "var-positional", "keyword-only", "var-keyword"]


class Parameter(Struct, frozen=True):
    """``default`` is source code: ``"..."`` where it is no simple literal, None where the
    parameter has no default."""

    name: str
    kind: ParameterKind
    default: str | None = None

    @property
    def required(self) -> bool:
        return self.default is None and not self.kind.startswith("var-")


Signature = tuple[Parameter, ...]


class Symbol(Struct, frozen=True):
    """One public object of a framework, under its canonical name.

    ``parameters`` is None for what cannot be called and where nothing tells them; those of a
    class are those of its constructor. ``bases`` are the public classes it derives from, next
    of kin first. ``methods`` is filled for a few important classes and holds what they define
    beyond their bases. ``deprecated`` is what the object says of its own deprecation.
    ``only_tf_keras``: Keras itself has dropped the name, only ``tensorflow.keras`` has it.
    """

    canonical: str
    kind: Kind
    parameters: Signature | None = None
    bases: tuple[str, ...] = ()
    methods: dict[str, Signature | None] = {}
    deprecated: str | None = None
    only_tf_keras: bool = False


class _Header(Struct):
    framework: str
    version: str
    measured: str
    script: str


class _File(Struct):
    header: _Header
    symbols: dict[str, msgspec.Raw]  # rows are decoded one by one, when they are asked for
    aliases: dict[str, str]
    only_old: set[str]


class _Row(Struct, array_like=True):
    kind: Kind
    parameters: list[str] | None = None
    bases: tuple[str, ...] | None = None
    methods: dict[str, list[str] | None] | None = None
    deprecated: str | None = None


class ApiTable:
    """The public names of one framework at the version that was measured."""

    def __init__(self, data: bytes) -> None:
        self._file = msgspec.json.decode(data, type=_File)
        self._symbols: dict[str, Symbol] = {}

    @property
    def version(self) -> str:
        return self._file.header.version

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names, sorted."""
        return tuple(self._file.symbols)

    @property
    def aliases(self) -> dict[str, str]:
        """Other public names of the same objects, and what these are called at home."""
        return self._file.aliases

    def home(self, dotted: str) -> str | None:
        """The canonical name of ``dotted``; None for a name that the table does not have."""
        return dotted if dotted in self._file.symbols else self._file.aliases.get(dotted)

    def lookup(self, dotted: str) -> Symbol | None:
        """What ``dotted``, a canonical name or an alias, means."""
        name = self._file.aliases.get(dotted, dotted)
        if name not in self._symbols and name in self._file.symbols:
            self._symbols[name] = self._decode(name)
        return self._symbols.get(name)

    def _decode(self, name: str) -> Symbol:
        row = msgspec.json.decode(self._file.symbols[name], type=_Row)
        methods = {method: _signature(p) for method, p in (row.methods or {}).items()}
        return Symbol(
            name,
            row.kind,
            _signature(row.parameters),
            row.bases or (),
            methods,
            row.deprecated,
            name in self._file.only_old,
        )


@cache
def api(framework: str) -> ApiTable:
    """The table of a framework, by import root. KeyError unless it is in MEASURED_VERSIONS."""
    if framework not in MEASURED_VERSIONS:
        raise KeyError(f"no API table for {framework!r}; there are {', '.join(MEASURED_VERSIONS)}")
    return ApiTable((_DATA / f"{framework}.json").read_bytes())


def _signature(written: list[str] | None) -> Signature | None:
    """Read parameters as they stand in a ``def``."""
    if written is None:
        return None
    parameters: list[Parameter] = []
    kind: ParameterKind = "plain"
    for part in written:
        name, _, default = part.partition("=")
        if part == "/":
            parameters = [Parameter(p.name, "positional-only", p.default) for p in parameters]
        elif part == "*":
            kind = "keyword-only"
        elif name.startswith("**"):
            parameters.append(Parameter(name[2:], "var-keyword"))
        elif name.startswith("*"):
            parameters.append(Parameter(name[1:], "var-positional"))
            kind = "keyword-only"
        else:
            parameters.append(Parameter(name, kind, default or None))
    return tuple(parameters)
