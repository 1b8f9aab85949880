"""``fwlint config``, ``fwlint init`` and ``fwlint clean``."""

from __future__ import annotations

import pytest
import tomli
from cli_project import Project, Run

from fwlint.config import load_config
from fwlint.config.settings import Options, keys


class TestConfig:
    def test_shows_values_and_where_they_come_from(self, fwlint: Run, project: Project) -> None:
        project.write("pyproject.toml", "[tool.fwlint]\nselect = ['FWO']\njobs = 2\n")
        project.write("requirements.txt", "torch<2.5\n")
        lines = fwlint("config", "--config", "jobs = 3").stdout.splitlines()
        assert f"# Configuration: {project.root / 'pyproject.toml'}" in lines
        assert 'select = ["FWO"]  # pyproject.toml' in lines
        assert "jobs = 3  # --config" in lines
        assert "fix = false  # default" in lines
        assert "#   torch 2.4.x (requirements.txt:1: torch<2.5)" in lines

    def test_what_is_shown_is_toml(self, fwlint: Run) -> None:
        shown = tomli.loads(fwlint("config").stdout)
        assert shown["max-file-size"] == Options().max_file_size
        assert set(shown) <= set(keys())

    @pytest.mark.parametrize("key", keys())
    def test_explains_every_key(self, fwlint: Run, key: str) -> None:
        text = fwlint("config", key).stdout
        assert text.startswith(f"{key}: ")
        assert "Default: " in text
        assert f"    [tool.fwlint]\n    {key} = " in text

    def test_unknown_key(self, fwlint: Run) -> None:
        result = fwlint("config", "extend_selct")
        assert result.exit_code == 2
        assert "unknown key `extend_selct`; did you mean `extend-select`?" in result.stderr

    def test_wrong_configuration_is_one_message(self, fwlint: Run, project: Project) -> None:
        project.write("fwlint.toml", "jobs = 'all'\n")
        result = fwlint("config")
        assert result.exit_code == 2
        assert result.stderr.startswith("error: fwlint.toml:1: `jobs` must be a positive number")


class TestInit:
    def test_writes_fwlint_toml_that_changes_nothing(self, fwlint: Run, project: Project) -> None:
        assert fwlint("init").stdout == "Wrote fwlint.toml\n"
        assert load_config().sources == {}
        assert all(f"# {key} = " in project.read("fwlint.toml") for key in keys())

    def test_what_it_comments_out_is_valid(
        self, fwlint: Run, project: Project, measured: dict[str, str]
    ) -> None:
        fwlint("init")
        lines = project.read("fwlint.toml").splitlines()
        settings = [
            line[2:] for line in lines if line.startswith(tuple(f"# {k} =" for k in keys()))
        ]
        project.write("fwlint.toml", "\n".join(settings))
        assert set(load_config().sources) == set(keys())

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_extends_pyproject(self, fwlint: Run, project: Project, end: str) -> None:
        before = f"[project]{end}name = 'é'"
        file = project.write("pyproject.toml", before)
        file.chmod(0o640)
        assert fwlint("init").stdout == "Added [tool.fwlint] to pyproject.toml\n"
        after = project.read("pyproject.toml")
        assert after.startswith(f"{before}{end}{end}[tool.fwlint]{end}# ")
        assert ("\r\n" in after) == (end == "\r\n")
        assert tomli.loads(after)["tool"] == {"fwlint": {}}
        assert file.stat().st_mode & 0o777 == 0o640

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("fwlint.toml", ""),
            (".fwlint.toml", ""),
            ("pyproject.toml", "[tool.fwlint]\nfix = true\n"),
            ("pyproject.toml", "[tool]\nfwlint.fix = true\n"),
        ],
    )
    def test_never_overwrites(self, fwlint: Run, project: Project, name: str, text: str) -> None:
        project.write(name, text)
        result = fwlint("init")
        assert result.exit_code == 2
        assert "nothing was changed" in result.stderr
        assert project.read(name) == text
        assert [file.name for file in project.root.iterdir()] == [name]

    @pytest.mark.parametrize("text", ["[project\n", "tool = {}\n"])
    def test_leaves_pyproject_that_cannot_take_a_section(
        self, fwlint: Run, project: Project, text: str
    ) -> None:
        project.write("pyproject.toml", text)
        result = fwlint("init")
        assert result.exit_code == 2
        assert "not valid TOML" in result.stderr
        assert project.read("pyproject.toml") == text

    def test_in_another_directory(self, fwlint: Run, project: Project) -> None:
        (project.root / "sub").mkdir()
        assert fwlint("init", "sub").exit_code == 0
        assert (project.root / "sub/fwlint.toml").is_file()


class TestClean:
    def test_removes_the_caches_below_the_project(self, fwlint: Run, project: Project) -> None:
        project.write("fwlint.toml", "")
        for directory in (".fwlint_cache", "sub/.fwlint_cache"):
            project.write(f"{directory}/cache-1.db", "")
            project.write(f"{directory}/cache-1.db-journal", "")
            project.write(f"{directory}/.gitignore", "*\n")
        result = fwlint("clean")
        assert result.exit_code == 0
        assert result.stdout.count("Removed ") == 2
        assert not (project.root / ".fwlint_cache").exists()
        assert not (project.root / "sub/.fwlint_cache").exists()

    def test_removes_the_configured_cache_and_nothing_else(
        self, fwlint: Run, project: Project
    ) -> None:
        project.write("fwlint.toml", "cache-dir = 'data'\n")
        project.write("data/cache-1.db", "")
        project.write("data/weights.bin", "")
        assert fwlint("clean").exit_code == 0
        assert [file.name for file in (project.root / "data").iterdir()] == ["weights.bin"]

    def test_without_a_cache(self, fwlint: Run, project: Project) -> None:
        project.write(".fwlint_cache/notes.txt", "")
        assert fwlint("clean").stdout == "There is no cache to remove.\n"
        assert project.read(".fwlint_cache/notes.txt") == ""
