"""``fwlint scan``: what is printed where, and the exit code."""

from __future__ import annotations

import json

import pytest
from cli_project import Project, Run

CLEAN = "import torch\n\nmodel = torch.nn.Linear(4, 2)\n"
BROKEN = "import torch\nmodel = torch.nn.Linear(\n"


class TestExitCode:
    def test_0_when_nothing_is_found(self, fwlint: Run, project: Project) -> None:
        project.write("a.py", CLEAN)
        result = fwlint("scan")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "All checks passed!" in result.stdout

    def test_1_with_findings(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        for command in ("scan", "check"):
            result = fwlint(command, "a.py")
            assert result.exit_code == 1
            assert "FWO201" in result.stdout
            assert result.stderr == ""

    def test_0_with_findings_and_exit_zero(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        result = fwlint("scan", "--exit-zero")
        assert result.exit_code == 0
        assert "FWO201" in result.stdout

    def test_1_with_a_syntax_error_that_hides_no_other_file(
        self, fwlint: Run, project: Project
    ) -> None:
        project.write("a.py", BROKEN)
        project.write("b.py")
        result = fwlint("scan", "--output-format", "json")
        assert result.exit_code == 1
        told = json.loads(result.stdout)
        assert [finding["path"] for finding in told["findings"] if finding["code"] == "FWO201"] == [
            "b.py"
        ]
        assert "a.py" in result.stdout

    def test_2_with_a_missing_path_while_others_are_scanned(
        self, fwlint: Run, project: Project
    ) -> None:
        project.write("a.py")
        result = fwlint("scan", "none.py", "a.py", "--exit-zero")
        assert result.exit_code == 2
        assert "FWO201" in result.stdout
        assert "none.py" in result.stdout + result.stderr

    def test_0_and_a_warning_without_files(self, fwlint: Run) -> None:
        result = fwlint("scan")
        assert result.exit_code == 0
        assert "warning: no Python files, notebooks or Markdown pages found" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--select", "FWX9"], "unknown rule `FWX9` in --select"),
            (["--ignore", "opset-version-ignord"], "did you mean `opset-version-ignored`?"),
            (["--target", "onix"], "unknown target `onix`; did you mean `onnx`?"),
            (["--severity", "errors"], "unknown severity `errors`; did you mean `error`?"),
            (["--framework-version", "torch"], "takes NAME=VERSION"),
            (["--framework-version", "torch=x"], "`x` is not a version of torch"),
            (["--framework-version", "jax=1"], "unknown framework `jax`"),
            (["--per-file-ignores", "tests/"], "takes PATTERN:RULE"),
            (["--config", "none.toml"], "cannot read the configuration"),
            (["--config", "jobs = 0"], "--config: `jobs` must be"),
            (["--output-format", "xml"], "Invalid value for '--output-format'"),
            (["--stdin-filename", "a.py"], "goes with the path `-`"),
            (["-", "a.py"], "goes with no other path"),
            (["--statistics", "--output-format", "sarif"], "--statistics has no sarif output"),
            (["-o", "none/report.txt"], "cannot write none/report.txt: No such file"),
            (["--jobs", "0"], "Invalid value for '-j'"),
        ],
    )
    def test_2_with_a_wrong_option(
        self, fwlint: Run, project: Project, arguments: list[str], said: str
    ) -> None:
        project.write("a.py")
        result = fwlint("scan", *arguments)
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stderr.startswith("error: ")
        assert "Traceback" not in result.stderr

    def test_2_with_a_wrong_configuration(self, fwlint: Run, project: Project) -> None:
        project.write("pyproject.toml", "[tool.fwlint]\nselct = []\n")
        result = fwlint("scan")
        assert result.exit_code == 2
        assert "pyproject.toml:2: unknown key `selct`; did you mean `select`?" in result.stderr
        assert fwlint("scan", "--isolated").exit_code == 0


