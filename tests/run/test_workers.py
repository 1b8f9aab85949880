"""Several processes find what one finds, and none of them is left behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from scanning import NET, Repository, TellsModels, told

from fwlint.checks import Remark
from fwlint.config.settings import Config
from fwlint.run.judging import make_session
from fwlint.sites import ClassSite

PADDING = "# " + "x" * 30_000 + "\n"


@pytest.fixture
def large(repository: Repository) -> Repository:
    """60 files, too many bytes for one process."""
    for index in range(20):
        repository.write(
            f"p{index}/helper.py", f"{PADDING}import torch\nB{index} = torch.nn.Module\n"
        )
        repository.write(f"p{index}/net.py", f"{PADDING}{NET}".replace("Base", f"B{index}"))
        repository.write(f"p{index}/use.py", f"{PADDING}import torch\ntorch.load('{index}')\n")
    return repository


def test_two_processes_find_what_one_finds(large: Repository) -> None:
    alone = large.scan(jobs=1, use_cache=False)
    assert len(large.judged) == 60
    together = large.scan(jobs=2, use_cache=False)
    assert large.judged == []  # here, not in the workers
    assert together == alone
    assert len(told(alone)) == 40


def test_what_workers_saw_is_kept(large: Repository) -> None:
    large.scan(jobs=2)
    large.write("p3/helper.py", "import torch\nB3 = object\n")
    assert len(large.models()) == 39
    assert sorted(large.judged) == ["p3/helper.py", "p3/net.py"]


def test_a_session_can_be_sent(repository: Repository) -> None:
    """Where processes cannot be forked, the session goes to the workers as bytes."""
    file = repository.write("net.py", "import torch\nclass Net(torch.nn.Module): pass\n")
    session = pickle.loads(pickle.dumps(make_session(Config(root=repository.root), [str(file)])))
    assert [found.message for found in session.judge(file).findings] == ["Net"]


class TestDeath:
    """A process that dies takes one file's findings with it, and says so."""

    @pytest.fixture(autouse=True)
    def deadly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        here = os.getpid()

        def die(self: TellsModels, cls: ClassSite) -> Iterator[Remark]:
            if cls.module.path.parent.name == "p7" and os.getpid() != here:
                os._exit(9)
            yield Remark(cls.span, cls.node.name)

        monkeypatch.setattr(TellsModels, "on_class", die)

    def test_of_one_file(self, large: Repository) -> None:
        report = large.scan(jobs=2, use_cache=False)
        (error,) = report.errors
        assert (error.path, error.line) == ("p7/net.py", None)
        assert "died" in error.message
        assert len(told(report)) == 39

    def test_is_not_remembered(self, large: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        large.scan(jobs=2)
        report = large.scan(jobs=1)
        assert (report.errors, len(told(report))) == ([], 40)
        assert large.judged == ["p7/net.py"]


INTERRUPTED = """
import sys, threading
from fwlint.cli import main
from fwlint.run.session import Session

judge = Session.judge
fifo = None

def wait_in_the_middle(session, path, *rest):
    global fifo
    if path.name == "wait.py":
        fifo = open(sys.argv[1], "w")  # blocks until the test listens
        fifo.write("here")
        fifo.flush()
        threading.Event().wait()
    return judge(session, path, *rest)

Session.judge = wait_in_the_middle
main(["scan", *sys.argv[2:]])
"""


class TestInterrupt:
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_leaves_nothing_behind(self, large: Repository, jobs: str) -> None:
        large.write("p0/wait.py", PADDING + "import torch\n")
        fifo = large.root / "fifo"
        os.mkfifo(fifo)
        process = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED, str(fifo), "--isolated", "-j", jobs, "."],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with fifo.open() as reader:
            assert reader.read(4) == "here"
            os.killpg(process.pid, signal.SIGINT)
            _, told_user = process.communicate(timeout=60)
            assert reader.read() == ""  # the process that waited is gone
        assert told_user.strip() == "Interrupted."
        assert process.returncode == 2
        large.scan(jobs=1)
        assert len(large.judged) == 61

    def test_workers_end_with_their_parent(self, large: Repository) -> None:
        large.write("p0/wait.py", PADDING + "import torch\n")
        fifo = large.root / "fifo"
        os.mkfifo(fifo)
        process = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED, str(fifo), "--isolated", "-j", "2", "."],
            stderr=subprocess.DEVNULL,
        )
        with fifo.open() as reader:
            assert reader.read(4) == "here"
            process.kill()
            process.wait()
            assert reader.read() == ""
