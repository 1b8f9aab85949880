from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator

import pytest

from fwlint.proving.program import Outcome, Program, Step
from fwlint.proving.runner import Runner


@pytest.fixture(scope="module")
def hasty() -> Iterator[Runner]:
    with Runner(limit=1.0) as runner:
        yield runner


def code_of(outcome: Outcome) -> Step:
    assert outcome.code is not None
    return outcome.code


def run_code(runner: Runner, source: str) -> Step:
    return code_of(runner.run(Program(textwrap.dedent(source))))


def test_parts_share_their_names_and_are_told_apart(runner: Runner) -> None:
    outcome = runner.run(Program("b = a + 1\nprint(b)", setup="a = 1", shows="assert b == 3"))
    assert outcome.setup is not None and outcome.shows is not None
    assert (outcome.setup.ended, code_of(outcome).ended) == ("passed", "passed")
    assert code_of(outcome).stdout == "2\n"
    assert outcome.shows.failed_assertion
    assert outcome.shows.where == "shows line 1: assert b == 3"


def test_nothing_runs_after_a_setup_that_fails(runner: Runner) -> None:
    outcome = runner.run(Program("pass", setup="1 / 0", shows="pass"))
    assert outcome.code is None and outcome.shows is None
    assert outcome.setup is not None
    assert outcome.setup.error == "ZeroDivisionError: division by zero"


def test_an_error_is_told_with_its_notes_and_causes(runner: Runner) -> None:
    step = run_code(
        runner,
        """
        try:
            try:
                {}["lost"]
            except KeyError as error:
                raise ValueError("no such key") from error
        except ValueError as error:
            error.__notes__ = ["look again"]
            raise
        """,
    )
    first, *others = step.error.splitlines()
    assert ("look again" in others) == (sys.version_info >= (3, 11))
    assert first == "ValueError: no such key"
    assert others[-1] == "caused by KeyError: 'lost'"


def test_the_name_of_an_error_is_written_as_in_a_traceback(runner: Runner) -> None:
    error = run_code(runner, "import json; json.loads('{')").error
    assert error.startswith("json.decoder.JSONDecodeError: Expecting")


def test_leaving_the_program_is_an_error_like_any_other(runner: Runner) -> None:
    assert run_code(runner, "raise SystemExit('enough')").error == "SystemExit: enough"


def test_code_that_does_not_compile_raises(runner: Runner) -> None:
    assert "SyntaxError: " in run_code(runner, "def (:").error


def test_every_warning_is_told_even_when_repeated(runner: Runner) -> None:
    step = run_code(
        runner,
        """
        import warnings
        for _ in range(2):
            warnings.warn("old", DeprecationWarning)
        """,
    )
    assert step.warnings == ["DeprecationWarning: old"] * 2
    assert step.warned("Deprecation.*old") == "DeprecationWarning: old"


def test_what_setup_warns_is_not_held_against_the_code(runner: Runner) -> None:
    outcome = runner.run(Program("pass", setup="import warnings; warnings.warn('old')"))
    assert code_of(outcome).warnings == []


def test_logging_and_writes_below_python_are_heard(runner: Runner) -> None:
    step = run_code(
        runner,
        """
        import ctypes, logging, os
        logging.getLogger("any").warning("logged %d", 1)
        os.write(2, b"written below\\n")
        ctypes.CDLL(None).puts(b"printed by C")
        """,
    )
    assert step.stderr == "logged 1\nwritten below\n"
    assert step.stdout == "printed by C\n"
    assert step.warned("below$") == "written below"
    assert step.warned("printed") is None


def test_a_program_runs_in_an_empty_directory_with_a_home_of_its_own(runner: Runner) -> None:
    source = """
        import os, pathlib, tempfile
        assert os.listdir() == []
        assert pathlib.Path.home() != pathlib.Path({home!r})
        assert pathlib.Path(tempfile.gettempdir()).parent == pathlib.Path.home().parent
        open("left behind", "w").close()
        """
    assert run_code(runner, source.format(home=os.environ["HOME"])).passed
    assert run_code(runner, "import os; assert os.listdir() == []").passed


def test_a_module_written_by_setup_can_be_imported(runner: Runner) -> None:
    setup = "open('local_layer.py', 'w').write('SIZE = 3')"
    assert code_of(runner.run(Program("import local_layer", setup=setup))).passed


def test_classes_of_a_program_pickle_and_show_their_source(runner: Runner) -> None:
    step = run_code(
        runner,
        """
        import inspect, pickle
        class Thing:
            size = 3
        assert pickle.loads(pickle.dumps(Thing())).size == 3
        assert "size = 3" in inspect.getsource(Thing)
        assert __name__ == "__main__"
        """,
    )
    assert step.passed, step.error


def test_the_network_is_out_of_reach_but_this_machine_is_not(runner: Runner) -> None:
    away = run_code(runner, "import socket; socket.create_connection(('example.org', 80))")
    assert away.error == (
        "OSError: examples run without a network, but this one asks for example.org"
    )
    here = """
        import socket
        server = socket.create_server(("127.0.0.1", 0))
        socket.create_connection(server.getsockname()).close()
        """
    assert run_code(runner, here).passed


def test_a_crash_is_told_with_what_went_before(runner: Runner) -> None:
    outcome = runner.run(
        Program("import os; os.write(2, b'fatal'); os.abort()", setup="1", shows="1")
    )
    assert outcome.setup is not None and outcome.setup.passed
    assert (code_of(outcome).ended, code_of(outcome).error) == ("crashed", "Crash: SIGABRT")
    assert code_of(outcome).stderr == "fatal"
    assert outcome.shows is None


def test_a_process_that_ends_itself_has_crashed(runner: Runner) -> None:
    step = run_code(runner, "import os; os._exit(3)")
    assert step.error == "Crash: the process ended itself with status 3"


def test_what_takes_too_long_is_ended_and_others_still_run(hasty: Runner) -> None:
    assert run_code(hasty, "import signal; signal.pause()").ended == "timed out"
    assert run_code(hasty, "pass").passed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are not forked here")
def test_what_dies_in_a_fork_is_run_once_more_in_a_fresh_process(runner: Runner) -> None:
    source = """
        import os, sys
        if "fwlint.proving.zygote" in sys.modules:
            os.abort()
        """
    step = run_code(runner, source)
    assert step.passed, step.error


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are not forked here")
def test_a_program_that_kills_the_zygote_hurts_only_itself(runner: Runner) -> None:
    source = """
        import os, signal, sys
        if "fwlint.proving.zygote" in sys.modules:
            os.kill(os.getppid(), signal.SIGKILL)
            os._exit(0)
        """
    assert run_code(runner, source).passed
    assert run_code(runner, "'the next one'").passed


def test_a_program_is_run_only_once(runner: Runner) -> None:
    program = Program("import time; print(time.time_ns())")
    assert runner.run(program) is runner.run(Program(program.code))


@pytest.mark.parametrize(
    ("source", "frameworks"),
    [
        ("import torch.nn as nn", {"torch"}),
        ("from tensorflow import keras", {"tensorflow"}),
        ("import keras", {"tensorflow"}),
        ("    import torch\nimport keras", {"torch", "tensorflow"}),
        ("import torchvision", set()),
        ("import os\nos.environ['KERAS_BACKEND'] = 'torch'\nimport keras", set()),
    ],
)
def test_frameworks_that_may_be_imported_beforehand(source: str, frameworks: set[str]) -> None:
    assert Program(source).frameworks == frameworks
