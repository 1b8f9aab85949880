"""Where the value of a name was written."""

from __future__ import annotations

import pytest
from modules import argument_of, module_of

from fwlint.project.origin import origin


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("use(1)", "1"),
        ("a = f(1)\nuse(a)", "f(1)"),
        ("a = f(1)\nb = a\nuse(b)", "f(1)"),
        ("a = 1\na = 2\nuse(a)", "2"),
        ("use(a := g())", "g()"),
        ("if c:\n    a = 1\nelse:\n    a = 2\nuse(a)", "a"),
        ("def f(a):\n    use(a)", "a"),
        ("a = a\nuse(a)", "a"),
        ("def f():\n    use(a)\na = b\nb = a", "b"),
    ],
)
def test_names_are_followed_to_the_expression(code: str, expected: str) -> None:
    module = module_of(code)
    assert module.source(origin(module, argument_of(module, "use"))) == expected
