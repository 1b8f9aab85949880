"""Markdown pages: their Python blocks, what is told of them, and how they are written again."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from fwlint.documents.document import CannotRebuild, UnreadableDocument
from fwlint.documents.markdown import MarkdownDocument
from fwlint.findings import Position


def page(source: str) -> MarkdownDocument:
    data = source.encode()
    document = MarkdownDocument(Path("a.md"), data)
    assert document.rebuild(document.text) == data
    return document


def block(code: str, info: str = "python") -> MarkdownDocument:
    return page(f"Text\n\n```{info}\n{code}\n```\n")


def statements(document: MarkdownDocument) -> list[str]:
    lines = [ast.unparse(statement) for statement in ast.parse(document.text).body]
    return [line for line in lines if not line.startswith("'_fwlint")]


def told(document: MarkdownDocument) -> list[tuple[str, int | None, int | None]]:
    return [(problem.kind, problem.line, problem.column) for problem in document.problems]


# -- blocks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "info",
    [
        "python",
        "py",
        "python3",
        "Python",
        'python title="train.py"',
        "python {1,3-4}",
        "python:train.py",
        "{.python}",
        "{.python .numberLines}",
        "{python}",
        "{code-cell} python",
        "{code-cell} ipython3",
        "{code-block} python",
        "python linenums",
    ],
)
def test_info_strings_that_mean_python(info: str) -> None:
    assert statements(block("x = 1", info)) == ["x = 1"]


@pytest.mark.parametrize(
    "info",
    [
        "",
        "bash",
        "pycon",
        "text python",
        "{code-cell} r",
        "python ignore",
        "python,ignore",
        "py no-lint",
    ],
)
def test_info_strings_that_do_not(info: str) -> None:
    document = block("x = = 1", info)
    assert (document.text, document.problems) == ("", [])


def test_names_flow_down_the_page() -> None:
    document = page("# A\n```py\nimport torch\n```\ntext\n~~~python\nx = torch.ones(...)\n~~~\n")
    assert statements(document) == ["import torch", "x = torch.ones(...)"]
    assert document.place(document.text.index("torch.ones")) == (None, Position(7, 5))


def test_blocks_in_lists_and_quotes() -> None:
    document = page(
        "1. one\n\n   ```python\n   if x:\n       y = 1\n\n   ```\n"
        "> - ```python\n>   z = 2\n>\n>   w = 3\n>   ```\n"
    )
    assert statements(document) == ["if x:\n    y = 1", "z = 2", "w = 3"]
    assert document.place(document.text.index("y = 1")).position == Position(5, 8)
    assert document.place(document.text.index("w = 3")).position == Position(11, 5)
    assert document.lines(None)[10] == ">   w = 3"


def test_a_fragment_that_is_indented_as_a_whole_is_read() -> None:
    document = block("    def forward(self, x):\n        return x.sum()\n\n    y = 1")
    assert statements(document) == ["def forward(self, x):\n    return x.sum()", "y = 1"]
    assert document.place(document.text.index("return")).position == Position(5, 9)


def test_indentation_by_tabs_is_read() -> None:
    document = page("- a\n\n\t```python\n\tif x:\n\t\ty = 1\n\t```\n")
    assert statements(document) == ["if x:\n    y = 1"]
    assert document.lines(None)[document.place(document.text.index("y = 1")).position.line - 1] == (
        "\t\ty = 1"
    )


@pytest.mark.parametrize(
    "source", ["```python\nx = 1", "```python\nx = 1\n", "```python\n", "```py"]
)
def test_blocks_that_the_end_of_the_file_closes(source: str) -> None:
    assert statements(page(source)) == (["x = 1"] if "x" in source else [])


def test_blocks_that_opt_out_are_left_out() -> None:
    document = page("```python\n\n# fwlint: skip\nx = = 1\n```\n```python\ny = 2\n```\n")
    assert statements(document) == ["y = 2"]
    assert document.problems == []


def test_options_of_a_directive_are_no_code() -> None:
    assert statements(block(":tags: [hide-input]\n:name: x\n\nx = 1", "{code-cell} python")) == [
        "x = 1"
    ]


def test_nothing_comes_before_the_options_of_a_directive() -> None:
    source = "```{code-cell} python\n:tags: [x]\n:name: y\nx = 1\n```\n"
    document = page(source)
    data = document.rebuild("import torch\n" + document.text)
    assert data.decode() == source.replace("x = 1", "import torch\nx = 1")
    assert document.place(document.text.index("x = 1")).position == Position(4, 1)


def test_a_page_that_is_not_utf_8_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="not UTF-8"):
        MarkdownDocument(Path("a.md"), b"\xe9")


# -- what is wrong with a block -------------------------------------------------------------------


def test_shell_commands_are_told_and_the_rest_is_read() -> None:
    document = block(
        "# Serve it\nfrom torch import nn\n\n# then\n"
        "docker run -p 80:80 \\\n  -t torchserve\n$ ls\nmodel = nn.Linear(1, 2)"
    )
    assert told(document) == [("shell", 8, 1), ("shell", 10, 1)]
    assert [line for line in statements(document) if "masked" not in line] == [
        "from torch import nn",
        "model = nn.Linear(1, 2)",
    ]
    assert document.place(document.text.index("model")).position == Position(11, 1)


def test_c_comments_are_told_with_their_columns() -> None:
    document = page("> ```python\n> // a model\n> x = f(1,  // the first\n>     2)\n> ```\n")
    assert told(document) == [("c-comment", 2, 3), ("c-comment", 3, 13)]
    assert statements(document) == ["x = f(1, 2)"]
    assert document.problems[0].source == "> // a model"


def test_notebook_lines_in_a_block_are_told_as_shell() -> None:
    document = block("!pip install torch\n%matplotlib inline\nx = 1")
    assert told(document) == [("shell", 4, 1), ("shell", 5, 1)]
    assert statements(document)[-1] == "x = 1"


def test_other_errors_leave_out_the_block_only() -> None:
    document = page("```python\n// a\nx = = 1\n```\n\n```python\ny = 1\n```\n")
    assert told(document) == [("c-comment", 2, 1), ("syntax", 3, 5)]
    assert statements(document) == ["y = 1"]


def test_messages_name_lines_of_the_page() -> None:
    (problem,) = block("x = 1\nif x:\ny = 2").problems
    assert problem.line == 6
    assert problem.message == "expected an indented block after 'if' statement on line 5"


def test_python_2_on_a_page() -> None:
    (problem,) = block("print 'a'").problems
    assert (problem.line, problem.kind) == (4, "syntax")
    assert "Python 2" in problem.message


# -- interactive sessions -------------------------------------------------------------------------

SESSION = """\
# how to use it
>>> import torch
>>> for i in range(2):
...     print(i)
...
0
1
>>> torch.ones(
...     2,
... )
tensor([1., 1.])

