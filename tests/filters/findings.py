"""Findings as a scan gives them, made from a line of source."""

from __future__ import annotations

from fwlint.findings import Finding, Frame, Position


def at(path: str, line: int, text: str, code: str = "FWO201", last: int | None = None) -> Finding:
    """A finding from the first column of ``line`` to the last one of ``last``."""
    end = Position(last or line, len(text) + 1)
    frame = Frame(line, [text])
    return Finding(path, Position(line, 1), end, code, "a-rule", "wrong", "error", frame=frame)