class TestChoice:
    def test_select_and_ignore(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        assert fwlint("scan", "--ignore", "FWO").exit_code == 0
        assert fwlint("scan", "--select", "FWO2, FWO").exit_code == 1
        assert fwlint("scan", "--select", "FWO", "--ignore", "opset-version-ignored").exit_code == 0

    def test_command_line_comes_after_the_file(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        project.write("fwlint.toml", "ignore = ['FWO201']\n")
        assert fwlint("scan").exit_code == 0
        assert fwlint("scan", "--select", "FWO201").exit_code == 1
        assert fwlint("scan", "--extend-select", "FWO201").exit_code == 1

    def test_targets(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        assert fwlint("scan", "--target", "tflite").exit_code == 0
        assert fwlint("scan", "--target", "tflite,onnx").exit_code == 1

    def test_severity(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        assert fwlint("scan", "--severity", "info,warning").exit_code == 0
        assert fwlint("scan", "--severity", "error,info").exit_code == 1
        project.write("fwlint.toml", "severity = ['info']\n")
        assert fwlint("scan").exit_code == 0
        assert fwlint("scan", "--severity", "error").exit_code == 1

    def test_framework_version(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        assert fwlint("scan", "--framework-version", "torch=2.8").exit_code == 0
        project.write("requirements.txt", "torch==2.8.0\n")
        assert fwlint("scan").exit_code == 0
        assert fwlint("scan", "--framework-version", "torch=2.9.1").exit_code == 1

    def test_per_file_ignores(self, fwlint: Run, project: Project) -> None:
        project.write("tests/a.py")
        assert fwlint("scan", "--per-file-ignores", "tests/:FWO").exit_code == 0
        assert fwlint("scan", "--per-file-ignores", "src/:FWO,tests/:FWP").exit_code in (1, 2)
        project.write("fwlint.toml", "per-file-ignores = { 'tests/' = ['FWO201'] }\n")
        assert fwlint("scan").exit_code == 0

    def test_suppressions(self, fwlint: Run, project: Project) -> None:
        flagged = project.write("a.py").read_text()
        project.write("a.py", flagged.replace("},))", "},))  # noqa: FWO201"))
        assert fwlint("scan").exit_code == 0
        project.write("a.py", f"# fwlint: ignore-file[opset-version-ignored]\n{flagged}")
        assert fwlint("scan").exit_code == 0


class TestFiles:
    def test_exclude_and_force_exclude(self, fwlint: Run, project: Project) -> None:
        project.write("old/a.py")
        assert fwlint("scan", "--extend-exclude", "old/").exit_code == 0
        assert fwlint("scan", "--exclude", "old", "old/a.py").exit_code == 1
        assert fwlint("scan", "--exclude", "old", "old/a.py", "--force-exclude").exit_code == 0

    def test_patterns_of_the_command_line_start_here(
        self, fwlint: Run, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.write("fwlint.toml", "exclude = ['sub/old/b.py']\n")
        project.write("sub/old/a.py")
        project.write("sub/old/b.py")
        monkeypatch.chdir(project.root / "sub")
        assert fwlint("scan", "--show-files").stdout == "old/a.py\n"
        assert fwlint("scan", "--show-files", "--extend-exclude", "old/a.py").stdout == ""
        assert fwlint("scan", "--show-files", "--exclude", "/old/a.py").stdout == "old/b.py\n"
        assert fwlint("scan", "--per-file-ignores", "old/*.py:FWO").exit_code == 0
        assert fwlint("scan", "--per-file-ignores", "!new/*.py:FWO").exit_code == 0

    def test_gitignore(self, fwlint: Run, project: Project) -> None:
        project.write(".gitignore", "old/\n")
        project.write("old/a.py")
        assert fwlint("scan").exit_code == 0
        assert fwlint("scan", "--no-respect-gitignore").exit_code == 1

    def test_show_files(self, fwlint: Run, project: Project) -> None:
        for name in ("b.py", "a.ipynb", "docs/c.md", "d.txt", ".venv/e.py"):
            project.write(name)
        assert fwlint("scan", "--show-files").stdout.splitlines() == [
            "a.ipynb",
            "b.py",
            "docs/c.md",
        ]
        result = fwlint("scan", "--show-files", "none")
        assert result.exit_code == 2
        assert result.stderr == "error: none: no such file or directory\n"

    def test_large_files_are_left_out_with_a_word(self, fwlint: Run, project: Project) -> None:
        text = project.write("a.py").read_text()
        project.write("a.py", text + "# padding\n" * 200)
        result = fwlint("scan", "--max-file-size", "1")
        assert result.exit_code == 0
        assert "warning: a.py: skipped" in result.stderr
        assert fwlint("scan", "--max-file-size", "3").exit_code == 1


class TestOutput:
    def test_show_settings(self, fwlint: Run, project: Project) -> None:
        project.write("fwlint.toml", "jobs = 2\n")
        arguments = ["--fix", "--select", "FWO", "--framework-version", "torch=2.6"]
        result = fwlint("scan", "--show-settings", *arguments, FWLINT_CACHE_DIR="cache")
        lines = result.stdout.splitlines()
        assert "jobs = 2  # fwlint.toml" in lines
        assert "fix = true  # --fix" in lines
        assert "# --select FWO" in lines
        assert f'cache-dir = "{project.root / "cache"}"  # FWLINT_CACHE_DIR' in lines
        assert "#   torch 2.6 (--framework-version)" in lines

    def test_format_from_option_environment_and_file(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        project.write("fwlint.toml", "output-format = 'github'\n")
        assert fwlint("scan").stdout.startswith("::error")
        environment = {"FWLINT_OUTPUT_FORMAT": "concise"}
        assert fwlint("scan", **environment).stdout.startswith("a.py:4:")
        assert (
            json.loads(fwlint("scan", "--output-format=json", **environment).stdout)["version"] == 1
        )

    def test_output_file(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        result = fwlint("scan", "-o", "report.json", "--output-format", "json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert json.loads(project.read("report.json"))["findings"][0]["code"] == "FWO201"
        assert not [file for file in project.root.iterdir() if file.name.startswith(".report")]

    def test_statistics(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        first = fwlint("scan", "--statistics").stdout.splitlines()[0]
        assert first.split() == ["1", "FWO201", "[", "]", "opset-version-ignored"]

    def test_sarif_describes_the_rules(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        run = json.loads(fwlint("scan", "--output-format", "sarif").stdout)["runs"][0]
        assert run["tool"]["driver"]["rules"][0]["id"] == "FWO201"
        assert "Why" in run["tool"]["driver"]["rules"][0]["help"]["markdown"]

    def test_quiet_and_silent(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        quiet = fwlint("scan", "-q", "--output-format", "concise")
        assert len(quiet.stdout.splitlines()) == 1
        silent = fwlint("scan", "-s")
        assert (silent.exit_code, silent.stdout, silent.stderr) == (1, "", "")

    def test_verbose_names_the_configuration_and_versions(
        self, fwlint: Run, project: Project
    ) -> None:
        project.write("requirements.txt", "torch==2.6.0")
        result = fwlint("scan", "-v")
        assert f"Configuration: none; project: {project.root}\n" in result.stderr
        assert "torch 2.6.0 (requirements.txt:1: torch==2.6.0)\n" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "environment", "colored"),
        [
            ([], {}, False),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ],
    )
    def test_color(
        self,
        fwlint: Run,
        project: Project,
        arguments: list[str],
        environment: dict[str, str],
        colored: bool,
    ) -> None:
        project.write("a.py")
        assert ("\x1b[" in fwlint("scan", *arguments, **environment).stdout) is colored


class TestCache:
    def test_cache_options(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        fwlint("scan", "--no-cache")
        fwlint("scan", FWLINT_NO_CACHE="1")
        assert not (project.root / ".fwlint_cache").exists()
        fwlint("scan", "--cache-dir", "elsewhere")
        assert (project.root / "elsewhere").is_dir()
        fwlint("scan")
        assert (project.root / ".fwlint_cache").is_dir()
        assert "Removed " in fwlint("clean").stdout

    def test_second_run_says_the_same(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        assert fwlint("scan").stdout == fwlint("scan").stdout


class TestStandardInput:
    def test_findings_name_the_file(self, fwlint: Run, project: Project) -> None:
        text = project.write("a.py").read_text()
        result = fwlint(
            "scan", "-", "--stdin-filename", "b.py", "--output-format", "concise", stdin=text
        )
        assert result.exit_code == 1
        assert result.stdout.startswith("b.py:4:")

    def test_configuration_is_that_of_the_file(self, fwlint: Run, project: Project) -> None:
        text = project.write("a.py").read_text()
        project.write("sub/fwlint.toml", "ignore = ['FWO201']\n")
        assert fwlint("scan", "-", "--stdin-filename", "sub/b.py", stdin=text).exit_code == 0
        assert fwlint("scan", "-", stdin=text).exit_code == 1


class TestFix:
    def test_unsafe_fixes_are_made_only_when_asked_for(self, fwlint: Run, project: Project) -> None:
        before = project.write("a.py").read_text()
        assert fwlint("scan", "--fix").exit_code == 1
        assert project.read("a.py") == before
        result = fwlint("scan", "--fix", "--unsafe-fixes", "--show-fixes")
        assert result.exit_code == 0
        assert "opset_version=11" not in project.read("a.py")
        assert "1 x FWO201 (opset-version-ignored)" in result.stdout

    def test_diff_changes_nothing(self, fwlint: Run, project: Project) -> None:
        before = project.write("a.py").read_text()
        result = fwlint("scan", "--diff", "--unsafe-fixes")
        assert result.exit_code == 1
        assert result.stdout.startswith("--- a.py\n+++ a.py\n@@ ")
        assert "\n-torch.onnx.export(" in result.stdout
        assert result.stderr == "Would fix 1 finding.\n"
        assert project.read("a.py") == before

    def test_diff_without_changes_is_clean(self, fwlint: Run, project: Project) -> None:
        project.write("a.py")
        result = fwlint("scan", "--diff")
        assert (result.exit_code, result.stdout) == (0, "")

    def test_standard_input_is_fixed_to_standard_output(
        self, fwlint: Run, project: Project
    ) -> None:
        text = project.write("a.py").read_text()
        result = fwlint("scan", "-", "--fix", "--unsafe-fixes", stdin=text)
        assert result.exit_code == 0
        assert result.stdout.startswith("import torch\n")
        assert "opset_version=11" not in result.stdout
        assert "Fixed 1 finding" in result.stderr

    def test_standard_input_comes_back_when_nothing_is_fixed(
        self, fwlint: Run, project: Project
    ) -> None:
        text = project.write("a.py").read_text()
        result = fwlint("scan", "-", "--fix", stdin=text)
        assert (result.exit_code, result.stdout) == (1, text)
        assert "FWO201" in result.stderr
