"""Comments that silence findings."""

from __future__ import annotations

import re

import pytest

from fwlint.suppress import Suppressions


def of(text: str) -> Suppressions:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    return Suppressions.of(text, starts)


def covers(text: str, *lines: int) -> bool:
    return of(text).covers("FWO201", "opset-version-ignored", *(lines or (0,)))


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "#noqa",
        "# NOQA",
        "# noqa because of this",
        "# noqa: FWO201",
        "# noqa:FWO201",
        "# noqa : FWO201 with a reason",
        "# noqa: F401,FWO201",
        "# noqa: F401 FWO201",
        "# noqa: FWO2",
        "# noqa: fwo201",
        "# type: ignore[attr]  # noqa: FWO201",
        "# why  # fwlint: ignore",
        "# fwlint: ignore",
        "#fwlint:ignore",
        "# fwlint: ignore the exporter is old",
        "# fwlint: ignore[FWO201]",
        "# fwlint: ignore[FWP101, opset-version-ignored] the exporter is old",
        "# fwlint: ignore [FW?2]",
        "# fwlint: ignore-file",
        "# fwlint: ignore-file[FWO201]",
    ],
)
def test_comments_that_silence(comment: str) -> None:
    assert covers(f"export(model)  {comment}\n")


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: F401",
        "# noqa: FWO202",
        "# noqa: because",
        "# noqa:",
        "# nosec",
        "# noqable",
        "# fwlint: ignore[FWO202]",
        "# fwlint: ignore[]",
        "# fwlint: ignore[opset]",
        "# fwlint: ignored",
        "# fwlint: ignore-files",
        "# fwlint: ignore-file[FWP]",
    ],
)
def test_comments_that_do_not(comment: str) -> None:
    assert not covers(f"export(model)  {comment}\n")


@pytest.mark.parametrize(
    "text",
    [
        'x = "# noqa"\n',
        'x = """\n# noqa\n"""\n',
        "x = '# fwlint: ignore-file'\n",
        'x = f"{y} # fwlint: ignore[FWO201]"\n',
    ],
)
def test_strings_are_not_comments(text: str) -> None:
    assert not covers(text, 0, 1)
    assert of(text).comments() == []


def test_a_comment_after_a_string_that_looks_like_one() -> None:
    assert covers('x = "# noqa: F401"  # noqa: FWO201\n')


def test_first_line_last_line_and_own_line_count() -> None:
    text = "export(  # noqa: FWO201\n    model,  # noqa: FWO202\n    9,\n)  # noqa: FWO203\n"
    assert of(text).covers("FWO201", "x", 0, 3)
    assert not of(text).covers("FWO202", "x", 0, 3)
    assert of(text).covers("FWO202", "x", 0, 3, 1)
    assert of(text).covers("FWO203", "x", 0, 3)


def test_other_lines_do_not_count() -> None:
    assert not covers("# noqa\nexport(model)\n# noqa\n", 1)


def test_end_of_a_string_of_several_lines() -> None:
    assert covers('x = """\nexport\n"""  # noqa: FWO201\n', 0, 2)


@pytest.mark.parametrize(
    "text",
    [
        'f(x, """\nfoo\n""")  # noqa: FWO201\n',
        'f(x, f"""\n{y}\n{z}""" """\n""")  # noqa: FWO201\n',
        "f(x, 'a\\\nb')  # noqa: FWO201\n",
        "x = f(x) + \\\n    1 + \\\n    2  # noqa: FWO201\n",
        'f(x) + \\\n"""\n"""  # noqa: FWO201\n',
    ],
)
def test_where_a_line_cannot_end_in_a_comment_the_next_that_can_counts(text: str) -> None:
    assert covers(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        'f(x)  # """\ng("")  # noqa: FWO201\n"""a"""\n',
        "f(x)  # \\\ng(x)  # noqa: FWO201\n",
        'f(x, """a""")\ng(x)  # noqa: FWO201\n',
        'f(x, """\n""")\ng(x)  # noqa: FWO201\n',
    ],
)
def test_a_comment_on_a_later_statement_does_not_count(text: str) -> None:
    assert not covers(text, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["x = 1", "é = 'ü'  # noqa: FWO201", "y = 2"])
    assert covers(text, 1)
    assert not covers(text, 0)
    assert not covers(text, 2)


def test_text_that_stops_parsing_keeps_the_comments_before() -> None:
    assert covers("export(m)  # noqa\nx = (\n", 0)


def test_use_is_recorded() -> None:
    text = "a()  # noqa: FWO201, FWO202\nb()  # fwlint: ignore\nc()  # fwlint: ignore[FWO2]\n"
    suppressions = of(text)
    assert suppressions.covers("FWO202", "x", 0)
    assert suppressions.covers("FWP101", "x", 1)
    first, second, third = suppressions.comments()
    assert (first.line, first.items, first.used) == (0, ("FWO201", "FWO202"), {"FWO202"})
    assert (second.items, second.used) == ((), {"FWP101"})
    assert (third.scope, third.line, third.used) == ("line", 2, set())
    assert text[third.offset :].startswith("# fwlint: ignore[FWO2]")


def test_every_suppression_that_silences_is_of_use() -> None:
    suppressions = of("# fwlint: ignore-file[FWO2]\na()  # noqa: FWO201\n")
    assert suppressions.covers("FWO201", "x", 1)
    assert [bool(comment.used) for comment in suppressions.comments()] == [True, True]


def test_text_without_candidates_is_never_tokenized(monkeypatch: pytest.MonkeyPatch) -> None:
    import tokenize

    monkeypatch.setattr(tokenize, "generate_tokens", None)
    assert not covers("x = 1  # a comment\n# noqa: E501\n")
    assert not of("a()  # noqa\nb()\n").covers("FWO201", "x", 1)
