"""A long text parsed piece by piece gives the facts of the whole."""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

import msgspec
import pytest

from fwlint.documents.cuts import LARGE, cuts
from fwlint.documents.document import starts_of_lines
from fwlint.facts.lower import lower

STATEMENTS = (
    "import torch, os; x = 1\n",
    "@torch.no_grad()\n@other\ndef f(a, *b, c=1, **d):\n    return a + b\n",
    "class A(\n    B,\n):\n    '''text\ndef not_code():\n'''\n    def g(self): pass\n",
    "if x:\n    y = [\n1,\n2]\nelif z:\n    pass\nelse:\n    y = f'{x!r:>{y}}'\n",
    "x = \\\n1\n",
    "# comment\n\n\n",
    "try: f()\nexcept E as e: pass\nfinally:\n  g()\n",
    "for i in (j for j in k): (m := i)\n",
    "x = '''\n@decorator\nclass Fake:\n'''; y = 2\n",
    "with a as b: c = lambda d: d\n",
)


def places(text: str) -> list[int]:
    return cuts(ast.parse(text), text, starts_of_lines(text))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_pieces_give_the_facts_of_the_whole(line_end: str) -> None:
    text = ("".join(STATEMENTS) * (5 * LARGE // 500)).replace("\n", line_end)
    assert len(text) > 3 * LARGE
    assert msgspec.msgpack.encode(lower(text, places(text))) == msgspec.msgpack.encode(lower(text))


def test_this_installation_parses_in_pieces() -> None:
    text = Path(argparse.__file__).read_text()
    assert len(text) > LARGE
    assert msgspec.msgpack.encode(lower(text, places(text))) == msgspec.msgpack.encode(lower(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", [0, 2]),
        ("a; b\nc\n", [0, 5]),
        ("@d\ndef f(): pass\n", [0]),
        ("# c\na\n", [4]),
        ("a\n\\\nb\n", [0]),
        ("a = '''\nb\n'''; c\nd\n", [0, 17]),
        ("if a:\n  b\nelse:\n  c\nd\n", [0, 20]),
        ("", []),
    ],
)
def test_cuts_are_before_statements_of_the_module(text: str, expected: list[int]) -> None:
    assert places(text) == expected
