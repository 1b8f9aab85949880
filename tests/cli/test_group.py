"""The command line as a whole: commands, suggestions, failures."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import click
import pytest
from cli_project import Project, Run

from fwlint import __version__
from fwlint.cli.group import COMMANDS, main


def test_bare_fwlint_prints_help_and_exits_2(fwlint: Run) -> None:
    result = fwlint()
    assert result.exit_code == 2
    assert all(f"  {name}  " in result.stderr for name in COMMANDS)


def test_help_goes_to_standard_output(fwlint: Run) -> None:
    for option in ("--help", "-h"):
        result = fwlint(option)
        assert result.exit_code == 0
        assert "scan" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(fwlint: Run, name: str) -> None:
    result = fwlint(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {name}")


def test_a_path_in_place_of_a_command(fwlint: Run, project: Project) -> None:
    project.write("model.py")
    for path in (".", "model.py"):
        result = fwlint(path)
        assert result.exit_code == 2
        assert f"did you mean `fwlint scan {path}`?" in result.stderr


def test_misspelt_command(fwlint: Run) -> None:
    result = fwlint("scna")
    assert result.exit_code == 2
    assert "unknown command `scna`; did you mean `fwlint scan`?" in result.stderr


def test_unknown_command_lists_the_commands(fwlint: Run) -> None:
    assert "commands are scan, rule, rules" in fwlint("zzzzzz").stderr


def test_unknown_option(fwlint: Run) -> None:
    result = fwlint("scan", "--no-such-option")
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "Try `main scan --help`." in result.stderr


def test_version(fwlint: Run) -> None:
    assert fwlint("--version").stdout == f"fwlint {__version__}\n"
    assert fwlint("version").stdout.startswith(f"fwlint {__version__}\nPython ")


def test_an_unforeseen_error_is_one_message(fwlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("fwlint.cli.scan.configure", fail)
    result = fwlint("scan")
    assert result.exit_code == 2
    assert "fwlint failed: RuntimeError: out of luck" in result.stderr
    assert "please report" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in fwlint("scan", "-v").stderr


def test_an_interrupt_is_one_line(fwlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fwlint.cli.scan.configure", interrupt)
    result = fwlint("scan")
    assert result.exit_code == 2
    assert result.stderr.strip() == "Interrupted."


def test_errors_are_the_callers_without_standalone_mode() -> None:
    with pytest.raises(click.UsageError, match="unknown command"):
        main(["zzzzzz"], standalone_mode=False)


def test_a_reader_that_goes_away_is_no_error() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = subprocess.run(
        [sys.executable, "-m", "fwlint", "--help"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert process.stderr == b""


def test_version_is_quick() -> None:
    """At most 50 ms of CPU; measured as the best of several, for other work disturbs it."""

    def cost() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "fwlint", "--version"], check=True, stdout=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(cost() for _ in range(5)) <= 0.05


def test_version_imports_neither_libcst_nor_msgspec() -> None:
    program = (
        "import sys\nfrom fwlint.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n"
        "    assert not {'libcst', 'msgspec', 'packaging', 'tomli'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
