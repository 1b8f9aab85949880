"""Finding, reading and merging configuration files."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from fwlint.config import Config, ConfigError, UsageError, load_config
from fwlint.config.load import toml_value
from fwlint.config.settings import OUTPUT_FORMATS, keys


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def error_of(text: str, project: Path, name: str = "pyproject.toml") -> ConfigError:
    write(project / name, text)
    with pytest.raises(ConfigError) as caught:
        load_config([project])
    return caught.value


def test_without_a_file_the_defaults_count(project: Path) -> None:
    config = load_config([project])
    assert config.select is None
    assert config.max_file_size == 1000
    assert config.file is None
    assert config.root == project
    assert ".venv" in config.excluded
    assert config.cache_directory == project / ".fwlint_cache"


def test_keys_of_pyproject_become_fields(project: Path) -> None:
    write(
        project / "pyproject.toml",
        """
        [tool.fwlint]
        select = ["FWO", "FW?2"]
        extend-exclude = ["legacy/"]
        targets = ["onnx"]
        output-format = "json"
        max-file-size = 5
        cache-dir = "build/cache"

        [tool.fwlint.per-file-ignores]
        "tests/*" = ["FWP"]
        """,
    )
    config = load_config([project])
    assert config.select == ("FWO", "FW?2")
    assert config.excluded[-1] == "legacy/"
    assert config.targets == ("onnx",)
    assert config.per_file_ignores == {"tests/*": ("FWP",)}
    assert (config.output_format, config.max_file_size) == ("json", 5)
    assert config.cache_directory == project / "build/cache"
    assert config.sources["select"] == "pyproject.toml"


def test_the_nearest_file_upwards_counts(project: Path) -> None:
    write(project / "pyproject.toml", "[tool.fwlint]\njobs = 1")
    write(project / "a/fwlint.toml", "jobs = 2")
    write(project / "a/b/pyproject.toml", "[project]\nname = 'no section'")
    assert load_config([project / "a/b"]).jobs == 2
    assert load_config([project / "a/b"]).root == project / "a"
    assert load_config([project / "a/b", project / "c"]).jobs == 1
    assert load_config([]).jobs == 1


def test_dotted_file_comes_before_plain_file_and_pyproject(project: Path) -> None:
    write(project / "pyproject.toml", "[tool.fwlint]\njobs = 1")
    write(project / "fwlint.toml", "jobs = 2")
    assert load_config([project]).jobs == 2
    write(project / ".fwlint.toml", "jobs = 3")
    assert load_config([project]).jobs == 3


def test_paths_without_a_configuration_use_that_of_the_working_directory(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(project / "fwlint.toml", "jobs = 2")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert load_config([elsewhere]).jobs == 2
    assert load_config([elsewhere]).root == project


def test_isolated_leaves_files_out(project: Path) -> None:
    write(project / "fwlint.toml", "jobs = 2")
    config = load_config([project], isolated=True)
    assert (config.jobs, config.file) == (None, None)


def test_config_names_a_file(project: Path) -> None:
    write(project / "fwlint.toml", "jobs = 2")
    write(project / "ci/strict.toml", "jobs = 9")
    config = load_config([project], settings=["ci/strict.toml"])
    assert (config.jobs, config.root) == (9, project)


def test_config_assignments_come_after_the_file(project: Path) -> None:
    write(project / "fwlint.toml", "jobs = 2\nfix = true")
    config = load_config([project], settings=["jobs = 4", "select = ['FWO']"])
    assert (config.jobs, config.fix, config.select) == (4, True, ("FWO",))
    assert config.sources == {
        "jobs": "--config",
        "fix": "fwlint.toml",
        "select": "--config",
    }


def test_two_config_files_are_refused(project: Path) -> None:
    with pytest.raises(UsageError, match=r"two files, a\.toml and b\.toml"):
        load_config([project], settings=["a.toml", "b.toml"])


def test_a_config_file_that_is_missing(project: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read the configuration .*none\.toml: No such"):
        load_config([project], settings=["none.toml"])


def test_unknown_key_names_line_closest_key_and_all_keys(project: Path) -> None:
    error = error_of("[project]\nname = 'x'\n\n[tool.fwlint]\nselct = ['FWO']\n", project)
    assert error.line == 5
    assert "unknown key `selct`; did you mean `select`?" in str(error)
    assert "extend-select" in str(error)
    assert "pyproject.toml:5: " in str(error)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "select = 'FWO'",
            1,
            'of codes, prefixes or names of rules; found "FWO"',
        ),
        ("\njobs = 0", 2, "`jobs` must be a positive number of processes; found 0"),
        ("fix = 1", 1, "`fix` must be true or false; found 1"),
        ("output-format = 'xml'", 1, "must be one of full, concise, json"),
        (
            "targets = [\n  'onnx',\n  'onix',\n]",
            1,
            "must be a list of targets (torch-export,",
        ),
        (
            "fix = true\n[per-file-ignores]\n'a.py' = ['FWO']\n'b.py' = 'FWO'",
            4,
            "`per-file-ignores.b.py` must",
        ),
        ("[framework-versions]\ntorch = 2.6", 2, "a version in quotes; found 2.6. Example"),
        ("target-versions = { torch = 2.6 }", 1, "`target-versions.torch` must be a table"),
        ("exclude = '''\nselect = 1\n'''\n", 1, "`exclude` must be a list of patterns"),
        ("root = 'x'", 1, "unknown key `root`"),
    ],
)
def test_wrong_values_name_line_and_expectation(
    project: Path, text: str, line: int, said: str
) -> None:
    error = error_of(text, project, "fwlint.toml")
    assert said in str(error).replace("\n", " ")
    assert error.line == line


def test_wrong_value_of_config_option(project: Path) -> None:
    with pytest.raises(ConfigError, match=r"--config: `jobs` must be a positive number"):
        load_config([project], settings=["jobs = 'many'"])


def test_broken_toml_names_the_line(project: Path) -> None:
    error = error_of("jobs = 1\nselect = [\n", project, "fwlint.toml")
    assert "not valid TOML" in str(error)
    assert str(error).startswith(str(project / "fwlint.toml"))


def test_broken_pyproject_that_does_not_name_fwlint_is_no_matter(project: Path) -> None:
    write(project / "pyproject.toml", "[project\nname = ")
    assert load_config([project]).file is None


def test_file_that_is_not_utf8(project: Path) -> None:
    (project / "fwlint.toml").write_bytes(b"jobs = 1\n# caf\xe9\n")
    with pytest.raises(ConfigError, match="must be UTF-8") as caught:
        load_config([project])
    assert caught.value.line == 2


def test_byte_order_mark_and_crlf(project: Path) -> None:
    (project / "fwlint.toml").write_bytes(b"\xef\xbb\xbfjobs = 3\r\nfix = true\r\n")
    assert load_config([project]).jobs == 3


def test_target_versions_is_another_name_of_framework_versions(
    project: Path, measured: dict[str, str]
) -> None:
    write(project / "fwlint.toml", "target-versions = { torch = '2.6' }")
    assert load_config([project]).framework_versions == {"torch": "2.6"}
    error = error_of(
        "framework-versions = { torch = '2.6' }\ntarget-versions = { torch = '2.7' }",
        project,
        "fwlint.toml",
    )
    assert error.line == 2
    assert "another name of `framework-versions`" in str(error)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("troch = '2.6'", "unknown framework `troch`; known are torch, tensorflow, keras"),
        ("torch = 'two'", "`two` is not a version of torch; write it like `2.13.0`"),
    ],
)
def test_wrong_framework_versions(
    project: Path, measured: dict[str, str], entry: str, said: str
) -> None:
    error = error_of(f"[framework-versions]\n{entry}", project, "fwlint.toml")
    assert said in str(error).replace("\n", " ")
    assert error.line == 2


def test_examples_of_all_keys_are_valid(project: Path, measured: dict[str, str]) -> None:
    text = "".join(f"{key.name} = {toml_value(key.example)}\n" for key in keys().values())
    write(project / "fwlint.toml", text)
    config = load_config([project])
    assert set(config.sources) == set(keys())


def test_configuration_travels_to_workers(project: Path) -> None:
    write(project / "fwlint.toml", "select = ['FWO']")
    config = load_config([project])
    copy = pickle.loads(pickle.dumps(config))
    assert isinstance(copy, Config)
    assert copy == config


def test_formats_are_those_of_the_reports() -> None:
    from fwlint.report import FORMATS

    assert set(OUTPUT_FORMATS) == set(FORMATS)


def test_default_include_is_what_documents_can_be() -> None:
    from fwlint.config.settings import DEFAULT_INCLUDE
    from fwlint.documents.ignore import SUFFIXES

    assert tuple(f"*{suffix}" for suffix in SUFFIXES) == DEFAULT_INCLUDE
