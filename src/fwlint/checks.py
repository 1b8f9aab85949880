"""What a check is: one rule, in one file, with the examples that prove it.

A check's docstring is its handbook page. The first paragraph says what is wrong. Then come
headings, in this order: ``## Why``, ``## Instead``, ``## Fix safety`` (where there is a fix) and
``## References``. ``fwlint rule``, the documentation page, the SARIF rule entry and the tests
are all made from the class.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from msgspec import Struct

from fwlint.documents.document import Problem
from fwlint.findings import Severity, Why
from fwlint.fixes.edits import Fix, Span
from fwlint.targets import Effect, Target

if TYPE_CHECKING:
    from fwlint.sites import CallSite, ClassSite, ReferenceSite, StoreSite
    from fwlint.unused import SuppressionSite

CODE = re.compile(r"FW[A-Z][1-4]\d\d")
DOCUMENTATION = "https://fwlint.github.io/fwlint/rules"

Proof: TypeAlias = Literal["proven", "sourced"]


class Bad(Struct, frozen=True):
    """Code that the check finds, and what shows that the finding is true.

    The test runs ``code`` in the real framework, in an empty directory. At least one of:

    * ``raises``: running it raises; a regular expression searched in ``"Type: message"``.
    * ``warns``: it warns or logs; a regular expression searched in ``"Category: message"``
      of warnings, and in what it logs and writes to standard error.
    * ``shows``: Python that runs after it, in its names, whose assertions state what went wrong.

    ``setup`` runs before ``code`` and is not scanned. ``fixed`` is the whole of ``code`` after
    the fix; the test applies the fix, compares, and runs the result, which must neither raise
    nor warn so, and must pass ``then`` (or fail ``shows``). ``runs=False`` is for what cannot
    be run where the tests run (no server, no such package): then the check is ``sourced``.
    ``kind`` is the document it stands in. ``lines`` are the lines found, from 1, when there is
    more than one finding or the first finding is not the whole point.
    """

    code: str
    raises: str | None = None
    warns: str | None = None
    shows: str | None = None
    setup: str = ""
    fixed: str | None = None
    then: str | None = None
    runs: bool = True
    lines: tuple[int, ...] | None = None
    kind: Literal["python", "notebook", "markdown"] = "python"


class Good(Struct, frozen=True):
    """Code that does the same thing rightly: the check is silent, and running it succeeds.

    ``shows`` is Python that runs after it and asserts that the result is right. A test also
    asserts that nothing that the check's bad examples raise or warn appears.
    """

    code: str
    shows: str | None = None
    setup: str = ""
    runs: bool = True
    kind: Literal["python", "notebook", "markdown"] = "python"


class Silent(Struct, frozen=True):
    """Code at which the check must not speak, since it cannot know; it is never run."""

    code: str
    reason: str


Example: TypeAlias = Bad | Good | Silent


class Remark(Struct, frozen=True):
    """What a check says of one range; the engine makes it a finding."""

    span: Span
    message: str
    help: str | None = None
    fix: Fix | None = None
    why: Sequence[Why] = ()
    effects: Mapping[Target, Effect] | None = None
    problem: Problem | None = None


class Check:
    """One rule. Subclasses set the class facts and implement the hooks they listen with."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    effects: ClassVar[Mapping[Target, Effect]] = {}
    versions: ClassVar[Mapping[str, str]] = {}
    """Where the rule is true: framework to version specifier, as in ``{"torch": ">=2.9"}``."""

    calls: ClassVar[Sequence[str]] = ()
    """Canonical names of functions, classes and methods (``keras.Model.save``), whose calls
    ``on_call`` hears. ``torch.jit.*`` means every name below. A method is also heard on
    receivers whose class derives from the named one."""
    references: ClassVar[Sequence[str]] = ()
    """Canonical names whose every mention (import, attribute, call) ``on_reference`` hears."""
    attributes: ClassVar[Sequence[str]] = ()
    """Attributes of objects (``tensorflow.lite.TFLiteConverter.*``), whose assignments
    ``on_attribute_store`` hears. An attribute of an attribute has both names:
    ``tensorflow.lite.TFLiteConverter.target_spec.supported_ops``."""
    bases: ClassVar[Sequence[str]] = ()
    """Canonical names of classes, whose subclasses ``on_class`` hears."""
    problems: ClassVar[Sequence[str]] = ()
    """Kinds of ``Problem`` that ``on_problem`` hears."""
    hears_guarded: ClassVar[bool] = False
    """Whether the check also hears code below ``try: ... except ImportError`` (or
    AttributeError, TypeError), a version comparison or a ``hasattr``: such code knows."""

    hears_suppressions: ClassVar[bool] = False
    """Whether ``on_suppression`` hears the comments that silence the other checks."""

    examples: ClassVar[Sequence[Example]] = ()
    sources: ClassVar[Sequence[str]] = ()
    """References for what the examples cannot run."""

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        """Judge a call of one of ``calls``."""
        raise NotImplementedError(f"{type(self).__name__} listens to calls without on_call")

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        """Judge a mention of one of ``references``."""
        raise NotImplementedError(f"{type(self).__name__} listens to names without on_reference")

    def on_attribute_store(self, store: StoreSite) -> Iterator[Remark]:
        """Judge an assignment to one of ``attributes``."""
        raise NotImplementedError(f"{type(self).__name__} listens to stores without its hook")

    def on_class(self, cls: ClassSite) -> Iterator[Remark]:
        """Judge a class that derives from one of ``bases``."""
        raise NotImplementedError(f"{type(self).__name__} listens to classes without on_class")

    def on_problem(self, problem: Problem) -> Iterator[Remark]:
        """Judge a part of a document that does not parse."""
        raise NotImplementedError(f"{type(self).__name__} listens to problems without on_problem")

    def on_suppression(self, comment: SuppressionSite) -> Iterator[Remark]:
        """Judge a comment that silences findings, after all others have judged the file."""
        raise NotImplementedError(f"{type(self).__name__} listens to comments without its hook")

    # -- what the class says of itself ----------------------------------------------------------

    @cached_property
    def explanation(self) -> str:
        """The handbook page, in Markdown, without the title."""
        return inspect.cleandoc(type(self).__doc__ or "")

    @property
    def summary(self) -> str:
        """The first paragraph of the explanation, on one line."""
        return " ".join(self.explanation.split("\n\n", 1)[0].split())

    @property
    def family(self) -> str:
        """``FWO`` of ``FWO201``."""
        return self.code[:3]

    @property
    def targets(self) -> frozenset[Target]:
        return frozenset(self.effects)

    @property
    def status(self) -> Proof:
        """``proven`` when every bad example is run against the real package."""
        return "proven" if all(e.runs for e in self.examples if isinstance(e, Bad)) else "sourced"

    @property
    def fix_safety(self) -> Literal["none", "safe", "unsafe"]:
        """From the section ``Fix safety``, which a check with fixes must have."""
        section = self.section("Fix safety").lower()
        if not section:
            return "none"
        return "safe" if section.startswith("safe") else "unsafe"

    def section(self, title: str) -> str:
        """The text below ``## title`` of the explanation, or an empty string."""
        parts = re.split(r"^## (.+)$", self.explanation, flags=re.MULTILINE)
        return dict(zip(parts[1::2], parts[2::2], strict=True)).get(title, "").strip()

    @property
    def url(self) -> str:
        return f"{DOCUMENTATION}/{self.name}"
