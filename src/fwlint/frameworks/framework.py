"""What fwlint knows of one framework."""

from __future__ import annotations

from msgspec import Struct

from fwlint.frameworks.tables import MEASURED_VERSIONS


class Framework(Struct, frozen=True):
    """A package that models are written in, or that carries them to where they run.

    ``roots`` are the packages it is imported as, ``aliases`` the usual names it is bound to.
    ``model_bases`` are the canonical names of the classes whose subclasses are models, and
    ``entry_method`` is the method of such a class that computes its output.
    """

    name: str
    roots: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    model_bases: tuple[str, ...] = ()
    entry_method: str | None = None

    @property
    def measured_version(self) -> str | None:
        """The version whose public interface fwlint knows; None for one it has no table of."""
        return MEASURED_VERSIONS.get(self.name)
