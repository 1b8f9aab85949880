"""Comments that silence nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from fwlint.checks import Check
from fwlint.config import Config
from fwlint.documents import read
from fwlint.documents.discover import kind_of
from fwlint.fixes.edits import safe
from fwlint.fixes.textual import apply_textual
from fwlint.run.fix import fix_paths
from fwlint.run.scan import scan_paths
from fwlint.suppress import Suppressions
from fwlint.unused import JudgedRules, SuppressionSite


def check(code: str, name: str = "a-name") -> Check:
    kind: type[Check] = type(f"Check{code}", (Check,), {"code": code, "name": name})
    return kind()


RULES = JudgedRules([check("FWO201", "some-rule"), check("FWO202"), check("FWP101")])


def sites(
    text: str, *, rules: JudgedRules = RULES, used: Sequence[str] = (), name: str = "a.py"
) -> list[SuppressionSite]:
    """The comments of a text, after the rules ``used`` were silenced on every line."""
    document = read(Path(name), kind_of(name), data=text.encode())
    suppressions = Suppressions.of(document.text, document.line_starts)
    for code in used:
        for line in range(len(document.line_starts)):
            suppressions.covers(code, "x", line)
    return [SuppressionSite(document, comment, rules) for comment in suppressions.ours()]


def unused(comment: str, **facts: object) -> tuple[str, ...] | bool:
    """What is unused in a comment; True for all of one without a list."""
    (site,) = sites(f"x = 1  {comment}\n", **facts)  # type: ignore[arg-type]
    return site.is_unused or site.unused_items


class TestWhatIsUnused:
    @pytest.mark.parametrize(
        ("comment", "items"),
        [
            ("# noqa: FWO201", ("FWO201",)),
            ("# noqa: F401, fwo201", ("FWO201",)),
            ("# noqa: FWO2, FWP101", ("FWO2", "FWP101")),
            ("# fwlint: ignore[some-rule]", ("some-rule",)),
            ("# fwlint: ignore-file[FW?2]", ("FW?2",)),
            ("# fwlint: ignore", True),
            ("# fwlint: ignore-file", True),
        ],
    )
    def test_where_nothing_was_silenced(self, comment: str, items: object) -> None:
        assert unused(comment) == items

    def test_what_silenced_something_is_used(self) -> None:
        assert unused("# noqa: FWO201", used=["FWO201"]) == ()
        assert unused("# noqa: FWO2, FWP101", used=["FWO202"]) == ("FWP101",)
        assert unused("# fwlint: ignore", used=["FWO202"]) == ()

    @pytest.mark.parametrize("comment", ["# noqa", "# noqa: F401", "# noqa: E501,W2", "# fwlint"])
    def test_comments_of_other_tools_are_not_ours(self, comment: str) -> None:
        assert sites(f"x = 1  {comment}\n") == []

    def test_rules_that_were_left_out_are_not_judged(self) -> None:
        rules = JudgedRules(RULES.judged, [check("FWP102")])
        assert unused("# noqa: FWP102, FWO201", rules=rules) == ("FWO201",)
        assert unused("# noqa: FWP1, FWP101", rules=rules) == ("FWP101",)
        assert unused("# fwlint: ignore", rules=rules) == ()

    def test_rules_that_nobody_knows_are_not_judged(self) -> None:
        assert unused("# noqa: FWX999") == ()
        assert unused("# fwlint: ignore[other-rule]") == ()

    def test_rules_that_are_off_in_a_file_are_not_judged(self) -> None:
        rules = RULES.without({"FWO202"})
        assert unused("# noqa: FWO201, FWO202, FWO2", rules=rules) == ("FWO201",)
        assert unused("# fwlint: ignore", rules=rules) == ()


class TestRemoval:
    @pytest.mark.parametrize(
        ("comment", "after"),
        [
            ("  # noqa: FWO201", ""),
            ("  # noqa: FWO201   ", ""),
            ("  # noqa: FWO201 because", "  # because"),
            ("  # noqa: FWO201  # pragma", "  # pragma"),
            ("  # type: ignore  # noqa: FWO201", "  # type: ignore"),
            ("  # why  # noqa: FWO201 because", "  # why  # because"),
            ("  # noqa: F401, FWO201", "  # noqa: F401"),
            ("  # noqa:FWO201,F401 because", "  # noqa:F401 because"),
            ("  # noqa: E501 FWO201, F401", "  # noqa: E501, F401"),
            ("  # noqa: E501, fwo201 FWP101  # x", "  # noqa: E501  # x"),
            ("  # fwlint: ignore[FWO201]", ""),
            ("  # fwlint: ignore[FWX1, FWO201] because", "  # fwlint: ignore[FWX1] because"),
            ("  # fwlint: ignore", ""),
            ("  # fwlint: ignore because", "  # because"),
            ("  # fwlint: ignore  # noqa: F401", "  # noqa: F401"),
        ],
    )
    def test_only_what_is_unused_goes(self, comment: str, after: str) -> None:
        assert self.without(f"x = 1{comment}\ny\n") == f"x = 1{after}\ny\n"

    def without(self, text: str, name: str = "a.py") -> str:
        (site,) = sites(text, name=name)
        document = read(Path(name), kind_of(name), data=text.encode())
        return apply_textual(document, [safe("", site.without_unused())])[0].decode()

    def test_a_comment_on_its_own_line_leaves_an_empty_one(self) -> None:
        assert self.without("def f():\r\n    # noqa: FWO201\r\n    pass\r\n") == (
            "def f():\r\n\r\n    pass\r\n"
        )

    def test_cells_and_blocks(self) -> None:
        source = ["a = 1\n", "b = 2  # noqa: FWO201"]
        cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []}] * 1
        notebook = json.dumps({"cells": cells, "metadata": {}}, indent=1)
        assert self.without(notebook, "n.ipynb") == notebook.replace("  # noqa: FWO201", "")
        page = "> ```python\n> a = 1\n> b = 2  # noqa: FWO201\n> ```\n"
        assert self.without(page, "p.md") == page.replace("  # noqa: FWO201", "")


SAFE = 'import torch\n\nx = torch.load("x", weights_only=True)'
UNSAFE = SAFE.replace("True", "False")


class Project:
    """A project of one file, scanned by all rules."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def codes(self, text: str, name: str = "a.py", **settings: object) -> list[str]:
        (self.root / name).write_text(text)
        config = Config(root=self.root, use_cache=False, **settings)  # type: ignore[arg-type]
        return [finding.code for finding in scan_paths([self.root / name], config).findings]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


