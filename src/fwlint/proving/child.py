"""The process in which one program runs: it writes down, part by part, what happened.

In the program's *room* (a directory) lie ``program.json``, the source of each part, the empty
directory ``work`` in which it runs, and afterwards for each part ``<part>.stdout``,
``<part>.stderr`` and, unless the process died in it, ``<part>.json``. ``broken`` holds the
traceback of an error of our own.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from types import CodeType, ModuleType

import msgspec

from fwlint.proving.program import Part, Program, Step

_LOCAL_HOSTS = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"}


def main() -> None:
    """Run the program of the room named on the command line, in this process."""
    play(Path(sys.argv[1]))


def play(room: Path) -> None:
    """Run the program in ``room``; the process is of no other use afterwards."""
    try:
        _play(room)
    except Exception:
        (room / "broken").write_text(traceback.format_exc(), encoding="utf-8")


def _play(room: Path) -> None:
    program = msgspec.json.decode((room / "program.json").read_bytes(), type=Program)
    _move_into(room)
    said: list[str] = []
    _record_warnings(said)
    names = _main_module(room)
    for part, source in program.parts():
        said.clear()
        _redirect(room, part)
        step = _perform(room / f"{part}.py", source, names)
        step.warnings = list(said)
        (room / f"{part}.json").write_bytes(msgspec.json.encode(step))
        if part == "setup" and not step.passed:
            return


def _move_into(room: Path) -> None:
    work = room / "work"
    for directory, variable in ((room / "home", "HOME"), (room / "temporary", "TMPDIR")):
        directory.mkdir()
        os.environ[variable] = str(directory)
    tempfile.tempdir = None  # it may have been chosen before TMPDIR was set
    work.mkdir()
    os.chdir(work)
    sys.path.insert(0, str(work))
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    host: object
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host not in _LOCAL_HOSTS and host != socket.gethostname():
        raise OSError(f"examples run without a network, but this one asks for {host}")


def _record_warnings(said: list[str]) -> None:
    def record(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        said.append(f"{category.__name__}: {message}")

    warnings.showwarning = record
    warnings.simplefilter("always")


def _main_module(room: Path) -> dict[str, object]:
    """The names of a new ``__main__``, so that classes pickle and source can be inspected."""
    main_module = ModuleType("__main__")
    main_module.__file__ = str(room / "code.py")
    sys.modules["__main__"] = main_module
    sys.argv = [str(room / "code.py")]
    return vars(main_module)


def _redirect(room: Path, part: Part) -> None:
    """Send the file descriptors, which C++ code writes to as well, to the part's own files."""
    _flush()
    for descriptor, stream in ((1, "stdout"), (2, "stderr")):
        file = os.open(room / f"{part}.{stream}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, descriptor)
        os.close(file)


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)


def _perform(path: Path, source: str, names: dict[str, object]) -> Step:
    path.write_text(source, encoding="utf-8")
    step = Step("passed")
    begin = time.process_time()
    try:
        # torch.jit.script and tf.function read the source, so it must be compiled from a file
        code: CodeType = compile(source, str(path), "exec", dont_inherit=True)
        exec(code, names)
    except BaseException as error:  # SystemExit is an outcome like any other
        step = Step("raised", _describe(error), _line_that_raised(error, path))
    step.seconds = time.process_time() - begin
    _flush()
    return step


def _describe(error: BaseException) -> str:
    """The exception as a traceback ends, then those it came from."""
    texts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        texts.append("".join(traceback.format_exception_only(current)).rstrip("\n"))
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\ncaused by ".join(texts)


def _line_that_raised(error: BaseException, path: Path) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == str(path)]
    return f"{path.stem} line {own[-1].lineno}: {own[-1].line}" if own else ""
