"""One version per framework, from what a project says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fwlint.config import Config
from fwlint.versions import TargetVersion, TargetVersions, applies, manifest_files, target_versions

NEWEST = {"torch": "2.13.0", "tensorflow": "2.21.0", "keras": "3.15.0"}
Resolve = Callable[..., TargetVersions]


@pytest.fixture
def resolve(tmp_path: Path, measured: dict[str, str]) -> Resolve:
    """The versions of a project with these files, and this table of framework versions."""

    def resolve(files: dict[str, str] | None = None, **configured: str) -> TargetVersions:
        for name, text in (files or {}).items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return target_versions(Config(root=tmp_path, framework_versions=configured))

    return resolve


def test_without_manifests_the_newest_measured_versions_count(resolve: Resolve) -> None:
    found = resolve()
    assert {name: target.version for name, target in found.versions.items()} == NEWEST
    assert found.versions["torch"].source == "newest version known"
    assert found.notices == []


@pytest.mark.parametrize(
    ("requirement", "version"),
    [
        ("torch", "2.13.0"),
        ("torch>=2.0", "2.13.0"),
        ("torch>=2.0,<3", "2.13.0"),
        ("torch>=9", "2.13.0"),
        ("torch<2.5", "2.4.999"),
        ("torch>=2.1,<2.5.0", "2.4.999"),
        ("torch<2.5.1", "2.5.0"),
        ("torch<2.5rc1", "2.4.999"),
        ("torch<2", "1.999.999"),
        ("torch<=2.4.1", "2.4.1"),
        ("torch~=2.4.0", "2.4.999"),
        ("torch~=2.4", "2.13.0"),
        ("torch~=1.9", "1.999.999"),
        ("torch==2.4.*", "2.4.999"),
        ("torch==2.6.0", "2.6.0"),
        ("torch==2.6.0+cu118", "2.6.0"),
        ("torch===2.6.0", "2.6.0"),
        ("torch==2.14.0", "2.14.0"),
        ("Torch [opt] == 2.6.0 ; python_version < '3.12'", "2.6.0"),
        ("torch!=2.4.0", "2.13.0"),
        ("torch @ https://example.org/torch-2.0.0.whl", "2.13.0"),
    ],
)
def test_what_a_requirement_means(resolve: Resolve, requirement: str, version: str) -> None:
    assert resolve({"requirements.txt": requirement}).versions["torch"].version == version


@pytest.mark.parametrize(
    "name",
    [
        "tensorflow",
        "tensorflow-cpu",
        "tensorflow_gpu",
        "tensorflow-macos",
        "intel-tensorflow",
        "tf-nightly",
    ],
)
def test_distributions_that_bring_tensorflow(resolve: Resolve, name: str) -> None:
    found = resolve({"requirements.txt": f"{name}==2.10.0"})
    assert found.versions["tensorflow"].version == "2.10.0"


def test_the_source_names_file_line_and_requirement(resolve: Resolve) -> None:
    found = resolve({"requirements.txt": "numpy\n# torch==1.0\ntorch==2.6.0  # pinned\n"})
    assert found.versions["torch"] == TargetVersion("2.6.0", "requirements.txt:3: torch==2.6.0")


def test_labels_for_people() -> None:
    assert TargetVersion("2.4.999", "").label == "2.4.x"
    assert TargetVersion("1.999.999", "").label == "1.x"
    assert TargetVersion("2.6.0", "").label == "2.6.0"


class TestWhichManifestCounts:
    def test_configuration_comes_first(self, resolve: Resolve) -> None:
        found = resolve({"requirements.txt": "torch==2.6.0"}, torch="2.9")
        assert found.versions["torch"] == TargetVersion("2.9", "configuration")

    def test_a_lock_comes_before_pins(self, resolve: Resolve) -> None:
        lock = '[[package]]\nname = "torch"\nversion = "2.7.1"\nsource = {}\n'
        found = resolve({"requirements.txt": "torch==2.6.0", "uv.lock": lock})
        assert found.versions["torch"] == TargetVersion("2.7.1", "uv.lock: torch==2.7.1")

    def test_a_pin_comes_before_ranges(self, resolve: Resolve) -> None:
        files = {
            "pyproject.toml": "[project]\ndependencies = ['torch<2.3']",
            "requirements-dev.txt": "torch==2.6.0",
        }
        assert resolve(files).versions["torch"].version == "2.6.0"

    def test_the_first_bound_counts(self, resolve: Resolve) -> None:
        files = {
            "pyproject.toml": "[project]\ndependencies = ['torch>=2.0']",
            "constraints.txt": "torch<2.5",
            "environment.yml": "dependencies:\n  - pytorch<2.2\n",
        }
        assert resolve(files).versions["torch"].version == "2.4.999"

    def test_the_newest_of_pins_for_several_platforms(self, resolve: Resolve) -> None:
        text = "torch==2.2.2 ; sys_platform == 'darwin'\ntorch==2.6.0 ; sys_platform != 'darwin'\n"
        assert resolve({"requirements.txt": text}).versions["torch"].version == "2.6.0"


class TestKeras:
    def test_old_tensorflow_brings_keras_of_its_own_minor_version(self, resolve: Resolve) -> None:
        found = resolve({"requirements.txt": "tensorflow==2.13.1"})
        assert found.versions["keras"].version == "2.13.999"
        assert found.versions["keras"].source == "with requirements.txt:1: tensorflow==2.13.1"

    def test_new_tensorflow_leaves_keras_open(self, resolve: Resolve) -> None:
        found = resolve({"requirements.txt": "tensorflow==2.16.1"})
        assert found.versions["keras"].version == "3.15.0"

    def test_tensorflow_1(self, resolve: Resolve) -> None:
        found = resolve({"requirements.txt": "tensorflow<2"})
        assert found.versions["keras"].version == "2.3.999"

    def test_keras_that_is_asked_for_counts(self, resolve: Resolve) -> None:
        found = resolve({"requirements.txt": "tensorflow==2.13.1\nkeras==2.14.0"})
        assert found.versions["keras"].version == "2.14.0"


class TestManifests:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("pyproject.toml", "[project]\ndependencies = ['numpy', 'torch==2.6.0']"),
            ("pyproject.toml", "[project.optional-dependencies]\nx = ['torch==2.6.0']"),
            (
                "pyproject.toml",
                "[dependency-groups]\ndev = [{include-group = 'x'}]\nx = ['torch==2.6.0']",
            ),
            ("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.9'\ntorch = '2.6.0'"),
            (
                "pyproject.toml",
                "[tool.poetry.group.ml.dependencies]\ntorch = {version = '==2.6.0', source = 'x'}",
            ),
            ("setup.cfg", "[options]\ninstall_requires =\n    numpy\n    torch==2.6.0\n"),
            ("setup.cfg", "[options.extras_require]\nml = torch==2.6.0; python_version < '4'\n"),
            (
                "requirements.txt",
                "torch==2.6.0 \\\n    --hash=sha256:ab \\\n    --hash=x:cd\n",
            ),
            ("requirements.txt", "--extra-index-url https://x\ntorch==2.6.0 # why"),
            ("requirements/train.txt", "torch==2.6.0"),
            ("requirements_gpu.txt", "torch==2.6.0"),
            ("constraints.txt", "torch==2.6.0"),
            ("environment.yml", "dependencies:\n  - python=3.10\n  - pytorch==2.6.0\n"),
            ("environment.yml", "dependencies:\n  - pytorch::pytorch==2.6.0=py3.10_0\n"),
            ("environment.yaml", "dependencies:\n  - pip\n  - pip:\n    - torch==2.6.0\n"),
            ("uv.lock", '[[package]]\nname = "torch"\nversion = "2.6.0"\n'),
            ("poetry.lock", '[[package]]\nname = "torch"\nversion = "2.6.0"\ndescription = ""\n'),
            ("pdm.lock", '[[package]]\nname = "torch"\nversion = "2.6.0"\n'),
            ("pylock.toml", "[[packages]]\nname = 'torch'\nversion = '2.6.0'\n"),
            ("pylock.gpu.toml", '[[packages]]\r\nname = "torch"\r\nversion = "2.6.0"\r\n'),
            ("Pipfile.lock", json.dumps({"default": {"torch": {"version": "==2.6.0"}}})),
        ],
    )
    def test_each_says_its_pin(self, resolve: Resolve, name: str, text: str) -> None:
        found = resolve({name: text})
        assert found.versions["torch"].version == "2.6.0"
        assert found.versions["torch"].source.startswith(name)
        assert found.notices == []

    def test_conda_with_one_equals_sign_is_any_of_the_series(self, resolve: Resolve) -> None:
        found = resolve({"environment.yml": "dependencies:\n  - pytorch=2.4\n"})
        assert found.versions["torch"].version == "2.4.999"

    @pytest.mark.parametrize(
        ("constraint", "version"),
        [
            ("^2.4", "2.13.0"),
            ("^1.13.1", "1.999.999"),
            ("~2.4", "2.4.999"),
            ("~2.4.1", "2.4.999"),
            ("2.4.*", "2.4.999"),
            (">=2.0,<2.5", "2.4.999"),
            ("*", "2.13.0"),
            ("~1.13 || ~2.4", "2.4.999"),
        ],
    )
    def test_poetry_constraints(self, resolve: Resolve, constraint: str, version: str) -> None:
        found = resolve({"pyproject.toml": f"[tool.poetry.dependencies]\ntorch = '{constraint}'"})
        assert found.versions["torch"].version == version
        assert found.notices == []

    def test_requirement_files_include_others(self, resolve: Resolve, tmp_path: Path) -> None:
        found = resolve(
            {
                "requirements.txt": "-r deps/ml.in  # models\n-c missing.txt\n",
                "deps/ml.in": "-r ../requirements.txt\ntorch==2.6.0\n",
            }
        )
        assert found.versions["torch"].source == "deps/ml.in:2: torch==2.6.0"
        assert manifest_files(tmp_path) == [tmp_path / "requirements.txt", tmp_path / "deps/ml.in"]

    def test_manifest_files_are_in_the_order_of_belief(self, tmp_path: Path) -> None:
        for name in ("requirements-dev.txt", "requirements.txt", "uv.lock", "pyproject.toml"):
            (tmp_path / name).write_text("")
        assert [file.name for file in manifest_files(tmp_path)] == [
            "uv.lock",
            "pyproject.toml",
            "requirements.txt",
            "requirements-dev.txt",
        ]

    @pytest.mark.parametrize(
        ("name", "text", "notice"),
        [
            (
                "pyproject.toml",
                "[project\ndependencies = ['torch']",
                "not valid TOML",
            ),
            ("setup.cfg", "install_requires = torch", "setup.cfg: cannot be read"),
            ("Pipfile.lock", '{"default": ["torch"]}', "Pipfile.lock: not a Pipfile.lock"),
            ("Pipfile.lock", "{", "Pipfile.lock: not a Pipfile.lock"),
            (
                "requirements.txt",
                "\ntorch=2.6",
                "requirements.txt:2: cannot read the requirement",
            ),
            (
                "environment.yml",
                "dependencies:\n  - pytorch>two\n",
                ".yml:2: cannot read the version",
            ),
            (
                "pyproject.toml",
                "[tool.poetry.dependencies]\ntorch = '^x'",
                "cannot read the version '^x' of torch",
            ),
        ],
    )
    def test_a_broken_manifest_is_a_notice(
        self, resolve: Resolve, name: str, text: str, notice: str
    ) -> None:
        found = resolve({name: text})
        assert found.versions["torch"].version == NEWEST["torch"]
        assert len(found.notices) == 1
        assert notice in found.notices[0]

    def test_a_manifest_that_is_not_text_is_a_notice(
        self, resolve: Resolve, tmp_path: Path
    ) -> None:
        (tmp_path / "requirements.txt").write_bytes(b"torch==2.6.0\xff\xfe")
        assert "requirements.txt: cannot be read" in resolve().notices[0]


class TestApplies:
    TARGETS = TargetVersions({"torch": TargetVersion("2.4.999", "")})

    @pytest.mark.parametrize("specifier", ["<2.5", ">=2.4", ">=2.4.1", ">=2.0,<3", "~=2.4.0"])
    def test_ranges_that_hold_the_version(self, specifier: str) -> None:
        assert applies({"torch": specifier}, self.TARGETS)

    @pytest.mark.parametrize("specifier", [">=2.5", "<2.4", "==2.4.0", ">=2.0,<2.4"])
    def test_ranges_that_do_not(self, specifier: str) -> None:
        assert not applies({"torch": specifier}, self.TARGETS)

    def test_pre_releases_count(self) -> None:
        nightly = TargetVersions({"torch": TargetVersion("2.14.0.dev20260101", "")})
        assert applies({"torch": ">=2.9"}, nightly)

    def test_no_range_and_unknown_framework(self) -> None:
        assert applies({}, self.TARGETS)
        assert applies({"jax": ">=9"}, self.TARGETS)

    def test_every_range_must_hold(self) -> None:
        both = TargetVersions(
            {"torch": TargetVersion("2.4.999", ""), "keras": TargetVersion("3.15.0", "")}
        )
        assert applies({"torch": "<2.5", "keras": ">=3"}, both)
        assert not applies({"torch": "<2.5", "keras": "<3"}, both)
