"""A process that has imported the frameworks once and forks a child for every program.

It reads one request per line from standard input and answers each with one line. It imports
and does nothing else: TensorFlow's and torch's thread pools start with the first operation,
and would not survive the fork.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec
from msgspec import Struct

from fwlint.proving.child import play

_POLL_SECONDS = 0.01

# What examples import sooner or later, and what exporting imports on its first call.
# Not onnxruntime: it starts a thread when imported.
_MODULES = {
    "torch": (
        "torch",
        "torch.export._trace",
        "torch._functorch.aot_autograd",
        "torch.onnx._internal.exporter._core",
        "onnx",
        "onnxscript.function_libs.torch_lib.ops",
    ),
    "tensorflow": ("tensorflow", "keras"),
}


class Request(Struct):
    """Run the program in ``room``, at most ``limit`` seconds of wall-clock time."""

    room: str
    limit: float


class Reply(Struct):
    """The child's exit status (minus the signal that killed it), or ``None`` at the limit."""

    status: int | None


def main() -> None:
    """Import the frameworks named on the command line, then serve until input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the frameworks print must not look like a reply
    for framework in sys.argv[1:]:
        for module in _MODULES[framework]:
            with suppress(ImportError):  # not installed: the program that needs it will say so
                importlib.import_module(module)
    gc.freeze()
    for line in sys.stdin.buffer:
        request = msgspec.json.decode(line, type=Request)
        replies.write(msgspec.json.encode(_fork(request, replies)) + b"\n")
        replies.flush()


def _fork(request: Request, replies: BinaryIO) -> Reply:
    pid = os.fork()
    if pid == 0:
        _be_child(request, replies)
    reply = _wait(pid, request.limit)
    _kill_group(pid)  # what the program has started and left behind
    return reply


def _be_child(request: Request, replies: BinaryIO) -> NoReturn:
    try:
        replies.close()
        os.setsid()
        signal.alarm(int(request.limit) + 10)  # should the zygote be killed, nobody else would
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        play(Path(request.room))
    finally:
        os._exit(0)  # without the exit handlers that the zygote's imports registered


def _wait(pid: int, limit: float) -> Reply:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return Reply(os.waitstatus_to_exitcode(status))
        time.sleep(_POLL_SECONDS)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return Reply(None)


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
