"""Running programs in child processes, forked from processes that have the frameworks."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from fwlint.proving.environment import command, environment
from fwlint.proving.program import Outcome, Part, Program, Step
from fwlint.proving.zygote import Reply, Request

LIMIT_SECONDS = 120.0
_GRACE_SECONDS = 5.0
_MOST_OUTPUT = 1_000_000  # characters kept of what a part writes


class ProvingError(Exception):
    """The prover itself could not do its work."""


class Runner:
    """Runs programs, each once, and remembers what came of them.

    It keeps one zygote per set of frameworks. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, limit: float = LIMIT_SECONDS) -> None:
        """``limit`` is the wall-clock time, in seconds, that one program may take."""
        self._limit = limit
        self._zygotes: dict[frozenset[str], _Zygote] = {}
        self._outcomes: dict[Program, Outcome] = {}

    def run(self, program: Program) -> Outcome:
        """Run ``program`` in an empty directory, or tell what it did when it was run before.

        Raises ProvingError where no process could be started for it.
        """
        if program not in self._outcomes:
            self._outcomes[program] = self._run(program)
        return self._outcomes[program]

    def close(self) -> None:
        """End the processes."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, program: Program) -> Outcome:
        if hasattr(os, "fork"):
            outcome = self._run_forked(program)
            if outcome is not None and not outcome.died:
                return outcome
        # A fork inherits locks and threads' debris; what dies in it gets a process of its own.
        return self._run_fresh(program)

    def _run_forked(self, program: Program) -> Outcome | None:
        frameworks = program.frameworks
        if frameworks not in self._zygotes:
            self._zygotes[frameworks] = _Zygote(frameworks)
        with _room(program) as room:
            reply = self._zygotes[frameworks].run(Request(room, self._limit))
            if reply is not None:
                return _read_outcome(Path(room), reply.status)
        self._zygotes.pop(frameworks).close()
        return None

    def _run_fresh(self, program: Program) -> Outcome:
        with _room(program) as room, tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                command("child", room),
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            status: int | None
            try:
                status = process.wait(self._limit)
            except subprocess.TimeoutExpired:
                status = None
            finally:
                _kill(process)
            outcome = _read_outcome(Path(room), status)
            if outcome is None and status is None:
                return Outcome(code=_death(status))
            if outcome is None:
                raise ProvingError(f"a child process did not start:\n{_text_of(output)}")
            return outcome


class _Zygote:
    """The runner's end of a zygote process."""

    def __init__(self, frameworks: frozenset[str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._process = subprocess.Popen(
            command("zygote", *sorted(frameworks)),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )

    def run(self, request: Request) -> Reply | None:
        """Have the request run in a fork; ``None`` if the zygote is dead."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(msgspec.json.encode(request) + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        line = self._process.stdout.readline()
        return msgspec.json.decode(line, type=Reply) if line else None

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _kill(self._process)
        self._process.stdout.close()
        self._errors.close()


def _room(program: Program) -> tempfile.TemporaryDirectory[str]:
    room = tempfile.TemporaryDirectory(prefix="fwlint-proof-", ignore_cleanup_errors=True)
    (Path(room.name) / "program.json").write_bytes(msgspec.json.encode(program))
    return room


def _read_outcome(room: Path, status: int | None) -> Outcome | None:
    """What the child left in its room; ``None`` if it died before the program began."""
    broken = room / "broken"
    if broken.exists():
        raise ProvingError(f"a program could not be run:\n{broken.read_text(encoding='utf-8')}")
    outcome = Outcome(
        _read_step(room, "setup", status),
        _read_step(room, "code", status),
        _read_step(room, "shows", status),
    )
    return outcome if outcome.steps else None


def _read_step(room: Path, part: Part, status: int | None) -> Step | None:
    if not (room / f"{part}.stderr").exists():
        return None
    told = room / f"{part}.json"
    if told.exists():
        step = msgspec.json.decode(told.read_bytes(), type=Step)
    else:
        step = _death(status)
    step.stdout = _read_output(room / f"{part}.stdout")
    step.stderr = _read_output(room / f"{part}.stderr")
    return step


def _death(status: int | None) -> Step:
    if status is None:
        return Step("timed out", "Timeout: it had not ended when its time was up")
    if status < 0:
        return Step("crashed", f"Crash: {signal.Signals(-status).name}")
    return Step("crashed", f"Crash: the process ended itself with status {status}")


def _read_output(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return file.read(_MOST_OUTPUT)


def _text_of(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read().decode("utf-8", "replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where it leads a session, what it has started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()
    process.wait()
