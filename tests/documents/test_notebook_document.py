"""Notebooks: what of their cells is Python, where it stands, and how they are written again."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from fwlint.documents.document import CannotRebuild, UnreadableDocument
from fwlint.documents.notebook import NotebookDocument
from fwlint.findings import Position

PYTHON = {
    "kernelspec": {"name": "python3", "language": "python"},
    "language_info": {"name": "python"},
}


def code(source: str | list[str], **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": [source]}


def raw(*cells: dict[str, Any], metadata: dict[str, Any] = PYTHON, **style: Any) -> bytes:
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, **{"indent": 1, "ensure_ascii": False, **style}).encode()


def notebook(data: bytes) -> NotebookDocument:
    document = NotebookDocument(Path("a.ipynb"), data)
    assert document.rebuild(document.text) == data
    return document


def read(*cells: dict[str, Any]) -> NotebookDocument:
    return notebook(raw(*cells))


def statements(document: NotebookDocument) -> list[str]:
    """The statements of the text but for the borders; stand-ins are ``_``."""
    lines = [ast.unparse(statement) for statement in ast.parse(document.text).body]
    lines = [line for line in lines if not line.startswith("'_fwlint")]
    return [re.sub(r"_fwlint_masked_\d+_", "_", line) for line in lines]


def sources(data: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]


# -- what is read ---------------------------------------------------------------------------------


def test_names_flow_between_code_cells() -> None:
    document = read(markdown("# A title"), code("import torch\n"), code(["x = 1\n", "y = 2"]))
    assert statements(document) == ["import torch", "x = 1", "y = 2"]
    assert document.problems == []
    assert isinstance(document.tree, ast.Module)


def test_places_count_all_cells() -> None:
    document = read(markdown("# A title"), code("import torch"), code("\nx = é = 1\n"))
    place = document.place(document.text.index("1\n"))
    assert (place.cell, place.position) == (3, Position(2, 9))
    assert document.lines(3) == ["", "x = é = 1", ""]
    assert document.lines(1) == ["# A title"]
    assert document.place(0) == (2, Position(1, 1))


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("%matplotlib inline\nx = 1", ["_", "x = 1"]),
        ("!pip install torch \\\n    tensorflow\nx = 1", ["_", "x = 1"]),
        ("x = !ls it's\ny = %time f(\nz = 1", ["x = _", "y = _", "z = 1"]),
        ("a[0] = !ls\nc.d = %env HOME", ["a[0] = _", "c.d = _"]),
        ("torch.nn?\n?torch\ntorch??\nlist.append? ;", ["_", "_", "_", "_"]),
        ("for i in x:\n    !echo {i}\n    %time f(i)", ["for i in x:\n    _\n    _"]),
        ("x = (5\n  % 3)\ny = '''\n%s\n!a\n'''", ["x = 5 % 3", "y = '\\n%s\\n!a\\n'"]),
        ("# no magic: x?\nx = 'a?'", ["x = 'a?'"]),
        ("await f()\nasync with a as b:\n    pass", ["await f()", "async with a as b:\n    pass"]),
        ("    x = 1\n    if x:\n        y = 2\n", ["x = 1", "if x:\n    y = 2"]),
        ("pip install torch\nmkdir -p a b\nx = 1", ["_", "_", "x = 1"]),
        ("%%time\nx = 1", ["x = 1"]),
        ("\n%%capture out\n%matplotlib inline\nx = 1", ["_", "x = 1"]),
        ("%%timeit -n 10\nmodel(x)", ["model(x)"]),
        ("%%time", []),
        ("%%bash\nls", []),
        ("%%writefile a.py\nx = 1", []),
        ("%%!\nls", []),
        ("  \n", []),
    ],
)
def test_what_ipython_adds_has_stand_ins(source: str, seen: list[str]) -> None:
    document = read(code(source))
    assert statements(document) == seen
    assert document.problems == []


def test_a_cell_that_does_not_parse_is_told_and_the_others_stay() -> None:
    document = read(markdown("#"), code("x = 1"), code("y = 1\nz = = 2"), code("w = 3"))
    assert statements(document) == ["x = 1", "w = 3"]
    (problem,) = document.problems
    assert (problem.kind, problem.cell, problem.line, problem.column) == ("syntax", 3, 2, 5)
    assert problem.source == "z = = 2"


def test_python_2_cells_are_recognised() -> None:
    (problem,) = read(code("x = 1\nprint x")).problems
    assert (problem.cell, problem.line) == (1, 2)
    assert "Python 2" in problem.message


def test_surrogates_leave_out_their_cell_only() -> None:
    data = raw(code("x = '\ud800'"), code("y = 1"), ensure_ascii=True)
    document = notebook(data)
    assert statements(document) == ["y = 1"]
    assert [problem.cell for problem in document.problems] == [1]


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "language": "R"}},
        {"language_info": {"name": "julia"}},
        {"kernelspec": {"language": "python"}, "language_info": {"name": "scala"}},
    ],
)
def test_other_kernels_have_no_text_and_no_problems(metadata: dict[str, Any]) -> None:
    document = notebook(raw(code("x <- 1"), metadata=metadata))
    assert (document.text, document.problems) == ("", [])


@pytest.mark.parametrize("metadata", [{}, {"kernelspec": {"name": "x"}}, {"language_info": None}])
def test_a_kernel_that_does_not_say_is_python(metadata: dict[str, Any]) -> None:
    assert statements(notebook(raw(code("x = 1"), metadata=metadata))) == ["x = 1"]


def test_cells_of_another_language_are_left_out() -> None:
    shell = code("ls -la", vscode={"languageId": "shellscript"})
    assert statements(read(shell, code("x = 1", vscode={"languageId": "python"}))) == ["x = 1"]


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"", "an empty file", None),
        (b'{"cells": [\n}', "broken JSON, Expecting value", 2),
        (b"[]", "no object", None),
        (b'{"a": 1}', "no list of cells", None),
        (b'{"cells": {}}', "no list of cells", None),
        (
            b'{"worksheets": [], "nbformat": 3}',
            "format 3: convert it with `jupyter nbconvert",
            None,
        ),
        (b'{"cells": [1]}', "cell 1 is no object", None),
        (b'{"cells": [{}, {"source": 3}]}', "source of cell 2 is no text", None),
        (b'{"cells": [{"source": ["a", 1]}]}', "source of cell 1 is no text", None),
        (b'{"cells": []} x', "broken JSON, Extra data", 1),
        (b'{"cells": ' + b"[" * 100_000, "JSON that Python cannot read|broken JSON", None),
        (b"\xff", "not UTF-8 text", 1),
    ],
)
def test_what_is_no_notebook(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(UnreadableDocument, match=message) as refused:
        notebook(data)
    assert line is None or refused.value.line == line


def test_odd_cells_are_no_error() -> None:
    data = (
        b'\xef\xbb\xbf {"cells":[{"cell_type":"code"},{"source":"x"},{"cell_type":5,"source":[]}]}'
    )
    assert notebook(data).text == ""


# -- writing again --------------------------------------------------------------------------------


def edited(data: bytes, old: str, new: str) -> bytes:
    document = notebook(data)
    assert document.text.count(old) == 1
    return document.rebuild(document.text.replace(old, new))


def test_only_the_changed_source_changes() -> None:
    data = raw(code(["x = 1\n", "y = 2"]), code("z = 3"), markdown("x = 1"))
    assert edited(data, "y = 2", "y = 5") == data.replace(b'"y = 2"', b'"y = 5"')
    assert edited(data, "z = 3", "z = 3\nw = 'é\"'") == data.replace(
        b'"z = 3"', '"z = 3\\nw = \'é\\"\'"'.encode()
    )


@pytest.mark.parametrize(
    "style", [{"indent": 1}, {"indent": 4}, {"indent": None}, {"indent": "\t"}]
)
def test_lists_keep_their_layout(style: dict[str, Any]) -> None:
    before = raw(code(["x = 1\n", "y = 2\n", "z = 3"]), **style)
    after = raw(code(["x = 1\n", "w = 9\n", "z = 3\n", "q = 4"]), **style)
    document = notebook(before)
    text = document.text.replace("y = 2", "w = 9").replace("z = 3", "z = 3\nq = 4")
    assert document.rebuild(text) == after


def test_a_list_of_one_line_grows_on_lines_of_its_own() -> None:
    before, after = raw(code(["x = 1"]), indent=2), raw(code(["x = 1\n", "y = 2"]), indent=2)
    assert edited(before, "x = 1", "x = 1\ny = 2") == after


def test_a_source_can_become_empty() -> None:
    assert edited(raw(code(["x = 1"])), "x = 1", "") == raw(code(["x = 1"])).replace(
        b'[\n    "x = 1"\n   ]', b"[]"
    )


def test_letters_are_escaped_as_in_the_rest_of_the_file() -> None:
    escaped = raw(code("x = 'é'"), code("y = 1"), ensure_ascii=True)
    assert b"\\u00e9" in escaped
    assert edited(escaped, "y = 1", "y = 'ü'").endswith(
        escaped.partition(b"y = 1")[2].replace(b"y = 1", b"")
    )
    assert b"y = '\\u00fc'" in edited(escaped, "y = 1", "y = 'ü'")
    assert "y = 'ü'".encode() in edited(
        raw(code("x = '\\\\u00e9'"), code("y = 1")), "y = 1", "y = 'ü'"
    )


def test_lines_that_stay_keep_their_own_spelling() -> None:
    data = rb'{"cells":[{"cell_type":"code","source":["a = \"\u00e9\/\"\n","b = 1"]}]}'
    assert edited(data, "b = 1", "b = 2") == data.replace(b"b = 1", b"b = 2")


def test_later_duplicates_of_a_key_count_as_for_json() -> None:
    data = b'{"cells":[{"source":"a = 1","cell_type":"code","source":"b = 1"}]}'
    assert edited(data, "b = 1", "b = 2") == data.replace(b"b = 1", b"b = 2")


def test_magics_come_back_where_they_stood() -> None:
    source = "%%time\n!pip install \\\n  torch\nx = !ls\nif x:\n    %run a\n\ttorch?\n"
    source = source.replace("\ttorch?\n", "y = 1\n")
    data = raw(code(source))
    document = notebook(data)
    changed = document.rebuild(document.text.replace("y = 1", "y = 2\nz = 3"))
    assert sources(changed) == [source.replace("y = 1", "y = 2\nz = 3")]


def test_a_dedented_cell_is_indented_again() -> None:
    data = raw(code("  if x:\n      y = 1\n\n  z = 2\n  "))
    assert sources(edited(data, "z = 2", "z = 3\nw = 4")) == [
        "  if x:\n      y = 1\n\n  z = 3\n  w = 4\n  "
    ]


def test_code_before_the_first_border_goes_to_the_first_cell() -> None:
    document = read(markdown("#"), code("x = 1"), code("y = 2"))
    data = document.rebuild("import torch\n" + document.text)
    assert sources(data) == ["#", "import torch\nx = 1", "y = 2"]


def test_nothing_comes_before_the_magic_of_a_cell() -> None:
    document = read(code("\n%%capture out\r\n!pip install torch\nx = é = 1\n"), code("y = 2"))
    assert document.place(document.text.index("1\n")) == (1, Position(4, 9))
    data = document.rebuild("import torch\n" + document.text)
    assert sources(data)[0] == ("\n%%capture out\r\nimport torch\n!pip install torch\nx = é = 1\n")


def test_statements_around_a_border_stay_in_their_cells() -> None:
    document = read(code("x = 1"), code("y = 2"))
    text = document.text.replace("x = 1", "x = 1\na = 1").replace("y = 2", "b = 1\ny = 2")
    assert sources(document.rebuild(text)) == ["x = 1\na = 1", "b = 1\ny = 2"]


def test_one_cell_can_be_given_another_source() -> None:
    data = raw(code("x = = 1"), code("y = 1"))
    document = notebook(data)
    assert document.source(1) == "x = = 1"
    assert document.with_source(1, "x = 1") == raw(code("x = 1"), code("y = 1"))


def test_lost_or_moved_borders_are_refused() -> None:
    document = read(code("x = 1"), code("y = 2"), code("%time z"))
    first, second = (line for line in document.text.splitlines()[:4:2])
    text = document.text
    for broken in (
        text.replace(second + "\n", ""),
        text.replace(second, f"{second}\n{second}"),
        text.replace(first, "?").replace(second, first).replace("?", second),
        text.replace(second, f"w = {second}"),
        text.replace(second, f"{second}.upper()"),
        text.replace("_fwlint_masked_1_", "z"),
    ):
        with pytest.raises(CannotRebuild):
            document.rebuild(broken)


def test_code_has_nowhere_to_go_in_a_notebook_without_any() -> None:
    document = read(markdown("#"))
    with pytest.raises(CannotRebuild, match="no cell"):
        document.rebuild("x = 1\n")


def test_cells_that_use_our_own_names_do_not_confuse() -> None:
    source = '"_fwlint 1"\n_fwlint_masked_1_ = 1\n%time _fwlint_masked_2_'
    document = read(code(source), code("y = 1"))
    data = document.rebuild(document.text.replace("y = 1", "y = 2"))
    assert sources(data) == [source, "y = 2"]
