"""``--fix`` on programs put together from the bad examples of all checks."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fwlint.checks import Bad
from fwlint.config.settings import Config
from fwlint.registry import all_checks
from fwlint.run.fix import fix_paths
from fwlint.run.outcome import INTERNAL_ERROR

EXAMPLES = [
    example.code
    for check in all_checks()
    for example in check.examples
    if isinstance(example, Bad) and example.kind == "python"
]
AROUND = (
    "{code}",
    "def function(argument):\n{inner}    return argument\n",
    "class Holder:\n    value = 1\n\n    def method(self):\n{deeper}",
    "if condition:\n{inner}else:\n    pass  # nothing\n",
    "for item in items:\n{inner}",
    "with context() as name:\n{inner}\n",
    "def outer():\n    def inner():\n{deeper}    return inner\n",
)
BETWEEN = ("", "\n\n", "# a comment\n", "x = [1,\n     2]  # two\n", "'''text\n  more'''\n", "\f\n")


@st.composite
def programs(draw: st.DrawFn) -> str:
    parts = []
    for code in draw(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4)):
        code = code.strip("\n") + "\n"
        inner, deeper = textwrap.indent(code, "    "), textwrap.indent(code, "        ")
        around = draw(st.sampled_from(AROUND))
        parts.append(around.format(code=code, inner=inner, deeper=deeper))
        parts.append(draw(st.sampled_from(BETWEEN)))
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=programs(), unsafe=st.booleans())
def test_what_was_fixed_parses_and_stays(tmp_path: Path, text: str, unsafe: bool) -> None:
    assume(parses(text))
    file = tmp_path / "program.py"
    file.write_bytes(text.encode())
    config = Config(root=tmp_path, select=("ALL",), unsafe_fixes=unsafe, use_cache=False, jobs=1)
    first = fix_paths([file], config, write=True)
    fixed = file.read_bytes().decode()
    assert first.report.errors == []
    assert all(finding.code != INTERNAL_ERROR for finding in first.report.findings)
    assert parses(fixed)
    second = fix_paths([file], config, write=True)
    assert file.read_bytes().decode() == fixed
    assert (second.report.fixed, second.diffs) == ({}, [])
    assert second.report.findings == first.report.findings


def test_there_are_fixes_to_make(tmp_path: Path) -> None:
    """All examples at once, one after the other: most of the fixes go together."""
    codes = [code for code in EXAMPLES if parses(code)]
    file = tmp_path / "all.py"
    file.write_text("\n".join(codes))
    config = Config(root=tmp_path, select=("ALL",), unsafe_fixes=True, use_cache=False, jobs=1)
    outcome = fix_paths([file], config, write=True)
    assert outcome.report.errors == []
    assert parses(file.read_text())
    (counts,) = outcome.report.fixed.values()
    assert len(counts) > 10
