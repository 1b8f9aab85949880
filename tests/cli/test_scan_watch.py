"""``fwlint scan --watch``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from cli_project import FLAGGED, Project, Run
from click.testing import Result

from fwlint import watch as watching

Watch = Callable[..., Result]
CLEAN = "import torch\n"
WATCHING = "Watching for changes; Ctrl-C ends it."


@pytest.fixture
def watch(fwlint: Run, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Scan with ``--watch``; each of ``steps`` is done while it waits, then comes Ctrl-C."""

    def run(*arguments: str, steps: list[Callable[[], object]]) -> Result:
        todo = iter(steps)

        def pause(seconds: float) -> None:
            step = next(todo, None)
            if step is None:
                raise KeyboardInterrupt
            step()

        monkeypatch.setattr("fwlint.cli.scan_watch.watch", partial(watching.watch, pause=pause))
        return fwlint("scan", "--watch", "--output-format", "concise", *arguments)

    return run


def rounds(result: Result) -> list[str]:
    """The first line of each report."""
    return [
        line
        for line in result.stdout.splitlines()
        if not line.startswith(("Found", "No fixes", "1 file could"))
    ]


def test_each_change_is_scanned_until_ctrl_c(watch: Watch, project: Project) -> None:
    project.write("a.py")
    result = watch(
        steps=[
            lambda: None,
            lambda: project.write("a.py", f"\n{FLAGGED}"),
            lambda: project.write("b/new.py"),
            lambda: (project.root / "a.py").unlink(),
        ]
    )
    assert result.exit_code == 0
    places = [line.split(" ")[0] for line in rounds(result)]
    assert places == ["a.py:4:56:", "a.py:5:56:", "a.py:5:56:", "b/new.py:4:56:", "b/new.py:4:56:"]
    assert result.stderr.splitlines() == [WATCHING] * 4


def test_syntax_errors_and_wrong_settings_do_not_end_it(watch: Watch, project: Project) -> None:
    project.write("a.py", CLEAN)
    project.write("fwlint.toml", "")
    result = watch(
        steps=[
            lambda: project.write("a.py", "import torch (\n"),
            lambda: project.write("fwlint.toml", "selct = []\n"),
            lambda: project.write("fwlint.toml", "ignore = ['FWO201']\n"),
            lambda: project.write("a.py"),
            lambda: project.write("fwlint.toml", "\n"),
        ]
    )
    assert result.exit_code == 0
    shown = [line.split(" ")[0] for line in rounds(result)]
    assert shown == ["All", "error:", "Nothing", "error:", "Nothing", "All", "a.py:4:56:"]
    assert [line for line in result.stderr.splitlines() if line != WATCHING] == [
        "error: fwlint.toml:1: unknown key `selct`; did you mean `select`? "
        f"{result.stderr.split('`select`? ')[1].splitlines()[0]}"
    ]


def test_a_baseline_that_is_written_meanwhile_counts(
    watch: Watch, fwlint: Run, project: Project
) -> None:
    project.write("fwlint.toml", "baseline = 'known.json'\n")
    project.write("a.py")
    result = watch(steps=[lambda: fwlint("scan", "--write-baseline")])
    assert "error: there is no baseline known.json" in result.stderr
    assert "Hidden: 1 in the baseline." in result.stdout


def test_what_changes_during_a_scan_is_scanned_again() -> None:
    states: Iterator[int] = iter([1, 2, 2])
    acts: list[int] = []

    def pause(seconds: float) -> None:
        if len(acts) == 2:
            raise KeyboardInterrupt

    watching.watch(lambda: next(states), lambda: acts.append(1), pause)
    assert acts == [1, 1]


def test_ctrl_c_ends_a_scan_quietly() -> None:
    def act() -> None:
        raise KeyboardInterrupt

    watching.watch(lambda: 0, act)


def test_wrong_uses(fwlint: Run) -> None:
    assert "--diff and --watch do not go together" in fwlint("scan", "-w", "--diff").stderr
    assert "--watch does not go with standard input" in fwlint("scan", "-w", "-").stderr
