"""Which checks a configuration turns on."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from fwlint.checks import Check
from fwlint.config import Config, Selection, UsageError
from fwlint.selection import PerFileIgnores, matches, select
from fwlint.targets import Effect, Target


def check(code: str, name: str, effects: dict[Target, Effect]) -> Check:
    facts = {"code": code, "name": name, "severity": "error", "effects": effects}
    kind: type[Check] = type(f"Check{code}", (Check,), facts)
    return kind()


CHECKS: list[Check] = [
    check("FWP401", "implicit-protocol", {}),
    check("FWO201", "opset-version-ignored", {"onnx": "bakes"}),
    check("FWO101", "unknown-operator", {"onnx": "blocks"}),
    check("FWO401", "old-opset", {"onnx": "degrades"}),
    check("FWL201", "flex-operator", {"tflite": "degrades"}),
    check("FWP101", "pickle-loaded", {}),
]


def codes(
    *,
    select_: tuple[str, ...] | None = None,
    ignore: tuple[str, ...] = (),
    extend_select: tuple[str, ...] = (),
    targets: tuple[Target, ...] = (),
    command_line: Selection = Selection(),  # noqa: B008
) -> list[str]:
    config = Config(
        root=Path("/project"),
        select=select_,
        ignore=ignore,
        extend_select=extend_select,
        targets=targets,
        command_line=command_line,
    )
    return [chosen.code for chosen in select(CHECKS, config)]


class TestMatches:
    @pytest.mark.parametrize(
        "selector",
        ["ALL", "FW", "FWO", "FWO2", "FWO20", "FWO201", "FW?2", "FW?201", "opset-version-ignored"],
    )
    def test_selectors_that_mean_the_check(self, selector: str) -> None:
        assert matches(selector, "FWO201", "opset-version-ignored")

    @pytest.mark.parametrize(
        "selector", ["FWL", "FWO1", "FW?1", "FWO2011", "opset", "O201", "", "F"]
    )
    def test_selectors_that_do_not(self, selector: str) -> None:
        assert not matches(selector, "FWO201", "opset-version-ignored")


class TestSelect:
    def test_default_is_everything_but_advice_in_order(self) -> None:
        assert codes() == ["FWL201", "FWO101", "FWO201", "FWP101"]

    def test_a_family_includes_its_advice(self) -> None:
        assert codes(select_=("FWO",)) == ["FWO101", "FWO201", "FWO401"]

    def test_a_class(self) -> None:
        assert codes(select_=("FW?2",)) == ["FWL201", "FWO201"]

    def test_all(self) -> None:
        assert len(codes(select_=("ALL",))) == len(CHECKS)

    def test_names(self) -> None:
        assert codes(select_=("flex-operator", "FWP101")) == ["FWL201", "FWP101"]

    def test_extend_select_adds_to_the_default(self) -> None:
        assert codes(extend_select=("FWO401",)) == [
            "FWL201",
            "FWO101",
            "FWO201",
            "FWO401",
            "FWP101",
        ]

    def test_ignore_takes_from_the_default(self) -> None:
        assert codes(ignore=("FWO",)) == ["FWL201", "FWP101"]

    def test_the_more_specific_selector_wins(self) -> None:
        assert codes(select_=("FWO201",), ignore=("FWO",)) == ["FWO201"]
        assert codes(select_=("FWO",), ignore=("FWO201",)) == ["FWO101", "FWO401"]
        assert codes(select_=("ALL",), ignore=("FW?4", "FWP")) == ["FWL201", "FWO101", "FWO201"]

    def test_ignore_wins_between_equals(self) -> None:
        assert codes(select_=("FWO201",), ignore=("opset-version-ignored",)) == []
        assert codes(select_=("FWO",), ignore=("FWO",)) == []

    def test_empty_select_selects_nothing(self) -> None:
        assert codes(select_=()) == []

    def test_select_of_the_command_line_starts_afresh(self) -> None:
        line = Selection(select=["FWO201"])
        assert codes(select_=("FWL",), ignore=("FWO201",), command_line=line) == ["FWO201"]

    def test_command_line_adds_to_and_takes_from_the_file(self) -> None:
        line = Selection(extend_select=["FWO201"], ignore=["FWL"])
        assert codes(select_=("FWL", "FWP1"), ignore=("FWO201",), command_line=line) == [
            "FWO201",
            "FWP101",
        ]

    def test_targets_keep_what_has_an_effect_on_them(self) -> None:
        assert codes(targets=("tflite",)) == ["FWL201"]
        assert codes(targets=("onnx", "tflite")) == ["FWL201", "FWO101", "FWO201"]


class TestUnknownSelectors:
    @pytest.mark.parametrize(
        ("selector", "hint"),
        [
            ("flex-operatr", "did you mean `flex-operator`?"),
            ("fwo201", "did you mean `FWO201`"),
            ("FWO301", "did you mean `FWO"),
            ("E501", "families are FWL, FWO, FWP"),
        ],
    )
    def test_close_matches_are_named(self, selector: str, hint: str) -> None:
        with pytest.raises(UsageError) as caught:
            codes(select_=(selector,))
        assert f"unknown rule `{selector}` in `select`" in str(caught.value)
        assert hint in str(caught.value)

    def test_the_option_is_named(self) -> None:
        with pytest.raises(UsageError, match="`X1` in --ignore"):
            codes(command_line=Selection(ignore=["X1"]))


class TestPerFileIgnores:
    ROOT: ClassVar[Path] = Path("/project")

    def test_patterns_are_those_of_gitignore(self) -> None:
        patterns = {"tests/": ("FWO1", "flex-operator"), "*.ipynb": ("FWP",), "/top.py": ("FWO4",)}
        ignores = PerFileIgnores(CHECKS, Config(root=self.ROOT, per_file_ignores=patterns))
        assert ignores.codes("/project/a/tests/b.py") == {"FWO101", "FWL201"}
        assert ignores.codes("/project/tests/x.ipynb") == {"FWO101", "FWL201", "FWP101", "FWP401"}
        assert ignores.codes("/project/a/top.py") == frozenset()
        assert ignores.codes("/project/top.py") == {"FWO401"}

    def test_negated_pattern_means_all_other_files(self) -> None:
        patterns = {"!src/": ("ALL",)}
        ignores = PerFileIgnores(CHECKS, Config(root=self.ROOT, per_file_ignores=patterns))
        assert ignores.codes("/project/src/a.py") == frozenset()
        assert len(ignores.codes("/project/tools/a.py")) == len(CHECKS)

    def test_relative_paths_start_at_the_working_directory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        config = Config(root=tmp_path, per_file_ignores={"/sub/a.py": ("FWO2",)})
        assert PerFileIgnores(CHECKS, config).codes("a.py") == {"FWO201"}
        assert PerFileIgnores(CHECKS, config).codes("../a.py") == frozenset()
