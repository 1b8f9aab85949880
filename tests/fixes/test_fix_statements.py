"""Statements come and go; comments, blank lines and neighbours stay."""

from __future__ import annotations

import pytest
from fix_pairs import Source

from fwlint.fixes.edits import (
    AddDecorator,
    InsertStatement,
    RemoveStatement,
    ReplaceExpression,
    ReplaceStatement,
)


def pair(text: str) -> tuple[Source, str]:
    """The text before and after, which ``=>`` separates."""
    before, after = Source(text).text.split("=>\n")
    return Source(before), after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("OLD\n", "new()\nOLD\n"),
        ("OLD", "new()\nOLD"),
        ("a; OLD; b  # c\n", "a\nnew()\nOLD\nb  # c\n"),
        ("# top\nOLD\n", "# top\nnew()\nOLD\n"),
        ("a\n\n# %% [2]\nOLD\n", "a\n\n# %% [2]\nnew()\nOLD\n"),
        ("if x: OLD  # c\n", "if x:\n    new()\n    OLD  # c\n"),
        ("if x: a; OLD\nelse: b\n", "if x:\n    a\n    new()\n    OLD\nelse: b\n"),
        ("if x:\n\tOLD\n", "if x:\n\tnew()\n\tOLD\n"),
        ("if x:\r\n  # c\r\n  OLD\r\n", "if x:\r\n  # c\r\n  new()\r\n  OLD\r\n"),
        ("class A: OLD\n", "class A:\n    new()\n    OLD\n"),
        ("match x:\n    case 1: OLD\n", "match x:\n    case 1:\n        new()\n        OLD\n"),
    ],
)
def test_insert_before(before: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(InsertStatement(source.at("OLD"), "new()", "before")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("OLD\n", "OLD\nnew()\n"),
        ("OLD", "OLD\nnew()"),
        ("OLD;", "OLD;\nnew()"),
        ("a; OLD; b  # c\n", "a\nOLD\nnew()\nb  # c\n"),
        ("OLD  # c\n\n# %% [2]\na\n", "OLD  # c\nnew()\n\n# %% [2]\na\n"),
        ("if x: OLD\na\n", "if x:\n    OLD\n    new()\na\n"),
        (
            "def f():\n    OLD\n    # end\n\n\na\n",
            "def f():\n    OLD\n    new()\n    # end\n\n\na\n",
        ),
    ],
)
def test_insert_after(before: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(InsertStatement(source.at("OLD"), "new()", "after")) == after


def test_several_statements_with_comments_take_the_indentation() -> None:
    source, after = pair(
        """
        class Net:
          def forward(self, x):
            # the layers
            y = self.layer(x)
            return y
        =>
        class Net:
          def forward(self, x):
            # the layers
            # one by one
            for layer in self.layers:
              x = layer(
                  x,
              )

            # done
            y = self.layer(x)
            return y
        """
    )
    new = "# one by one\nfor layer in self.layers:\n    x = layer(\n        x,\n    )\n\n# done"
    edit = InsertStatement(source.at("y = self.layer(x)"), new, "before")
    assert source.fixed(edit) == after


def test_only_a_comment() -> None:
    source = Source("if x:\n    OLD\n")
    edit = InsertStatement(source.at("OLD"), "# look here", "before")
    assert source.fixed(edit) == "if x:\n    # look here\n    OLD\n"
    source = Source("if x: OLD\n")
    after = InsertStatement(source.at("OLD"), "# look here", "after")
    assert source.fixed(after) == "if x:\n    OLD\n    # look here\n"
    instead = ReplaceStatement(source.at("OLD"), "# look here")
    assert source.fixed(instead) == "if x:\n    # look here\n    pass\n"


def test_definitions_keep_their_distance() -> None:
    source, after = pair(
        """
        import os


        # the net
        @decorated
        class Net:
            def one(self):
                pass

            def two(self):
                pass
        =>
        import os


        # the net
        def helper():
            pass


        @decorated
        class Net:
            def one(self):
                pass

            attribute = 1

            def two(self):
                pass

            def three(self):
                pass


        net = Net()
        """
    )
    net = source.from_to("@decorated", "pass")
    two = source.from_to("def two", "pass")
    edits = [
        InsertStatement(net, "def helper():\n    pass", "before"),
        InsertStatement(two, "attribute = 1", "before"),
        InsertStatement(two, "def three(self):\n    pass", "after"),
        InsertStatement(net, "net = Net()", "after"),
    ]
    assert source.fixed(*edits) == after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("OLD\n", "new()", "new()\n"),
        ("# top\n\nOLD  # noqa\n", "new()", "# top\n\nnew()  # noqa\n"),
        ("OLD  # noqa\n", "a\nb", "a\nb  # noqa\n"),
        ("OLD  # noqa\n", "a  # mine", "# noqa\na  # mine\n"),
        ("OLD  # noqa\n", "for i in x:\n  i()", "# noqa\nfor i in x:\n    i()\n"),
        ("a; OLD\n", "new()", "a\nnew()\n"),
        ("if x:\n\tOLD\n", "if y:\n    a\n    b", "if x:\n\tif y:\n\t\ta\n\t\tb\n"),
        ("if x: OLD\n", "if y: a", "if x:\n    if y: a\n"),
    ],
)
def test_replace(before: str, new: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(ReplaceStatement(source.at("OLD"), new)) == after


def test_replace_a_compound_statement() -> None:
    source, after = pair(
        """
        def f(x):
            # why
            if x.sum() > 0:  # old
                y = 1
            else:
                y = 2

            return y
        =>
        def f(x):
            # why
            y = torch.where(x.sum() > 0, 1, 2)

            return y
        """
    )
    edit = ReplaceStatement(source.from_to("if", "y = 2"), "y = torch.where(x.sum() > 0, 1, 2)")
    assert source.fixed(edit) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("OLD\n", ""),
        ("# top\n\nOLD\n", "# top\n\n"),
        ("a; OLD; b\n", "a; b\n"),
        ("a; OLD  # c\n", "a  # c\n"),
        ("OLD; a\n", "a\n"),
        ("if x: OLD\n", "if x: pass\n"),
        ("if x: a; OLD\n", "if x: a\n"),
        ("if x:\n    OLD  # why\n", "if x:\n    pass\n"),
        ("if x:\n    # c\n    OLD\ny\n", "if x:\n    # c\n    pass\ny\n"),
        ("a\n\nOLD\n\nb\n", "a\n\nb\n"),
        ("a\n\nOLD\nb\n", "a\n\nb\n"),
        ("a\nOLD\n\nb\n", "a\n\nb\n"),
        ("a\n\n# %% [2]\nOLD\n\n# %% [3]\nb\n", "a\n\n# %% [2]\n\n# %% [3]\nb\n"),
        ("def f():\n    a\n\n    OLD\n\n\nb\n", "def f():\n    a\n\n\nb\n"),
        ("def f():\n    a\n    # c\n    OLD\n\n\nb\n", "def f():\n    a\n    # c\n\n\nb\n"),
    ],
)
def test_remove(before: str, after: str) -> None:
    source = Source(before)
    assert source.fixed(RemoveStatement(source.at("OLD"))) == after


