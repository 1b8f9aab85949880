"""A program to run, and what came of it."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, field

Part = Literal["setup", "code", "shows"]

_IMPORT = re.compile(r"^\s*(?:from|import)\s+(torch|tensorflow|keras)\b", re.MULTILINE)
_READ_AT_IMPORT = re.compile(r"KERAS_BACKEND|\bTF_[A-Z]|\bTORCH_[A-Z]|\bOMP_|\bXLA_|CUDA_VISIBLE")


class Program(Struct, frozen=True):
    """Python in three parts, run one after the other in the same names.

    ``setup`` prepares, ``code`` is what is judged, ``shows`` asserts what ``code`` did.
    """

    code: str
    setup: str = ""
    shows: str = ""

    def parts(self) -> list[tuple[Part, str]]:
        """The parts that there are, in the order they run."""
        parts: list[tuple[Part, str]] = [("code", self.code)]
        if self.setup:
            parts.insert(0, ("setup", self.setup))
        if self.shows:
            parts.append(("shows", self.shows))
        return parts

    @property
    def frameworks(self) -> frozenset[str]:
        """Which of ``torch`` and ``tensorflow`` (with Keras) may be imported beforehand.

        None may where the program sets an environment variable that they read when imported.
        """
        text = "\n".join((self.setup, self.code, self.shows))
        if _READ_AT_IMPORT.search(text):
            return frozenset()
        return frozenset(
            "torch" if m[1] == "torch" else "tensorflow" for m in _IMPORT.finditer(text)
        )


class Step(Struct):
    """What one part of a program did.

    ``error`` is ``"Type: message"`` as a traceback ends, with notes and causes; for a process
    that died it is ``"Crash: SIGABRT"``. ``where`` is the line of the program that raised.
    ``warnings`` are ``"Category: message"``. ``seconds`` is CPU time.
    """

    ended: Literal["passed", "raised", "crashed", "timed out"]
    error: str = ""
    where: str = ""
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0
    stdout: str = ""
    stderr: str = ""

    @property
    def passed(self) -> bool:
        return self.ended == "passed"

    @property
    def failed_assertion(self) -> bool:
        return self.ended == "raised" and self.error.startswith("AssertionError")

    def warned(self, pattern: str) -> str | None:
        """What ``pattern`` is found in: a warning, or a line logged or written to stderr."""
        for text in (*self.warnings, self.stderr):
            if match := re.search(pattern, text):
                return match.string if text is not self.stderr else _line_of(match)
        return None


class Outcome(Struct):
    """What running a program gave. A part that was not reached is ``None``."""

    setup: Step | None = None
    code: Step | None = None
    shows: Step | None = None

    @property
    def steps(self) -> list[Step]:
        """The parts that ran."""
        return [step for step in (self.setup, self.code, self.shows) if step is not None]

    @property
    def died(self) -> bool:
        """Whether the process was killed, by a signal of its own or by the time limit."""
        return any(step.ended in ("crashed", "timed out") for step in self.steps)

    @property
    def seconds(self) -> float:
        """CPU seconds of all parts."""
        return sum(step.seconds for step in self.steps)


def _line_of(match: re.Match[str]) -> str:
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    return text[start : end if end >= 0 else len(text)]