>>> # done
"""


def test_a_session_is_read_without_prompts_and_outputs() -> None:
    document = block(SESSION)
    assert statements(document) == [
        "import torch",
        "for i in range(2):\n    print(i)",
        "torch.ones(2)",
    ]
    assert document.problems == []
    assert document.place(document.text.index("torch.ones")).position == Position(11, 5)


def test_a_session_keeps_prompts_and_outputs_when_it_is_edited() -> None:
    document = block(SESSION)
    data = document.rebuild(document.text.replace("ones", "zeros").replace("2,", "3,"))
    expected = SESSION.replace("ones", "zeros").replace("2,", "3,")
    assert data.decode() == f"Text\n\n```python\n{expected}\n```\n"


def test_lines_cannot_be_added_to_a_session() -> None:
    document = block(SESSION)
    with pytest.raises(CannotRebuild, match="console session"):
        document.rebuild(document.text.replace("import torch", "import torch\nimport math"))


def test_a_doctest_in_a_docstring_makes_no_session() -> None:
    document = block('def f():\n    """F.\n\n    >>> f()\n    1\n    """\n    return 1')
    assert document.problems == []
    assert statements(document)[0].startswith("def f()")


# -- writing again --------------------------------------------------------------------------------


def test_only_changed_lines_change() -> None:
    source = (
        "A `page`\r\n\r\n- item\r\n\r\n"
        "  ```python\r\n  x = 1\r\n\r\n  // note\r\n  y = 2\r\n  ```\r\n"
        "\r\n> ~~~py\r\n>z = 3\r\n>\r\n> w = 4\r\n> ~~~\r\nend"
    )
    document = page(source)
    text = document.text.replace("y = 2", "y = 5").replace("w = 4", "w = 6")
    expected = source.replace("y = 2", "y = 5").replace("w = 4", "w = 6")
    assert document.rebuild(text) == expected.encode()


def test_added_lines_take_the_margin() -> None:
    source = "> 1. a\n>\n>    ```python\n>    if x:\n>\n>        y = 1\n>    ```\n"
    document = page(source)
    new = document.rebuild("import torch\n" + document.text.replace("y = 1", "y = 1\n\n    z = 2"))
    assert new.decode() == source.replace(">    if x", ">    import torch\n>    if x").replace(
        "y = 1", "y = 1\n>\n>        z = 2"
    )


def test_removed_lines_go() -> None:
    source = "```python\nimport torch\nx = 1\n```\n\n```python\ny = 2\n```\n"
    document = page(source)
    assert document.rebuild(document.text.replace("import torch\n", "")).decode() == source.replace(
        "import torch\n", ""
    )


def test_a_line_that_is_no_python_cannot_be_lost() -> None:
    document = block("x = 1\npip install torch\ny = 2")
    stand_in = next(line for line in document.text.splitlines() if "masked" in line)
    with pytest.raises(CannotRebuild, match="pip install torch"):
        document.rebuild(document.text.replace(f"{stand_in}\n", ""))


def test_the_page_itself_can_be_given_another_source() -> None:
    document = page("# é\n```python\nx = = 1\n```\n")
    fixed = document.source(None).replace("= =", "=")
    assert document.with_source(None, fixed) == fixed.encode()
