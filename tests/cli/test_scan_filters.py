"""``fwlint scan`` with a baseline, and with ``--diff-base``."""

from __future__ import annotations

import json
import subprocess

import pytest
from cli_project import FLAGGED, Project, Run

MOVED = f"# a new first line\n{FLAGGED}"
TWICE = FLAGGED + FLAGGED.splitlines()[3].replace("m.onnx", "n.onnx") + "\n"


def git(project: Project, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(project.root), *identity, *arguments], check=True)


class TestBaseline:
    def test_accepted_findings_are_hidden_and_counted(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        written = fwlint("scan", "--write-baseline")
        assert (written.exit_code, written.stdout) == (0, "")
        assert written.stderr.splitlines() == [
            "Wrote 1 finding to .fwlint-baseline.json.",
            "Hide them with `--baseline .fwlint-baseline.json`, or with the key `baseline`.",
        ]
        assert fwlint("scan").exit_code == 1, "a baseline counts only when it is asked for"
        project.write("a.py", MOVED)
        result = fwlint("scan", "--baseline", ".fwlint-baseline.json")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "Hidden: 1 in the baseline.\n" in result.stdout

    def test_new_findings_are_shown(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        fwlint("scan", "--write-baseline=known.json")
        project.write("a.py", TWICE)
        result = fwlint("scan", "--baseline", "known.json", "--output-format", "json")
        assert result.exit_code == 1
        told = json.loads(result.stdout)
        assert [finding["start"]["line"] for finding in told["findings"]] == [5]
        assert told["hidden"] == {"baseline": 1}

    def test_the_key_counts_from_the_configuration(
        self, fwlint: Run, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.write("fwlint.toml", "baseline = 'known.json'\n")
        project.write("sub/a.py")
        assert fwlint("scan", "--write-baseline").stderr == "Wrote 1 finding to known.json.\n"
        monkeypatch.chdir(project.root / "sub")
        assert fwlint("scan").exit_code == 0
        assert fwlint("scan", "--no-baseline").exit_code == 1

    def test_writing_anew_accepts_what_the_old_one_hid(self, fwlint: Run, project: Project) -> None:
        project.write("fwlint.toml", "baseline = 'known.json'\n")
        project.write("a.py")
        fwlint("scan", "--write-baseline")
        project.write("a.py", TWICE)
        assert fwlint("scan", "--write-baseline").stderr == "Wrote 2 findings to known.json.\n"
        assert fwlint("scan").exit_code == 0

    def test_fixed_entries_are_told(self, fwlint: Run, project: Project) -> None:
        project.write("fwlint.toml", "baseline = 'known.json'\n")
        project.write("a.py", TWICE)
        project.write("b.py")
        fwlint("scan", "--write-baseline")
        project.write("a.py", "import torch\n")
        result = fwlint("scan")
        assert result.exit_code == 0
        assert result.stderr == (
            "2 findings of the baseline are fixed; write it anew with --write-baseline.\n"
        )
        assert fwlint("scan", "b.py").stderr == ""
        assert fwlint("scan", "--select", "FWP").stderr == "", "FWO201 was not looked for"
        project.write("a.py", "import torch (\n")
        assert fwlint("scan").stderr == "", "nobody knows what is in a.py"

    def test_fixes_leave_accepted_findings_alone(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        fwlint("scan", "--write-baseline=known.json")
        project.write("a.py", TWICE)
        result = fwlint("scan", "--baseline=known.json", "--fix", "--unsafe-fixes")
        assert result.exit_code == 0
        assert "Fixed 1 finding in 1 file." in result.stdout
        first, second = project.read("a.py").splitlines()[3:]
        assert "opset_version=11" in first
        assert "opset_version=11" not in second

    def test_a_broken_baseline_is_one_message(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        project.write("known.json", "<<<<<<< HEAD")
        result = fwlint("scan", "--baseline", "known.json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("error: known.json is not a baseline of fwlint (")
        assert len(result.stderr.splitlines()) == 1

    def test_an_unreadable_file_is_told_when_a_baseline_is_written(
        self, fwlint: Run, project: Project
    ) -> None:
        assert fwlint("scan", "none.py", "--write-baseline").exit_code == 2


class TestDiffBase:
    def test_only_findings_on_changed_lines(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        git(project, "init", "-q")
        git(project, "add", "a.py")
        git(project, "commit", "-q", "-m", "x")
        result = fwlint("scan", "--diff-base", "HEAD")
        assert result.exit_code == 0
        assert "Hidden: 1 on unchanged lines.\n" in result.stdout
        project.write("a.py", TWICE)
        project.write("b.py")
        result = fwlint("scan", "--diff-base", "HEAD", "--output-format", "concise", "-q")
        assert [line.split(" ")[0] for line in result.stdout.splitlines()] == [
            "a.py:5:56:",
            "b.py:4:56:",
        ]

    def test_an_unknown_ref_is_one_message(self, fwlint: Run, project: Project) -> None:
        git(project, "init", "-q")
        result = fwlint("scan", "--diff-base", "nowhere")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "error: --diff-base: `nowhere` is not a commit, branch or tag of this repository\n"
        )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--diff", "--write-baseline"], "--diff and --write-baseline do not go together"),
        (["--diff-base=x", "--write-baseline"], "--diff-base shows only some"),
        (["--diff-base=x", "-"], "--diff-base does not go with standard input"),
        (["--write-baseline", "-"], "--write-baseline does not go with standard input"),
    ],
)
def test_options_that_contradict_each_other(
    fwlint: Run, project: Project, arguments: list[str], said: str
) -> None:
    result = fwlint("scan", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
