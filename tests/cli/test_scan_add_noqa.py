"""``fwlint scan --add-noqa``."""

from __future__ import annotations

from cli_project import FLAGGED, Project, Run


def test_every_finding_is_silenced_once(fwlint: Run, project: Project) -> None:
    project.write("a.py")
    project.write("sub/b.py", FLAGGED.replace("\n", "\r\n"))
    result = fwlint("scan", "--add-noqa")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Added 2 noqa directives.\n"
    assert project.read("a.py") == FLAGGED.replace("},))", "},))  # noqa: FWO201")
    assert project.read("sub/b.py") == project.read("a.py").replace("\n", "\r\n")
    assert fwlint("scan").exit_code == 0
    assert fwlint("scan", "--add-noqa").stderr == "Added 0 noqa directives.\n"


def test_a_path_after_the_option_is_no_reason(fwlint: Run, project: Project) -> None:
    project.write("a.py")
    project.write("b.py")
    assert fwlint("scan", "--add-noqa", "b.py").stderr == "Added 1 noqa directive.\n"
    assert project.read("a.py") == FLAGGED
    assert fwlint("scan", "--add-noqa=old exporter").stderr == "Added 1 noqa directive.\n"
    assert project.read("a.py").endswith("  # noqa: FWO201 old exporter\n")


def test_only_what_is_shown_is_silenced(fwlint: Run, project: Project) -> None:
    before = project.write("a.py").read_text()
    fwlint("scan", "--write-baseline=known.json")
    result = fwlint("scan", "--baseline=known.json", "--add-noqa")
    assert result.stderr == "Added 0 noqa directives.\n"
    assert project.read("a.py") == before


def test_what_no_comment_can_silence_is_told(fwlint: Run, project: Project) -> None:
    project.write("page.md", "```python\nimport torch  // the framework\n```\n")
    result = fwlint("scan", "--add-noqa", "--select", "FWN")
    assert result.exit_code == 0
    assert "warning: page.md:2:15: no comment can silence FWN" in result.stderr
    assert result.stderr.endswith("Added 0 noqa directives.\n")


def test_what_cannot_be_written_is_told(fwlint: Run, project: Project) -> None:
    project.write("a.py", f"# coding: ascii\n{FLAGGED}")
    project.write("b.py")
    result = fwlint("scan", "--add-noqa=→")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "error: a.py: cannot be edited: the new text cannot be written in ascii",
        "Added 1 noqa directive.",
    ]


def test_wrong_uses(fwlint: Run, project: Project) -> None:
    for arguments, said in (
        (["--add-noqa", "--diff"], "--diff and --add-noqa do not go together"),
        (["--add-noqa", "-"], "--add-noqa does not go with standard input"),
        (["--add-noqa=a\nb"], "the reason of --add-noqa must be one line"),
    ):
        result = fwlint("scan", *arguments)
        assert result.exit_code == 2
        assert said in result.stderr
