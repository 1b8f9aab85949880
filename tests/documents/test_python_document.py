"""Python files: encodings and line ends, the gate, and what is told of files that fail it."""

from __future__ import annotations

import ast
import sys
import warnings
from pathlib import Path

import pytest

from fwlint.documents.document import CannotRebuild, Problem, UnreadableDocument
from fwlint.documents.python import PythonDocument
from fwlint.findings import Position


def python(data: bytes | str) -> PythonDocument:
    return PythonDocument(Path("a.py"), data.encode() if isinstance(data, str) else data)


def only_problem(source: str) -> Problem:
    document = python(source)
    assert document.text == ""
    assert document.tree is None
    (problem,) = document.problems
    return problem


# -- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("x = 'é'\n".encode(), "x = 'é'\n"),
        (b"\xef\xbb\xbfx = '\xc3\xa9'\r\n", "x = 'é'\r\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"#!/bin/python\n# -*- coding: cp1252 -*-\n'\x80'\n", None),
        ("# coding: shift_jis\nx = '日本'\n".encode("shift_jis"), None),
        (b"\xef\xbb\xbf# coding: utf-8\nx = 1\n", "# coding: utf-8\nx = 1\n"),
        (b"x = 1\ry = 2\r\n\x0cz = 3\n", "x = 1\ry = 2\r\n\x0cz = 3\n"),
        ("x = '\u2028\x85'".encode(), "x = '\u2028\x85'"),
        (b"", ""),
    ],
)
def test_bytes_come_back_as_they_were(data: bytes, text: str | None) -> None:
    document = python(data)
    assert document.problems == []
    assert text is None or document.text == text
    assert document.rebuild(document.text) == data


def test_an_edited_text_keeps_encoding_and_byte_order_mark() -> None:
    latin = python(b"# coding: latin-1\nx = '\xe9'\r\n")
    assert latin.rebuild(latin.text.replace("x", "y")) == b"# coding: latin-1\ny = '\xe9'\r\n"
    marked = python(b"\xef\xbb\xbfx = 1\n")
    assert marked.rebuild("x = 2\n") == b"\xef\xbb\xbfx = 2\n"
    assert marked.with_source(None, "x = 3\n") == b"\xef\xbb\xbfx = 3\n"


def test_text_that_the_encoding_does_not_have_is_refused() -> None:
    document = python(b"# coding: latin-1\nx = 1\n")
    with pytest.raises(CannotRebuild, match="cannot be written in iso-8859-1"):
        document.rebuild(document.text + "# €\n")