def test_a_decorator_goes_outermost() -> None:
    source, after = pair(
        """
        class Net:
            # scored
            @other(1)  # why
            def forward(self): pass

            async def step(self): pass
        =>
        @register
        class Net:
            # scored
            @torch.jit.ignore
            @other(1)  # why
            def forward(self): pass

            @torch.no_grad()
            async def step(self): pass
        """
    )
    edits = [
        AddDecorator(source.from_to("class", "pass"), "register"),
        AddDecorator(
            source.at("@other(1)  # why\n    def forward(self): pass"), "torch.jit.ignore"
        ),
        AddDecorator(source.from_to("async", "pass"), "@torch.no_grad()"),
    ]
    assert source.fixed(*edits) == after


def test_a_statement_goes_in_before_one_that_changes() -> None:
    source = Source("if x:\n    y = f(g(x))\n")
    edits = [
        InsertStatement(source.at("y = f(g(x))"), "z = g(x)", "before"),
        ReplaceExpression(source.at("g(x)"), "z"),
    ]
    assert source.fixed(*edits) == "if x:\n    z = g(x)\n    y = f(z)\n"


@pytest.mark.parametrize(
    ("before", "fragment", "reason"),
    [
        ("y = f(x)\n", "f(x)", "its span does not name a statement"),
        ("if x:\n    a\nelif y:\n    b\n", "elif y:\n    b", "an elif is not a statement"),
    ],
)
def test_refused_statements(before: str, fragment: str, reason: str) -> None:
    source = Source(before)
    assert source.refused(RemoveStatement(source.at(fragment))).startswith(reason)


def test_refused_sources() -> None:
    source = Source("x = 1\n")
    edit = ReplaceStatement(source.at("x = 1"), "x = = 1")
    assert source.refused(edit) == "its source is not a statement: x = = 1"
    decorator = AddDecorator(source.at("x = 1"), "a")
    assert source.refused(decorator) == "its span does not name a function or a class"
