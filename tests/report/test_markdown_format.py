from __future__ import annotations

import msgspec
from markdown_it import MarkdownIt
from report_samples import CHECKS, PLAIN, UNSAFE, finding, remark, rich_report

from fwlint.report import render
from fwlint.run.result import Report


def html(report: Report) -> str:
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(render("markdown", report, PLAIN))
    )


RULE = f"[FWO201]({CHECKS['FWO201'].url})"
ITEM = (
    f"{RULE} `.item()` becomes a constant (onnx: bakes, torch-export: blocks)"
    "<br>Keep the value in a tensor"
)


def test_a_page_with_everything() -> None:
    assert (
        render("markdown", rich_report(), PLAIN)
        == f"""\
## fwlint

Found 1 error, 1 note in 2 files.\\
\\[\\*\\] 1 fixable with the `--fix` option.\\
1 file could not be read.

| Rule | | Severity | Findings | Fixable |
| --- | --- | --- | ---: | ---: |
| {RULE} | item-becomes-constant | error | 1 | 1 |
| FWQ401 | unused-suppression | note | 1 | 0 |

| File | Errors | Warnings | Notes |
| --- | ---: | ---: | ---: |
| [a b/ünï.ipynb](a%20b/%C3%BCn%C3%AF.ipynb) | 0 | 0 | 1 |
| [pkg/net.py](pkg/net.py) | 1 | 0 | 0 |

<details>
<summary>a b/ünï.ipynb: 1 finding</summary>

- [cell 3, line 2](a%20b/%C3%BCn%C3%AF.ipynb): FWQ401 Nothing to suppress

</details>

<details>
<summary>pkg/net.py: 1 finding</summary>

- [line 12](pkg/net.py#L12): {ITEM}

</details>

### Files that could not be read

- [old.py:4](old.py#L4): Missing parentheses in call to 'print'
"""
    )


def test_nothing_found() -> None:
    assert render("markdown", Report(scanned=5), PLAIN) == (
        "## fwlint\n\nAll checks passed! 5 files scanned.\n"
    )


def test_links_begin_with_the_address_of_the_source() -> None:
    options = msgspec.structs.replace(PLAIN, source_url="https://git.example/o/r/blob/abc/")
    text = render("markdown", Report([finding()]), options)
    assert "[line 12](https://git.example/o/r/blob/abc/pkg/net.py#L12)" in text


def test_text_is_escaped_but_for_code_spans() -> None:
    message = "`a*b | <c>` is *not* <b>bold</b> & a|b_c [x](y) \x1b"
    page = html(Report([finding(message=message)]))
    assert (
        "<code>a*b | &lt;c&gt;</code> is *not* &lt;b&gt;bold&lt;/b&gt; &amp; a|b_c [x](y) ␛" in page
    )


def test_paths_are_escaped_everywhere() -> None:
    page = html(Report([finding(path="a|b/<i>`_x_ (1).py")]))
    assert page.count("<tr>") == 4  # two tables of a head and a row
    assert "<i>" not in page
    assert 'href="a%7Cb/%3Ci%3E%60_x_%20%281%29.py#L12"' in page


def test_a_path_that_is_not_utf_8() -> None:
    assert "[line 12](%FF.py#L12)" in render("markdown", Report([finding(path="\udcff.py")]), PLAIN)


def test_help_comes_from_the_fix_where_there_is_no_other() -> None:
    text = render("markdown", Report([remark(), finding(fix=UNSAFE)]), PLAIN)
    assert "constant<br>Use `torch.where`" in text
