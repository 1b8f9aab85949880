"""Which argument of a call a parameter gets."""

from __future__ import annotations

import pytest
from programs import lone_module

from fwlint.sites import BoundArgument, CallSite


def site(program: str) -> CallSite:
    """The site of the last call of a program that begins with imports."""
    module = lone_module(f"import torch\n{program}")
    call = max(module.facts.calls, key=lambda call: call.end)
    (name, *_) = module.callees(call)
    return CallSite(module, call, name)


def outline(argument: BoundArgument) -> str:
    return argument.source if argument.given else argument.state


class TestArgument:
    """``torch.save(obj, f, pickle_module, pickle_protocol, …)``"""

    @pytest.mark.parametrize(
        ("arguments", "given"),
        [
            ("a, b", "b"),
            ("a, f=b", "b"),
            ("f=b, obj=a", "b"),
            ("a", "absent"),
            ("", "absent"),
            ("*a", "unknown"),
            ("a, *b", "unknown"),
            ("a, b, *c", "b"),
            ("*a, b", "unknown"),
            ("*a, f=b", "b"),
            ("a, **b", "unknown"),
            ("a, b, **c", "b"),
            ("a, **{'f': b}", "b"),
            ("a, **{'x': b}", "absent"),
            ("a, **{'x': b, **c}", "unknown"),
            ("a, **{x: b}", "unknown"),
            ("a, **dict(f=b)", "unknown"),
        ],
    )
    def test_by_name(self, arguments: str, given: str) -> None:
        assert outline(site(f"torch.save({arguments})").argument("f")) == given

    def test_a_dict_by_name_may_have_changed(self) -> None:
        assert (
            site("k = {'f': b}\nk.update(c)\ntorch.save(a, **k)").argument("f").state == "unknown"
        )

    @pytest.mark.parametrize(
        ("arguments", "given"),
        [("a, b", "b"), ("a", "absent"), ("*a, b", "unknown"), ("x=1, *a", "unknown")],
    )
    def test_of_what_the_tables_do_not_have(self, arguments: str, given: str) -> None:
        assert outline(site(f"torch.no_such_thing({arguments})").argument("y", 1)) == given
        assert outline(site(f"torch.no_such_thing({arguments})").positional(1)) == given

    def test_keywords_take_no_position(self) -> None:
        assert outline(site("torch.save(f=a, *b)").positional(0)) == "unknown"
        assert outline(site("torch.save(f=a)").positional(0)) == "absent"
        assert outline(site("torch.save(b, f=a)").positional(0)) == "b"

    def test_methods_do_not_count_self(self) -> None:
        program = "m: torch.nn.Module\ntorch.nn.Linear(1, 1).load_state_dict(a, False)"
        found = site(program)
        assert found.receiver is not None
        assert outline(found.argument("strict")) == "False"

    def test_typed_values(self) -> None:
        found = site("torch.save(1, 'a.pt', True, None, f'{x}.pt')")
        values = [found.positional(index) for index in range(5)]
        assert [value.int for value in values] == [1, None, None, None, None]
        assert [value.str for value in values] == [None, "a.pt", None, None, None]
        assert [value.bool for value in values] == [None, None, True, None, None]
        assert [value.is_none for value in values] == [False, False, False, True, False]
        assert [value.suffix for value in values] == [None, "a.pt", None, None, ".pt"]
