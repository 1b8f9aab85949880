"""Holding what an example claims against what running it gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fwlint.checks import Bad
from fwlint.proving.program import Outcome, Step

_MOST_CHARACTERS = 600


def broken_bad_claims(bad: Bad, outcome: Outcome) -> Iterator[str]:
    """What is not so in the claims of a bad example, one message each."""
    code = outcome.code
    if code is None:
        yield _setup_failed(outcome)
        return
    if not (bad.raises or bad.warns or bad.shows):
        yield "claims nothing: give it raises, warns or shows, or runs=False"
    if bad.raises is not None:
        if code.passed:
            yield f"claims to raise /{bad.raises}/, but runs without an error"
        elif code.ended == "timed out" or not re.search(bad.raises, code.error):
            yield f"claims to raise /{bad.raises}/, but {_how_it_ended(code)}"
    elif not code.passed:
        yield f"does not claim to raise, but {_how_it_ended(code)}"
    if bad.warns is not None and code.warned(bad.warns) is None:
        yield f"claims to warn /{bad.warns}/, but {_what_it_said(code)}"
    if bad.shows and outcome.shows is not None and not outcome.shows.passed:
        yield f"its shows must pass, but {_how_it_ended(outcome.shows)}"


def broken_fix_claims(bad: Bad, outcome: Outcome) -> Iterator[str]:
    """What is not so after the fix: ``outcome`` is of ``fixed``, then ``then`` or ``shows``."""
    code, shows = outcome.code, outcome.shows
    if code is None:
        yield _setup_failed(outcome)
        return
    if not code.passed:
        yield f"fixed must run, but {_how_it_ended(code)}"
        return
    yield from _forbidden(code, [bad.warns] if bad.warns else [], "fixed")
    if shows is None:
        return
    if bad.then:
        if not shows.passed:
            yield f"fixed must pass then, but {_how_it_ended(shows)}"
    elif shows.passed:
        yield "fixed still passes shows, so what went wrong goes wrong still"
    elif not shows.failed_assertion:
        yield f"fixed must fail an assertion of shows (or give then), but {_how_it_ended(shows)}"


def broken_good_claims(patterns: Sequence[str], outcome: Outcome) -> Iterator[str]:
    """What is not so of a good example; ``patterns`` are what the bad ones raise and warn."""
    code = outcome.code
    if code is None:
        yield _setup_failed(outcome)
        return
    if not code.passed:
        yield f"must run, but {_how_it_ended(code)}"
        return
    yield from _forbidden(code, patterns, "it")
    if outcome.shows is not None and not outcome.shows.passed:
        yield f"its shows must pass, but {_how_it_ended(outcome.shows)}"


def _forbidden(code: Step, patterns: Sequence[str], subject: str) -> Iterator[str]:
    for pattern in patterns:
        text = code.warned(pattern)
        if text is not None:
            yield f"{subject} must not say /{pattern}/, but says {_short(text)!r}"


def _setup_failed(outcome: Outcome) -> str:
    return f"setup must run, but {_how_it_ended(outcome.setup)}" if outcome.setup else "did not run"


def _how_it_ended(step: Step) -> str:
    if step.passed:
        return "it runs without an error"
    where = f"\n  at {step.where}" if step.where else ""
    verb = "raises" if step.ended == "raised" else "ends so:"
    said = f"\n  stderr: {_short(step.stderr)}" if step.ended == "crashed" and step.stderr else ""
    return f"{verb} {_short(step.error)}{where}{said}"


def _what_it_said(step: Step) -> str:
    said = [*step.warnings, *step.stderr.splitlines()]
    if not said:
        return "neither warns nor logs anything"
    return "says only\n  " + "\n  ".join(_short(line, 200) for line in said[:8])


def _short(text: str, most: int = _MOST_CHARACTERS) -> str:
    text = text.strip()
    return text if len(text) <= most else f"{text[:most]} ... ({len(text)} characters)"
