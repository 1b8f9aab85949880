"""Findings on lines that git says have changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from findings import at

from fwlint.changed import ChangedLines
from fwlint.config import UsageError
from fwlint.findings import Finding

ABC = "a\nb\nc\nd\n"


class Repository:
    """A git repository in the working directory, with a commit on ``main``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")
        for name, value in (
            ("user.name", "t"),
            ("user.email", "t@example.org"),
            ("commit.gpgsign", "false"),
        ):
            self.git("config", name, value)

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def commit(self, **files: str) -> None:
        for name, text in files.items():
            self.write(f"{name}.py", text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")

    def changed(self, path: str, ref: str = "HEAD", lines: int = 8) -> list[int]:
        """The lines of ``path`` on which a finding is shown."""
        findings = [at(path, line, "x") for line in range(1, lines + 1)]
        return [f.start.line for f in ChangedLines.since(ref, [Path()]).shown(findings)]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path)


class TestLines:
    def test_changed_and_added_lines_count_and_no_others(self, repository: Repository) -> None:
        repository.commit(a=ABC, b=ABC)
        repository.write("a.py", "a\nB\nc\nd\ne\nf\n")
        assert repository.changed("a.py") == [2, 5, 6]
        assert repository.changed("b.py") == []

    def test_a_removed_line_changes_no_other(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        repository.write("a.py", "a\nd\n")
        assert repository.changed("a.py") == []

    def test_a_finding_of_several_lines_is_touched_anywhere(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        repository.write("a.py", "a\nb\nC\nd\n")
        findings = [
            at("a.py", first, "x", last=last) for first, last in ((1, 2), (2, 3), (3, 9), (4, 4))
        ]
        assert ChangedLines.since("HEAD", [Path()]).shown(findings) == findings[1:3]

    def test_commits_staged_unstaged_and_new_files_count(self, repository: Repository) -> None:
        repository.commit(a=ABC, b=ABC, c=ABC)
        repository.git("tag", "start")
        repository.commit(a="A\nb\nc\nd\n")
        repository.write("b.py", "a\nB\nc\nd\n")
        repository.git("add", "b.py")
        repository.write("c.py", "a\nb\nC\nd\n")
        repository.write("new/d.py", ABC)
        shown = {name: repository.changed(name, "start", 4) for name in ("a.py", "b.py", "c.py")}
        assert shown == {"a.py": [1], "b.py": [2], "c.py": [3]}
        assert repository.changed("new/d.py", "start", 4) == [1, 2, 3, 4]

    def test_only_what_the_branch_did_counts(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        repository.git("checkout", "-q", "-b", "work")
        repository.commit(a="a\nb\nc\nD\n")
        repository.git("checkout", "-q", "main")
        repository.commit(a="A\nb\nc\nd\n")
        repository.git("checkout", "-q", "work")
        assert repository.changed("a.py", "main") == [4]

    def test_a_moved_file_is_not_new(self, repository: Repository) -> None:
        repository.commit(a="".join(f"line {i}\n" for i in range(30)))
        repository.git("mv", "a.py", "b.py")
        assert repository.changed("b.py") == []

    def test_lines_that_look_like_headers_of_a_diff(self, repository: Repository) -> None:
        repository.commit(a="-- a\n++ x.py\n@@ -1 +1 @@\n")
        repository.write("a.py", "++ b.py\n@@ -1 +7,2 @@\nx\n@@ -1 +1 @@\ny")
        repository.write("b.py", "x")
        assert repository.changed("a.py") == [1, 2, 3, 5]

    @pytest.mark.parametrize(
        "name", ["a b.py", "ünï.py", 'q"\\.py', "tab\t.py", "nl\nx.py", "\udcff.py"]
    )
    def test_odd_file_names(self, repository: Repository, name: str) -> None:
        file = repository.root / name
        file.write_text(ABC)
        repository.commit()
        file.write_text("a\nB\nc\nd\n")
        assert repository.changed(name) == [2]

    def test_what_the_user_configured_does_not_matter(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        repository.write("a.py", "A\nb\nc\nD\n")
        for setting in (
            "diff.noprefix=false",
            "diff.mnemonicPrefix=true",
            "diff.context=9",
            "diff.interHunkContext=9",
            "diff.external=false",
            "color.ui=always",
            "diff.relative=true",
        ):
            repository.git("config", *setting.split("="))
        assert repository.changed("a.py") == [1, 4]

    def test_a_directory_below_the_top(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository.write("pkg/a.py", ABC)
        repository.commit()
        repository.write("pkg/a.py", "A\nb\nc\nd\n")
        monkeypatch.chdir(repository.root / "pkg")
        assert repository.changed("a.py") == [1]

    def test_a_script_without_a_suffix_that_is_named(self, repository: Repository) -> None:
        repository.write("tool", ABC)
        repository.commit()
        repository.write("tool", "A\nb\nc\nd\n")
        findings = [at("tool", line, "x") for line in (1, 2)]
        assert ChangedLines.since("HEAD", [Path("tool")]).shown(findings) == findings[:1]


class TestNotebooks:
    def notebook(self, *sources: list[str] | str, output: str = "") -> str:
        cells: list[dict[str, object]] = [
            {"cell_type": "code", "source": source, "outputs": [output], "metadata": {}}
            for source in sources
        ]
        return json.dumps({"cells": cells, "metadata": {}}, indent=1)

    def shown(self, repository: Repository, after: str) -> list[tuple[int, int]]:
        """Cells and lines on which findings are shown."""
        repository.write("n.ipynb", self.notebook(["a\n", "b\n", "c"], "d\ne"))
        repository.commit()
        repository.write("n.ipynb", after)
        findings = []
        for cell, line in ((1, 1), (1, 2), (1, 3), (2, 1), (2, 2)):
            findings.append(at("n.ipynb", line, "x"))
            findings[-1].cell = cell
        shown = ChangedLines.since("HEAD", [Path()]).shown(findings)
        return [(finding.cell or 0, finding.start.line) for finding in shown]

    def test_lines_of_cells_are_found_in_the_file(self, repository: Repository) -> None:
        after = self.notebook(["a\n", "B\n", "c"], "d\ne")
        assert self.shown(repository, after) == [(1, 2)]

    def test_a_cell_of_one_string_changes_as_a_whole(self, repository: Repository) -> None:
        after = self.notebook(["a\n", "b\n", "c"], "d\nE")
        assert self.shown(repository, after) == [(2, 1), (2, 2)]

    def test_running_a_notebook_changes_no_code(self, repository: Repository) -> None:
        after = self.notebook(["a\n", "b\n", "c"], "d\ne", output="ran")
        assert self.shown(repository, after) == []


class TestRefusals:
    def test_an_unknown_ref(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        for ref in ("nowhere", "-x", "--all", ""):
            with pytest.raises(UsageError, match=f"`{ref}` is not a commit, branch or tag"):
                repository.changed("a.py", ref)

    def test_no_shared_history(self, repository: Repository) -> None:
        repository.commit(a=ABC)
        repository.git("checkout", "-q", "--orphan", "other")
        repository.commit(a="other\n")
        with pytest.raises(UsageError, match="`main` and HEAD share no history; a shallow clone"):
            repository.changed("a.py", "main")

    def test_no_repository(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UsageError, match="git says: fatal: not a git repository"):
            ChangedLines.since("main", [Path()])

    def test_no_git(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UsageError, match="--diff-base needs git, and there is no such program"):
            ChangedLines.since("main", [tmp_path])


def test_a_file_outside_of_the_repository_is_shown(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository.commit(a=ABC)
    outside: Finding = at(str(tmp_path_factory.mktemp("other") / "b.py"), 1, "x")
    assert ChangedLines.since("HEAD", [Path()]).shown([outside]) == [outside]
