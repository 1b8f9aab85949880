"""The table of TensorFlow 1 names: every row is measured again on the installed package."""

from __future__ import annotations

from fwlint_checks.tensorflow1._names import names

from fwlint.proving.program import Program
from fwlint.proving.runner import Runner

_RESOLVE = """
import tensorflow as tf

MISSING = object()

def resolve(thing, dotted):
    for part in dotted.split("."):
        try:
            thing = getattr(thing, part)
        except (AttributeError, ImportError):
            return MISSING
    return thing

def listing(thing):
    try:
        return dir(thing)
    except ImportError:
        return []
"""


def assert_passes(runner: Runner, code: str) -> None:
    outcome = runner.run(Program(code, setup=_RESOLVE))
    assert outcome.code is not None
    assert outcome.code.passed, outcome.code.error


def test_renamed_names_are_missing_and_mean_what_the_new_ones_do(runner: Runner) -> None:
    assert names().renamed["log"] == "math.log"
    assert_passes(
        runner,
        f"""
for old, new in {names().renamed!r}.items():
    assert resolve(tf, old) is MISSING, old
    before, now = resolve(tf.compat.v1, old), resolve(tf, new)
    assert now is not MISSING, new
    assert before is now or isinstance(now, str) and before == now, (old, new)
""",
    )


def test_removed_names_are_missing_and_live_on_in_compat_v1(runner: Runner) -> None:
    assert {"Session", "placeholder", "train.AdamOptimizer"} <= names().removed
    assert_passes(
        runner,
        f"""
for name in {sorted(names().removed)!r}:
    assert resolve(tf, name) is MISSING, name
    assert resolve(tf.compat.v1, name) is not MISSING, name
""",
    )


def test_missing_modules_can_be_imported_from_compat_v1_where_the_row_says_so(
    runner: Runner,
) -> None:
    assert names().modules["flags"] and not names().modules["layers"]
    assert_passes(
        runner,
        f"""
for name, lives_on in {names().modules!r}.items():
    assert resolve(tf, name) is MISSING, name
    module = resolve(tf.compat.v1, name)
    assert module is not MISSING, name
    assert bool(listing(module)) == lives_on, name
""",
    )


def test_a_name_lies_in_the_module_that_is_missing() -> None:
    assert names().module_of("app.flags.DEFINE_string") == "app"
    assert names().module_of("nn.rnn_cell.LSTMCell") == "nn.rnn_cell"
    assert names().module_of("nn.relu") is None
