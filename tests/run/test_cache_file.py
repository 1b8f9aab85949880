"""The cache's own file: what it costs, and what happens when it is damaged or in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from scanning import BASE, NET, Repository

from fwlint.run.judging import judge_files
from fwlint.run.outcome import FileOutcome

# Runs as if the files were written long ago; tells what was imported for it.
SCAN_LATER = """
import sys, time
now = time.time_ns
time.time_ns = lambda: now() + 10**10
from fwlint.cli import main
try:
    main(["scan", "--isolated", "--exit-zero", *sys.argv[1:]])
finally:
    slow = {"libcst", "fwlint_checks", "markdown_it", "packaging"}
    print(*sorted(slow & {name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def scan_later(directory: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCAN_LATER, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=directory, stdout=pipe, stderr=pipe, text=True)


def database(repository: Repository) -> Path:
    (file,) = (repository.root / ".fwlint_cache").glob("*.db")
    return file


class TestImports:
    """A warm run imports neither the parser nor a single check."""

    @pytest.mark.parametrize("touched", [False, True])
    def test_of_a_warm_run(self, tmp_path: Path, touched: bool) -> None:
        file = tmp_path / "net.py"
        file.write_text("import torch\nmodel = torch.load('m.pt')\n")
        cold, cold_imports = scan_later(tmp_path).communicate()
        assert "libcst" in cold_imports
        if touched:
            os.utime(file, (1, 1))
        warm, warm_imports = scan_later(tmp_path).communicate()
        assert warm == cold
        assert warm_imports.split()[-1:] == (["packaging"] if touched else [])


def garbage(file: Path) -> None:
    file.write_bytes(b"not a database " * 500)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def without_a_table(file: Path) -> None:
    change(file, "drop table files")


def with_other_columns(file: Path) -> None:
    change(file, "drop table files", "create table files (name text, time integer)")


def with_damaged_files(file: Path) -> None:
    change(file, "delete from runs", "update files set kept = x'c1c1c1'")


def with_damaged_runs(file: Path) -> None:
    change(file, "update runs set report = x'00'")


def with_text_for_data(file: Path) -> None:
    change(file, "delete from runs", "update files set kept = 'text'")


def with_damaged_outcomes(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("delete from runs")
        for path, kept in connection.execute("select path, kept from files").fetchall():
            *rest, _ = msgspec.msgpack.decode(kept)
            data = msgspec.msgpack.encode([*rest, b"\xc1"])
            connection.execute("update files set kept = ? where path = ?", (data, path))
    connection.close()


def change(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


HARMLESS = (emptied, without_a_table)
DAMAGES = (
    garbage, truncated, with_other_columns, with_damaged_files, with_damaged_runs,
    with_text_for_data, with_damaged_outcomes,
)  # fmt: skip


class TestDamage:
    """The results are right, one notice is given, and the next run is well again."""

    @pytest.mark.parametrize("damage", [*HARMLESS, *DAMAGES], ids=lambda d: d.__name__)
    def test_is_repaired(self, repository: Repository, damage: Callable[[Path], None]) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        expected = repository.models()
        damage(database(repository))
        report = repository.scan()
        assert [f"{f.path}:{f.message}" for f in report.findings] == expected
        assert len(report.notices) == (0 if damage in HARMLESS else 1)
        assert all("was damaged" in notice for notice in report.notices)
        again = repository.scan()
        assert again.notices == []
        assert [f"{f.path}:{f.message}" for f in again.findings] == expected
        assert repository.judged == []

    def test_a_file_in_the_place_of_the_directory(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        repository.write(".fwlint_cache", "")
        report = repository.scan()
        assert [f.message for f in report.findings] == ["Base"]
        (notice,) = report.notices
        assert "File exists; going on without it" in notice

    def test_a_directory_in_the_place_of_the_file(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        repository.scan()
        file = database(repository)
        file.unlink()
        file.mkdir()
        report = repository.scan()
        assert [f.message for f in report.findings] == ["Base"]
        assert len(report.notices) == 1

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_directory_that_may_not_be_written(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        repository.root.chmod(0o500)
        try:
            report = repository.scan()
        finally:
            repository.root.chmod(0o700)
        assert [f.message for f in report.findings] == ["Base"]
        (notice,) = report.notices
        assert "Permission denied; going on without it" in notice


class TestSharing:
    def test_without_cache_nothing_is_written(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        assert repository.models(use_cache=False) == ["helper.py:Base"]
        assert [path.name for path in repository.root.iterdir()] == ["helper.py"]

    def test_the_cache_keeps_itself_out_of_git(self, repository: Repository) -> None:
        repository.write("helper.py", BASE)
        repository.scan()
        assert (repository.root / ".fwlint_cache" / ".gitignore").read_text() == "*\n"

    def test_what_is_gone_is_forgotten(self, repository: Repository) -> None:
        helper = repository.write("helper.py", BASE)
        other = repository.write("other.py", BASE)
        repository.scan()
        helper.unlink()
        repository.scan()
        connection = sqlite3.connect(database(repository))
        assert connection.execute("select path from files").fetchall() == [(str(other),)]
        connection.close()

    def test_two_runs_at_once(self, tmp_path: Path) -> None:
        for index in range(20):
            other = f"m{(index + 19) % 20}"
            text = f"import torch\nfrom {other} import m as n\nm = torch.load('{index}.pt')\n"
            (tmp_path / f"m{index}.py").write_text(text)
        alone, _ = scan_later(tmp_path, "-q", "--no-cache").communicate()
        for _ in range(3):
            both = [scan_later(tmp_path, "-q"), scan_later(tmp_path, "-q")]
            results = [process.communicate() for process in both]
            assert [process.returncode for process in both] == [0, 0]
            assert [stdout for stdout, _ in results] == [alone, alone]
            assert not any("warning" in stderr or "Error" in stderr for _, stderr in results)
            (tmp_path / "m7.py").write_text("import torch\nm = torch.load('7.pt')\n\n")
            alone, _ = scan_later(tmp_path, "-q", "--no-cache").communicate()

    def test_a_run_leaves_alone_what_another_wrote_meanwhile(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        repository.scan()
        helper = repository.write("helper.py", BASE.replace("Module", "Identity"))

        def edit_and_scan_again(*arguments: Any) -> Iterator[tuple[str, FileOutcome]]:
            helper.write_text(BASE.replace("torch.nn.Module", "object"))
            with monkeypatch.context() as patch:
                patch.setattr("fwlint.run.judging.judge_files", judge_files)
                assert repository.models() == []
            yield from judge_files(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr("fwlint.run.judging.judge_files", edit_and_scan_again)
            repository.scan()
        assert repository.models() == []
