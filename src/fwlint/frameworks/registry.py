"""All frameworks, and which of them a name or a file belongs to."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from fwlint.frameworks.framework import Framework
from fwlint.frameworks.keras import KERAS
from fwlint.frameworks.runtimes import RUNTIMES
from fwlint.frameworks.spelling import home_spelling
from fwlint.frameworks.tensorflow import TENSORFLOW
from fwlint.frameworks.torch import TORCH

FRAMEWORKS: dict[str, Framework] = {f.name: f for f in (TORCH, TENSORFLOW, KERAS, *RUNTIMES)}
_BY_ROOT = {root: f.name for f in FRAMEWORKS.values() for root in f.roots}


@lru_cache(maxsize=1 << 16)
def framework_of(dotted: str) -> str | None:
    """The framework that a dotted name belongs to: ``keras`` for ``tensorflow.keras.Model``."""
    return _BY_ROOT.get(home_spelling(dotted).partition(".")[0])


def _mentions(roots: list[str]) -> re.Pattern[bytes]:
    # `ts` as a plain word would be in every second file.
    short = [root for root in roots if len(root) <= 2]
    words = [root for root in roots if len(root) > 2]
    by_initial = groupby(words, key=itemgetter(0))  # half the time of one flat alternation
    branches = [f"{c}(?:{'|'.join(word[1:] for word in same)})" for c, same in by_initial]
    branches.append(rf"(?:from|import)[ \t]+(?:{'|'.join(short)})")
    return re.compile(rf"\b(?:{'|'.join(branches)})\b".encode())


MENTIONS_FRAMEWORK = _mentions(sorted(_BY_ROOT))
"""Searched in a file's bytes: no match means that the file names no framework."""