def test_bytes_that_would_change_elsewhere_are_refused() -> None:
    document = python(b"# coding: utf-7\nx = '+AGE-'\n")  # a long way to write "a"
    assert document.rebuild(document.text) == b"# coding: utf-7\nx = '+AGE-'\n"
    with pytest.raises(CannotRebuild, match="would change other bytes"):
        document.rebuild(document.text + "y = 1\n")


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"x = 1\n\0\0\n", "binary content", 2),
        ("x = 1\n".encode("utf-16"), "UTF-16 text.*save it as UTF-8", None),
        (b"x = 1\ny = '\xe9'\n", "not UTF-8 text .byte 0xe9.: save it as UTF-8", 2),
        (b"# coding: ascii\n\ny = '\xe9'\n", "not ascii text .*: declare its real encoding", 3),
        (b"# coding: klingon\n", "unknown encoding: klingon", 1),
        (b"# coding: rot13\n", "cannot be decoded as rot13", 1),
        (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem", 1),
        (b"# coding: unicode_escape\nx = '\\x00'\n", "NUL characters", None),
    ],
)
def test_files_that_are_no_text(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(UnreadableDocument, match=message) as refused:
        python(data)
    assert refused.value.line == line


# -- the text -------------------------------------------------------------------------------------


def test_the_tree_is_kept_and_warnings_are_not_shown() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = python("x = '\\d' is 1\n")
    assert isinstance(document.tree, ast.Module)
    assert isinstance(document.tree.body[0], ast.Assign)


def test_this_module_s_own_future_imports_do_not_count() -> None:
    assert only_problem("x = 1\nfrom __future__ import braces, =\n").line == 2
    assert python("print(1)\nx: int = 2\n").problems == []


def test_places_count_lines_as_the_tokenizer_does() -> None:
    document = python("a\r\nb\rc\n\x0cd, '\u2028'\n'é', g")
    assert document.place(document.text.index("c")).position == Position(3, 1)
    assert document.place(document.text.index("d")).position == Position(4, 2)
    assert document.place(document.text.index("g")).position == Position(5, 6)
    assert document.place(0).cell is None
    assert document.lines(None)[3:] == ["\x0cd, '\u2028'", "'é', g"]


# -- what is wrong with a file --------------------------------------------------------------------


def test_a_syntax_error_has_its_place() -> None:
    problem = only_problem("import torch\nmodel = torch.nn.Linear(2,, 3)\n")
    assert (problem.kind, problem.line, problem.column) == ("syntax", 2, 27)
    assert problem.source == "model = torch.nn.Linear(2,, 3)"
    assert "invalid syntax" in problem.message


@pytest.mark.parametrize(
    ("source", "construct"),
    [
        ("import torch\nprint 'loss', loss\n", "print statement"),
        ("if x: print x\n", "print statement"),
        ("try:\n    f()\nexcept ValueError, error:\n    pass\n", "`except E, name`"),
        ("try:\n    f()\nexcept (A, B), error:\n    pass\n", "`except E, name`"),
        ("x = `y`\n", "backticks"),
        ('exec "x = 1"\n', "exec statement"),
        ("os.chmod(path, 0777)\n", "octal"),
        ("raise ValueError, 'no'\n", "`raise E, message`"),
        ("if a <> b:\n    pass\n", "`<>`"),
        ("x = 10L\n", "long integer"),
        ("x = ur'a'\n", "ur''"),
        ("def f(a, (b, c)):\n    pass\n", "tuple as parameter"),
    ],
)
def test_python_2_is_recognised(source: str, construct: str) -> None:
    document = python(source)
    assert not document.needs_child_parse
    (problem,) = document.problems
    assert problem.kind == "syntax"
    assert "this looks like Python 2" in problem.message
    assert construct in problem.message


@pytest.mark.parametrize(
    "source", ["x = (1\n", "def f(:\n", "x = 'a\n", "for x in y\n", "  x = 1\n y = 2\n", "a b\n"]
)
def test_other_errors_are_not_called_python_2(source: str) -> None:
    document = python(source)
    assert "Python 2" not in document.problems[0].message
    assert document.needs_child_parse


@pytest.mark.parametrize(
    "source", ["(" * 300 + ")" * 300, "-" * 100_000 + "1", "x = " + "[" * 5000 + "]" * 5000]
)
def test_deep_nesting_is_a_problem_and_no_crash(source: str) -> None:
    document = python(source)
    assert document.problems[0].message.startswith("nested too deeply")
    assert not document.needs_child_parse


def test_surrogates_that_an_odd_encoding_gives_are_a_problem() -> None:
    document = python(b"# coding: unicode_escape\nx = '\\ud800'\n")
    assert document.problems[0].line == 2
    assert "surrogate" in document.problems[0].message


def test_c_comments_are_told_one_by_one_and_the_rest_is_read() -> None:
    data = b"// don't copy\r\nimport torch\r\n\r\n  // 1 // 2\r\nx = [1,  // first one\r\n 2]\r\n"
    document = python(data)
    assert [(p.kind, p.line, p.column) for p in document.problems] == [
        ("c-comment", 1, 1),
        ("c-comment", 4, 3),
        ("c-comment", 5, 10),
    ]
    assert document.problems[1].source == "  // 1 // 2"
    assert isinstance(ast.parse(document.text), ast.Module)
    assert document.tree is not None
    assert document.place(document.text.index("import")).position == Position(2, 1)
    assert document.place(document.text.index("2]")).position == Position(6, 2)
    assert document.rebuild(document.text) == data
    assert document.rebuild(document.text.replace("2]", "3]")) == data.replace(b"2]", b"3]")


def test_division_in_parentheses_and_in_strings_is_no_comment() -> None:
    source = 'x = (a\n    // b)\ny = """\n// text\n"""\nz = 7 // 2\n'
    assert python(source).problems == []
    document = python(source + "// a comment\n")
    assert [problem.line for problem in document.problems] == [7]


def test_a_lost_stand_in_is_refused() -> None:
    document = python("x = 1\n// see below\ny = 2\n")
    with pytest.raises(CannotRebuild, match="`// see below`"):
        document.rebuild("x = 1\ny = 2\n")
    with pytest.raises(CannotRebuild, match="`// see below`"):
        document.rebuild(document.text * 2)


@pytest.mark.parametrize(
    "line",
    [
        "pip install torch==2.1",
        "$ python train.py --epochs 3",
        "!pip install torch",
        "python train.py",
        "torchserve --start --ncs --models m=m.mar",
        "CUDA_VISIBLE_DEVICES=0 python train.py",
        "export OMP_NUM_THREADS=4",
        "docker run -p 8501:8501 \\\n    -t tensorflow/serving",
        "cd /data && ls",
        "my-exporter in.h5 out --format onnx",
    ],
)
def test_shell_lines_are_told(line: str) -> None:
    data = f"import torch\nif torch:\n    {line}\nx = 1\n"
    document = python(data)
    assert [(p.kind, p.line, p.column) for p in document.problems] == [("shell", 3, 5)]
    after = data.index("x = 1")
    assert (
        document.place(document.text.index("x = 1")).position.line == data[:after].count("\n") + 1
    )
    assert document.rebuild(document.text) == data.encode()


@pytest.mark.parametrize(
    "line",
    [
        "make = = 3",
        "source (x",
        "return x --y z",
        "echo + + ",
        "python in in x",
        "git : x y",
        "cd, x y",
    ],
)
def test_broken_python_is_not_taken_for_shell(line: str) -> None:
    assert only_problem(f"import torch\n{line}\n").kind == "syntax"


# -- newer syntax ---------------------------------------------------------------------------------


@pytest.mark.skipif(sys.version_info >= (3, 15), reason="this Python may know the syntax")
def test_newer_syntax_can_be_accepted_after_all() -> None:
    source = "import torch\nlazy import tensorflow\n"
    document = python(source)
    assert document.needs_child_parse
    assert document.text == ""
    document.accept_newer_syntax()
    assert (document.text, document.problems) == (source, [])
    assert not document.needs_child_parse
    assert document.rebuild(source) == source.encode()
