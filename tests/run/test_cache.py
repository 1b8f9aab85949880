"""A run with a cache finds what a run without one finds, and judges only what it must."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scanning import BASE, NET, Repository, told

from fwlint.run.contents import Content, Contents
from fwlint.run.relevance import Look
from fwlint.run.stamps import Stamp, stamp_of

OTHER = "import torch\n\n\nclass Other(torch.nn.Module):\n    pass\n"


class TestEdits:
    """An edit costs the file and those that consulted it."""

    def test_nothing_is_judged_again_without_one(self, repository: Repository) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        first = repository.scan()
        assert sorted(repository.judged) == ["helper.py", "net.py"]
        second = repository.scan()
        assert repository.judged == []
        assert second == first

    def test_a_new_time_stamp_alone_costs_nothing(self, repository: Repository) -> None:
        file = repository.write("other.py", OTHER)
        repository.scan()
        os.utime(file, (1, 1))
        assert repository.models() == ["other.py:Other"]
        assert repository.judged == []

    def test_a_file_and_nothing_else(self, repository: Repository) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        repository.write("other.py", OTHER)
        repository.scan()
        repository.write("other.py", OTHER.replace("Other", "Another"))
        assert repository.models() == ["helper.py:Base", "net.py:Net", "other.py:Another"]
        assert repository.judged == ["other.py"]

    def test_a_base_class_changes_what_its_subclasses_are(self, repository: Repository) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        repository.write("other.py", OTHER)
        assert repository.models() == ["helper.py:Base", "net.py:Net", "other.py:Other"]
        repository.write("helper.py", BASE.replace("torch.nn.Module", "object"))
        assert repository.models() == ["other.py:Other"]
        assert sorted(repository.judged) == ["helper.py", "net.py"]

    def test_across_several_files(self, repository: Repository) -> None:
        """``b`` is evaluated for ``a``; ``d`` asks it later, when its values are known."""
        repository.write("a.py", "import torch\nfrom b import Base\nclass A(Base): pass\n")
        repository.write("b.py", "import torch\nfrom c import Base\n")
        repository.write("c.py", BASE)
        repository.write("d.py", "import torch\nfrom b import Base\nclass D(Base): pass\n")
        assert repository.models() == ["a.py:A", "c.py:Base", "d.py:D"]
        repository.write("c.py", BASE.replace("torch.nn.Module", "object"))
        assert repository.models() == []
        assert sorted(repository.judged) == ["a.py", "b.py", "c.py", "d.py"]

    def test_of_a_file_outside_the_scan(self, repository: Repository) -> None:
        repository.write("net.py", NET)
        repository.write("helper.py", BASE)
        assert repository.models("net.py") == ["net.py:Net"]
        repository.write("helper.py", BASE.replace("torch.nn.Module", "object"))
        assert repository.models("net.py") == []

    def test_seen_by_a_scan_of_another_part(self, repository: Repository) -> None:
        repository.write("common.py", BASE)
        repository.write("a/one.py", "import torch\nfrom common import Base\nclass A(Base): pass\n")
        repository.write("b/two.py", "import torch\nfrom common import Base\nclass B(Base): pass\n")
        assert repository.models("a", "common.py") == ["one.py:A", "common.py:Base"]
        assert repository.models("b", "common.py") == ["two.py:B", "common.py:Base"]
        repository.write("common.py", BASE.replace("torch.nn.Module", "object"))
        assert repository.models("b", "common.py") == []
        assert repository.models("a", "common.py") == []

    def test_of_a_file_that_came_to_matter(self, repository: Repository) -> None:
        """Neither file named a framework before, and neither was parsed."""
        repository.write("net.py", NET)
        repository.write("helper.py", "class Base: pass\n")
        assert repository.models() == []
        assert repository.judged == []
        repository.write("helper.py", BASE)
        assert repository.models() == ["helper.py:Base", "net.py:Net"]


class TestLayout:
    """Files that come and go change what names mean."""

    @pytest.mark.parametrize("scanned", [(), ("net.py",)], ids=["scanned", "beside"])
    def test_a_new_module(self, repository: Repository, scanned: tuple[str, ...]) -> None:
        repository.write("net.py", "import torch\n" + NET)
        assert repository.models(*scanned) == []
        repository.write("helper.py", BASE)
        assert "net.py:Net" in repository.models(*scanned)

    @pytest.mark.parametrize("scanned", [(), ("net.py",)], ids=["scanned", "beside"])
    def test_a_deleted_module(self, repository: Repository, scanned: tuple[str, ...]) -> None:
        repository.write("net.py", "import torch\n" + NET)
        helper = repository.write("helper.py", BASE)
        assert "net.py:Net" in repository.models(*scanned)
        helper.unlink()
        assert repository.models(*scanned) == []

    def test_a_package_takes_the_place_of_a_module(self, repository: Repository) -> None:
        repository.write("net.py", "import torch\n" + NET)
        repository.write("helper.py", BASE)
        repository.write("other.py", OTHER)
        repository.scan()
        repository.write("helper/__init__.py", "import torch\nclass Base: pass\n")
        assert "net.py:Net" not in repository.models()
        assert "other.py" not in repository.judged

    def test_a_directory_becomes_a_package(self, repository: Repository) -> None:
        file = repository.write("pkg/net.py", OTHER)
        assert [m.name for m in repository.scan("pkg/net.py").models] == ["net.Other"]
        (file.parent / "__init__.py").touch()
        assert [m.name for m in repository.scan("pkg/net.py").models] == ["pkg.net.Other"]

    def test_a_module_that_two_roots_have_is_neither(self, repository: Repository) -> None:
        repository.write("scripts/net.py", "import torch\n" + NET)
        repository.write("one/helper.py", BASE)
        assert "net.py:Net" in repository.models()
        repository.write("two/helper.py", BASE)
        assert "net.py:Net" not in repository.models()


class TestSettings:
    """Whatever else findings depend on makes other runs of it."""

    @pytest.fixture(autouse=True)
    def scanned_once(self, repository: Repository) -> None:
        repository.write("other.py", OTHER)
        repository.scan()
        assert repository.judged == ["other.py"]

    def test_other_rules(self, repository: Repository) -> None:
        assert repository.models(ignore=("FWQ199",)) == []
        assert repository.models() == ["other.py:Other"]

    def test_other_framework_versions(self, repository: Repository) -> None:
        repository.scan(framework_versions={"torch": "2.1"})
        assert repository.judged == ["other.py"]

    def test_other_requirements(self, repository: Repository) -> None:
        repository.write("requirements.txt", "torch==2.1\n")
        repository.scan()
        assert repository.judged == ["other.py"]
        repository.write("requirements.txt", "torch==2.2\n")
        repository.scan()
        assert repository.judged == ["other.py"]

    def test_other_ignores(self, repository: Repository) -> None:
        assert repository.models(per_file_ignores={"other.py": ("FWQ199",)}) == []

    def test_another_python(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version", "3.99.0")
        repository.scan()
        assert repository.judged == ["other.py"]

    def test_changed_code_of_fwlint(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        changed = [("fwlint/run/session.py", 1, 2)]
        monkeypatch.setattr("fwlint.run.environment._code_stamps", lambda: changed)
        repository.scan()
        assert repository.judged == ["other.py"]

    def test_how_results_are_shown_makes_no_difference(self, repository: Repository) -> None:
        repository.scan(output_format="json", jobs=2)
        assert repository.judged == []

    @pytest.mark.parametrize("touched", [False, True])
    def test_another_working_directory(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch, touched: bool
    ) -> None:
        file = repository.write("pkg/broken.py", "import torch\ndef f(:\n")
        repository.scan()
        if touched:
            os.utime(file, (1, 1))
        monkeypatch.chdir(file.parent)
        report = repository.scan()
        root = repository.root.as_posix()
        assert [f.path for f in report.findings] == [f"{root}/other.py"]
        assert [m.path for m in report.models] == [f"{root}/other.py"]
        assert [e.path for e in report.errors] == ["broken.py"]
        assert repository.judged == []


class TestTime:
    """A stamp is believed only if every later change must show in it."""

    def content(self, file: Path, age: float) -> Content:
        """What a cache may say of a file that it saw ``age`` seconds after its last change."""
        stamp = Stamp.of(file.stat())
        return Content(stamp, stamp.ctime + int(age * 1e9), b"kept", Look(True))

    @pytest.mark.parametrize(("age", "believed"), [(0.0, False), (1.9, False), (2.1, True)])
    def test_what_was_written_just_before_it_was_seen(
        self, tmp_path: Path, age: float, believed: bool
    ) -> None:
        file = tmp_path / "a.py"
        file.write_text("x = 1\n")
        contents = Contents({}, lambda path: self.content(file, age), time.time_ns())
        content = contents.of(str(file))
        assert content is not None
        assert (content.digest == b"kept") == believed

    def test_same_time_and_size(self, repository: Repository) -> None:
        file = repository.write("other.py", OTHER)
        repository.scan()
        before = file.stat()
        repository.write("other.py", OTHER.replace("Other", "Twice"))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        after = stamp_of(str(file))
        assert after is not None
        assert (after.mtime, after.size) == (before.st_mtime_ns, before.st_size)
        assert repository.models() == ["other.py:Twice"]

    def test_a_file_written_during_the_run_is_not_kept(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The clock stands before the file's time: nobody knows what was judged."""
        repository.write("other.py", OTHER)
        real = time.time_ns
        with monkeypatch.context() as patch:
            patch.setattr("scanning.time.time_ns", lambda: real() - 10**11)
            repository.scan()
        repository.scan()
        assert repository.judged == ["other.py"]
        repository.scan()
        assert repository.judged == []


