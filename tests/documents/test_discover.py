"""Which files are found, and in what order; what is left out; what is told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from fwlint.documents.discover import Discovered, discover, kind_of


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str) -> None:
    for path in paths:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")


def gitignore(directory: str, *lines: str) -> None:
    Path(directory).mkdir(parents=True, exist_ok=True)
    Path(directory, ".gitignore").write_text("\n".join(lines), encoding="utf-8")


def names(found: Discovered) -> list[str]:
    assert not found.missing
    assert not found.errors
    return [file.path for file in found.files]


def found_in(*paths: str, exclude: Iterable[str] = (), **options: bool) -> list[str]:
    return names(discover(paths or ["."], exclude=tuple(exclude), **options))


def test_files_are_sorted_with_their_kinds_and_stats() -> None:
    write("b.py", "a/z.ipynb", "a/stub.pyi", "README.md", "c.markdown", "notes.txt", "w.pyw")
    Path("b.py").write_text("x = 1\n")
    found = discover(["."])
    assert [(file.path, file.kind) for file in found.files] == [
        ("README.md", "markdown"),
        ("a/stub.pyi", "python"),
        ("a/z.ipynb", "notebook"),
        ("b.py", "python"),
        ("c.markdown", "markdown"),
        ("w.pyw", "python"),
    ]
    status = found.files[3].stat
    assert (status.st_size, status.st_mtime_ns) == (6, os.stat("b.py").st_mtime_ns)


def test_paths_begin_as_the_user_wrote_them(project: Path) -> None:
    write("src/a.py")
    assert found_in("./src") == ["src/a.py"]
    assert found_in("src/") == ["src/a.py"]
    assert found_in(str(project / "src")) == [f"{project.as_posix()}/src/a.py"]
    os.chdir("src")
    assert found_in("..") == ["../src/a.py"]


def test_missing_paths_are_told_and_the_others_read() -> None:
    write("a.py")
    found = discover(["nowhere", "a.py", "a.py/x"])
    assert [file.path for file in found.files] == ["a.py"]
    assert found.missing == ["nowhere", "a.py/x"]


def test_a_file_reached_twice_is_listed_once(project: Path) -> None:
    write("src/a.py")
    assert found_in("src", "src/a.py", ".", str(project)) == ["src/a.py"]


@pytest.mark.parametrize("name", ["script", "data.txt", "odd.PY"])
def test_a_named_file_with_another_suffix_counts_as_python(name: str) -> None:
    write(name)
    assert [file.kind for file in discover([name]).files] == ["python"]
    assert kind_of(name) == "python"
    assert found_in(".") == []


# -- exclude and include --------------------------------------------------------------------------


def test_a_pattern_without_slash_matches_a_name_at_any_depth() -> None:
    write("build/a.py", "src/build/b.py", "src/rebuild/c.py", "src/x.egg-info/d.py")
    assert found_in(exclude=["build", "*.egg-info"]) == ["src/rebuild/c.py"]


def test_a_pattern_with_slash_stands_at_the_root(project: Path) -> None:
    write("gen/a.py", "src/gen/b.py", "src/keep/gen.py")
    assert found_in(exclude=["src/gen"]) == ["gen/a.py", "src/keep/gen.py"]
    assert found_in(exclude=["/gen"]) == ["src/gen/b.py", "src/keep/gen.py"]
    os.chdir("src")
    found = discover(["."], exclude=["src/gen"], root=project)
    assert names(found) == ["keep/gen.py"]


def test_patterns_of_files() -> None:
    write("a.py", "a_test.py", "pkg/b_test.py", "pkg/b.py")
    assert found_in(exclude=["*_test.py"]) == ["a.py", "pkg/b.py"]
    assert found_in(exclude=["pkg/*.py", "!pkg/b.py"]) == ["a.py", "a_test.py", "pkg/b.py"]


def test_include_narrows_what_directories_give_but_not_what_is_named() -> None:
    write("a.py", "b.ipynb", "docs/c.md", "docs/d.py")
    assert names(discover(["."], include=["*.ipynb", "*.md"])) == ["b.ipynb", "docs/c.md"]
    assert names(discover(["."], include=["docs/*.py", "*.md"])) == ["docs/c.md", "docs/d.py"]
    assert names(discover(["a.py"], include=["*.md"])) == ["a.py"]


def test_a_named_path_is_read_although_excluded_unless_forced() -> None:
    write("build/a.py", "build/lib/b.py")
    assert found_in("build/a.py", exclude=["build"]) == ["build/a.py"]
    assert found_in("build/lib", exclude=["build"]) == ["build/lib/b.py"]
    assert found_in("build/a.py", "build/lib", exclude=["build"], force_exclude=True) == []
    assert found_in("build/a.py", exclude=["build/*.py"], force_exclude=True) == []


def test_forced_exclusion_does_not_look_above_the_root(tmp_path: Path) -> None:
    root = tmp_path / "build" / "project"
    write(f"{root}/a.py")
    found = discover([root / "a.py"], exclude=["build"], force_exclude=True, root=root)
    assert len(found.files) == 1


def test_an_installed_package_is_scanned_when_it_is_named(project: Path) -> None:
    package = ".venv/lib/python3.12/site-packages/timm"
    write(f"{package}/models/vit.py", f"{package}/__pycache__/x.py", "a.py")
    gitignore(".venv", "*")
    write(".git/HEAD")
    exclude = [".venv", "site-packages", "__pycache__"]
    assert found_in(exclude=exclude) == ["a.py"]
    assert found_in(package, exclude=exclude) == [f"{package}/models/vit.py"]
    elsewhere = discover([package], exclude=exclude, root=project / "a")
    assert names(elsewhere) == [f"{package}/models/vit.py"]


# -- .gitignore -----------------------------------------------------------------------------------


def test_gitignores_above_and_below_count() -> None:
    write(".git/HEAD", "a.py", "out/b.py", "pkg/c.py", "pkg/gen/d.py", "pkg/keep/gen/e.py")
    gitignore(".", "out/", "secret.py")
    gitignore("pkg", "/gen")
    write("pkg/secret.py")
    assert found_in() == ["a.py", "pkg/c.py", "pkg/keep/gen/e.py"]
    assert found_in("pkg") == ["pkg/c.py", "pkg/keep/gen/e.py"]
    assert "out/b.py" in found_in(respect_gitignore=False)


def test_a_deeper_gitignore_has_the_last_word() -> None:
    write("models/a.py", "models/b.py", "c.py")
    gitignore(".", "*.py")
    gitignore("models", "!b.py")
    assert found_in() == ["models/b.py"]


def test_gitignores_above_the_repository_do_not_count(tmp_path: Path) -> None:
    write("repository/.git/HEAD", "repository/a.py", "other/a.py")
    gitignore(".", "a.py")
    assert found_in("repository") == ["repository/a.py"]
    assert found_in(".") == ["repository/a.py"]
    assert found_in("other") == []
    assert names(discover(["other"], root=tmp_path / "other")) == ["other/a.py"]


def test_an_ignored_directory_is_read_when_it_is_named() -> None:
    write(".git/HEAD", "out/a.py", "out/b.py", "out/tmp/c.py")
    gitignore(".", "out/", "b.py")
    assert found_in("out") == ["out/a.py", "out/tmp/c.py"]
    assert found_in("out/b.py") == ["out/b.py"]


# -- links, and what cannot be read ---------------------------------------------------------------


def link(path: str, target: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    os.symlink(target, path)


def test_loops_of_links_end() -> None:
    write("a/b/c.py")
    link("a/b/up", "..")
    link("a/self", ".")
    assert found_in() == ["a/b/c.py"]


def test_real_paths_are_preferred_to_links() -> None:
    write("z/real.py", "z/sub/x.py")
    link("a.py", "z/real.py")
    link("a", "z/sub")
    assert found_in() == ["z/real.py", "z/sub/x.py"]


def test_links_out_of_the_tree_are_followed_once() -> None:
    write("outside/x.py", "outside/y.txt", "top/a.py")
    link("top/one", "../outside")
    link("top/two", "../outside")
    link("top/gone.py", "nowhere.py")
    link("top/.venv", "../outside")
    assert found_in("top", exclude=[".venv"]) == ["top/a.py", "top/one/x.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_directory_without_permission_is_told() -> None:
    write("a.py", "locked/b.py")
    os.chmod("locked", 0)
    try:
        found = discover(["."])
    finally:
        os.chmod("locked", 0o700)
    assert [file.path for file in found.files] == ["a.py"]
    assert [(error.path, error.message) for error in found.errors] == [
        ("locked", "cannot be read: Permission denied")
    ]


def test_a_directory_that_vanishes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.py", "gone/b.py")
    scandir = os.scandir

    def scan(path: str) -> object:
        if path == "gone/":
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    found = discover(["."])
    assert [file.path for file in found.files] == ["a.py"]
    assert [error.path for error in found.errors] == ["gone"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_never_opened() -> None:
    os.mkfifo("pipe.py")
    assert found_in() == []
    assert [error.path for error in discover(["pipe.py"]).errors] == ["pipe.py"]


def test_many_files_cost_little() -> None:
    for directory in range(200):
        write(*(f"d{directory}/m{module}.py" for module in range(10)))
    start = time.process_time()
    found = discover(["."], exclude=["build", ".venv"])
    assert len(found.files) == 2000
    assert time.process_time() - start < 0.25  # about 0.015 s
