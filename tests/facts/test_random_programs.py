"""Whatever Python accepts is lowered, with ranges that nest, and is the same after a round trip."""

from __future__ import annotations

from pathlib import Path

import libcst
import msgspec
from hypothesis import HealthCheck, given, settings
from random_programs import expressions, real_programs
from range_lists import facts_ranges, libcst_ranges, walk

from fwlint.facts import nodes as n
from fwlint.facts.facts import Facts
from fwlint.facts.lower import lower
from fwlint.project.module import Module
from fwlint.project.project import Project

_SLOW_INPUT = [HealthCheck.too_slow, HealthCheck.data_too_large]


def assert_nested(facts: Facts, text: str) -> None:
    for node, parent in walk(facts.body):
        assert 0 <= node.start <= node.end <= len(text)
        assert parent.start <= node.start and node.end <= parent.end, (node, parent)


def analyse(facts: Facts, text: str) -> None:
    """Ask for the value of everything."""
    project = Project([], Path("/nowhere"), lambda project, path: None)
    module = Module(project, Path("/nowhere/program.py"), "program", False, text, facts)
    for reference in facts.references:
        module.value(reference)
    for call in facts.calls:
        module.value(call)
        module.callees(call)
        module.guarded(call.start)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=_SLOW_INPUT)
@given(expressions)
def test_random_expressions_have_libcsts_ranges(source: str) -> None:
    text = f"async def f():\n  x = ({source})\n  x -= {source}\n"
    facts = lower(text)
    ours, theirs = facts_ranges(facts), libcst_ranges(text)
    assert (ours - theirs, theirs - ours) == ({}, {})
    assert_nested(facts, text)
    analyse(facts, text)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=_SLOW_INPUT)
@given(real_programs())
def test_statements_of_real_files_in_any_order(text: str) -> None:
    libcst.parse_module(text)
    facts = lower(text)
    assert_nested(facts, text)
    analyse(facts, text)
    encoded = msgspec.msgpack.encode(facts)
    assert msgspec.msgpack.decode(encoded, type=Facts).body == facts.body


def test_every_construct_survives_a_round_trip() -> None:
    text = Path(__file__).with_name("every_construct.txt").read_text(encoding="utf-8")
    facts = lower(text)
    kinds = {type(node) for node, _ in walk(facts.body)}
    assert kinds >= {*n.Expr.__args__, *n.Stmt.__args__}
    decoded = msgspec.msgpack.decode(msgspec.msgpack.encode(facts.body), type=list[n.Stmt])
    assert decoded == facts.body
    assert_nested(facts, text)
