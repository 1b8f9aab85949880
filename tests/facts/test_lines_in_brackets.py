"""Source that LibCST writes back otherwise: lines within brackets, below an indentation."""

from __future__ import annotations

import pytest

from fwlint.facts import nodes as n
from fwlint.facts.lower import lower

HOLES = '''\
def f(name):
    if name:
        return f"""{{
  {name} x;
{
            "\\n".join(
                [
                    f'  a.{name} = b("{name}", c);'
                    for name in names
                ]
            )
        }
}}
""", after(1)
'''
PATTERN = """\
def f(x):
    match x:
        case [
            A(),
                B(y=1),
        ] if after(1):
            pass
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("program", [HOLES, PATTERN])
def test_what_comes_after_it_is_placed(program: str, line_end: str) -> None:
    text = program.replace("\n", line_end)
    (call,) = (c for c in lower(text).calls if isinstance(c.func, n.Name) and c.func.id == "after")
    assert text[call.start : call.end] == "after(1)"