class TestFailures:
    """What a run could not do is tried again."""

    def test_no_such_file(self, repository: Repository) -> None:
        repository.write("other.py", OTHER)
        assert len(repository.scan("other.py", "missing.py").errors) == 1
        repository.write("missing.py", OTHER)
        assert repository.scan("other.py", "missing.py").errors == []

    @pytest.mark.parametrize(("error", "again"), [(MemoryError, True), (ValueError, False)])
    def test_in_the_analysis(
        self,
        repository: Repository,
        monkeypatch: pytest.MonkeyPatch,
        error: type[Exception],
        again: bool,
    ) -> None:
        """Only what may come out otherwise is tried again."""
        repository.write("other.py", OTHER)
        with monkeypatch.context() as patch:
            patch.setattr("fwlint.run.session.Session._lower", raising(error))
            first = repository.scan()
        (told_error,) = first.errors
        assert told_error.message.startswith("fwlint could not analyse this file")
        assert (repository.scan() == first) == (not again)
        assert bool(repository.judged) == again

    def test_errors_of_files_are_kept_with_them(self, repository: Repository) -> None:
        repository.write("broken.py", "import torch\ndef f(:\n")
        first = repository.scan()
        assert [(e.path, e.line) for e in first.errors] == [("broken.py", 2)]
        second = repository.scan()
        assert (second, repository.judged) == (first, [])
        assert told(first) == []


def raising(error: type[Exception]) -> Callable[..., None]:
    def function(*arguments: object) -> None:
        raise error("nothing to be done")

    return function