class TestFindings:
    def test_they_are_on_by_default(self, project: Project) -> None:
        assert project.codes(f"{SAFE}  # noqa: FWP102\n") == ["FWQ301"]
        assert project.codes(f"{UNSAFE}  # noqa: FWP102\n") == []

    def test_a_part_of_the_rules_judges_a_part_of_the_comments(self, project: Project) -> None:
        text = f"{SAFE}  # noqa: FWP102\ny = 1  # fwlint: ignore[FWO2]\n"
        assert project.codes(text) == ["FWQ301", "FWQ301"]
        assert project.codes(text, select=("FWP", "FWQ")) == ["FWQ301"]
        assert project.codes(text, ignore=("FWP102",)) == ["FWQ301"]
        assert project.codes(text, per_file_ignores={"a.py": ("FWP",)}) == ["FWQ301"]
        assert project.codes(text, select=("FWP",)) == []

    def test_it_can_be_silenced_by_name_only(self, project: Project) -> None:
        assert project.codes(f"{SAFE}  # noqa: FWP102, FWQ301\n") == []
        assert project.codes(f"# fwlint: ignore-file[FWQ]\n{SAFE}  # noqa: FWP102\n") == []
        assert project.codes(f"{SAFE}  # noqa: FWP102  # fwlint: ignore\n") == ["FWQ301"] * 2
        assert project.codes(f"{SAFE}  # fwlint: ignore\n") == ["FWQ301"]
        off = {"a.py": ("FWQ301",)}
        assert project.codes(f"{SAFE}  # noqa: FWP102\n", per_file_ignores=off) == []

    def test_a_file_of_which_a_part_is_not_read_is_not_judged(self, project: Project) -> None:
        page = f"```python\n{SAFE}  # noqa: FWP102\n```\n"
        assert project.codes(page, "p.md") == ["FWQ301"]
        assert project.codes(f"{page}\n```python\nx = torch.load(\n```\n", "p.md") == []

    def test_the_fix_takes_them_out_and_leaves_what_is_used(self, project: Project) -> None:
        text = f"{SAFE}  # noqa: FWP102\ny = torch.load('y', weights_only=False)  # noqa: FWP102\n"
        stdin = (text.encode(), Path("a.py"))
        outcome = fix_paths([], Config(root=project.root), write=False, stdin=stdin)
        assert outcome.stdout == text.replace("  # noqa: FWP102", "", 1).encode()
        assert outcome.report.findings == []

    def test_two_comments_on_a_line_are_two_fixes(self, project: Project) -> None:
        text = f"{SAFE}  # noqa: FWP102  # fwlint: ignore[FWP101]\n"
        stdin = (text.encode(), Path("a.py"))
        outcome = fix_paths([], Config(root=project.root), write=False, stdin=stdin)
        assert outcome.stdout == f"{SAFE}\n".encode()
        assert outcome.report.fixed == {"a.py": {"FWQ301": 2}}

    def test_the_finding_shows_its_fix(self, project: Project) -> None:
        (project.root / "a.py").write_text(f"{SAFE}  # noqa: FWP102\n")
        (found,) = scan_paths([project.root], Config(root=project.root, use_cache=False)).findings
        last = SAFE.splitlines()[-1]
        assert found.diff == [f"-{last}  # noqa: FWP102", f"+{last}"]
        assert (found.start.column, found.end.column) == (len(last) + 3, len(last) + 17)
        assert found.message == "`FWP102` silences nothing on this line"
