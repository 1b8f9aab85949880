"""Which checks a configuration turns on, and which of them count for a file.

A selector is a code (``FWO201``), a prefix of codes (``FWO``, ``FWO2``, ``FW``) in which ``?``
stands for any letter (``FW?2`` is every rule of class 2), the name of a rule, or ``ALL``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from fwlint.config.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from fwlint.checks import Check
    from fwlint.config.settings import Config, Selection

ALL = "ALL"
_PREFIX = "FW"
_ADVICE = "FW?4"


def matches(selector: str, code: str, name: str) -> bool:
    """Whether ``selector`` means the check ``code``, ``name``."""
    if selector in (ALL, name):
        return True
    if not selector.startswith(_PREFIX) or len(selector) > len(code):
        return False
    return all(wanted in ("?", letter) for wanted, letter in zip(selector, code, strict=False))


def select(checks: Iterable[Check], config: Config) -> list[Check]:
    """The checks that ``config`` turns on, sorted by code.

    Without ``select`` these are all but the advice (class 4). The more specific of two selectors
    wins, and ``ignore`` wins between equals. What the command line chooses comes after the
    file's choice: its ``select`` starts afresh, the others add to it and take from it.
    With targets only checks remain that have an effect on one of them, and with severities only
    checks of these.
    Raises UsageError for a selector that means no check.
    """
    known = sorted(checks, key=lambda check: check.code)
    _require_known(known, config)
    chosen = {check.code for check in known if not matches(_ADVICE, check.code, check.name)}
    for layer in config.selections:
        if layer.select is not None:
            chosen = set()
        for check in known:
            verdict = _verdict(layer, check)
            if verdict is not None:
                (chosen.add if verdict else chosen.discard)(check.code)
    targets = frozenset(config.targets)
    return [
        check
        for check in known
        if check.code in chosen
        and (not targets or targets & check.targets)
        and (not config.severity or check.severity in config.severity)
    ]


def left_out(checks: Iterable[Check], selected: Collection[Check]) -> list[Check]:
    """The checks that a choice has turned off; advice that nobody asked for is not among them."""
    return [
        check
        for check in checks
        if check not in selected and not matches(_ADVICE, check.code, check.name)
    ]


class PerFileIgnores:
    """The checks that ``per-file-ignores`` turns off, file by file."""

    def __init__(self, checks: Sequence[Check], config: Config) -> None:
        self._root = Path(os.path.realpath(config.root))
        self._rules = [
            (
                pattern.removeprefix("!"),
                pattern.startswith("!"),
                frozenset(
                    check.code
                    for check in checks
                    if any(matches(selector, check.code, check.name) for selector in selectors)
                ),
            )
            for pattern, selectors in config.per_file_ignores.items()
        ]

    def codes(self, path: str | PathLike[str]) -> frozenset[str]:
        """The codes that are off in the file at ``path``."""
        if not self._rules:
            return frozenset()
        real = Path(os.path.realpath(path))
        relative = real.relative_to(self._root if real.is_relative_to(self._root) else real.anchor)
        return frozenset().union(
            *(
                codes
                for pattern, negated, codes in self._rules
                if _spec(pattern).match_file(relative.as_posix()) is not negated
            )
        )


def _verdict(layer: Selection, check: Check) -> bool | None:
    """True for on, False for off, None where the layer does not speak of the check."""
    on = _specificity([*(layer.select or ()), *layer.extend_select], check)
    off = _specificity(layer.ignore, check)
    return None if on == off == -1 else on > off


def _specificity(selectors: Iterable[str], check: Check) -> int:
    """That of the most specific selector that means ``check``; -1 when none does."""
    return max(
        (
            _letters_fixed(selector, check)
            for selector in selectors
            if matches(selector, check.code, check.name)
        ),
        default=-1,
    )


def _letters_fixed(selector: str, check: Check) -> int:
    """How much of the code ``selector`` pins down: a name pins all of it, ``ALL`` nothing."""
    if selector == check.name:
        return len(check.code)
    return 0 if selector == ALL else len(selector.replace("?", ""))


def _require_known(checks: Sequence[Check], config: Config) -> None:
    for option, selectors in _written(config):
        for selector in selectors:
            if not any(matches(selector, check.code, check.name) for check in checks):
                raise UsageError(_unknown_selector(selector, option, checks))


def _written(config: Config) -> Iterable[tuple[str, Sequence[str]]]:
    """Every list of selectors, with what people call it."""
    for layer, style in zip(config.selections, ("`{}`", "--{}"), strict=True):
        yield style.format("select"), layer.select or ()
        yield style.format("ignore"), layer.ignore
        yield style.format("extend-select"), layer.extend_select
    for pattern, selectors in config.per_file_ignores.items():
        yield f"`per-file-ignores` for {pattern!r}", selectors


def _unknown_selector(selector: str, option: str, checks: Sequence[Check]) -> str:
    from difflib import get_close_matches

    names = [check.name for check in checks]
    codes = [check.code for check in checks]
    families = sorted({check.family for check in checks})
    close = get_close_matches(selector.lower(), names, n=3)
    if not close:
        close = get_close_matches(selector.upper(), [*families, *codes], n=3)
    hint = (
        f"did you mean {' or '.join(f'`{word}`' for word in close)}?"
        if close
        else (f"families are {', '.join(families)}; `fwlint rules` lists the rules.")
    )
    return f"unknown rule `{selector}` in {option}: {hint}"


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern])
