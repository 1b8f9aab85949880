"""What code has done with an object between its creation and a use of it."""

from __future__ import annotations

import textwrap

import pytest
from modules import argument_of, module_of

from fwlint.project.history import History, history


def life(code: str) -> History | None:
    """The history of what is passed to the last ``use(...)``."""
    module = module_of("import torch\n" + textwrap.dedent(code))
    return history(module, argument_of(module, "use"))


def told(code: str) -> list[tuple[str, str, bool]] | None:
    found = life(code)
    return None if found is None else [(u.kind, u.name, u.sure) for u in found.uses]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("m = torch.nn.ReLU()\nuse(m)", []),
        ("use(torch.nn.ReLU())", []),
        ("m = torch.nn.ReLU()\nm.eval()\nuse(m)", [("method", "eval", True)]),
        ("m = torch.nn.ReLU().eval()\nuse(m)", [("method", "eval", True)]),
        ("m = torch.nn.ReLU()\nuse(m.train())", [("method", "train", True)]),
        (
            "m = torch.nn.ReLU()\nm = m.to(d)\nm.cpu().eval()\nuse(m)",
            [("method", "to", True), ("method", "cpu", True), ("method", "eval", True)],
        ),
        ("m = torch.nn.ReLU()\nm(x)\nuse(m)", [("call", "", True)]),
        ("m = torch.nn.ReLU()\nprint(m)\nuse(m)", [("argument", "builtins.print", True)]),
        ("m = torch.nn.ReLU()\nfit(model=m)\nuse(m)", [("argument", "", True)]),
        ("m = torch.nn.ReLU()\nm.inplace = True\nuse(m)", [("store", "inplace", True)]),
        ("m = torch.nn.ReLU()\nassert m.training\nuse(m)", [("read", "training", True)]),
        ("m = torch.nn.ReLU()\nm.part.eval()\nuse(m)", [("read", "part", True)]),
        ("m = torch.nn.ReLU()\nother = m\nuse(m)", [("other", "", True)]),
        (
            "m = torch.nn.ReLU()\nother = m.eval()\nuse(m)",
            [("method", "eval", True), ("other", "", True)],
        ),
        ("m = torch.nn.ReLU()\nall = [m]\nuse(m)", [("other", "", True)]),
    ],
)
def test_uses_are_told_in_order(code: str, expected: list[tuple[str, str, bool]]) -> None:
    assert told(code) == expected


@pytest.mark.parametrize(
    ("code", "sure"),
    [
        ("m = torch.nn.ReLU()\nif a:\n    m.eval()\nuse(m)", False),
        ("m = torch.nn.ReLU()\nfor a in b:\n    m.eval()\nuse(m)", False),
        ("m = torch.nn.ReLU()\na and m.eval()\nuse(m)", False),
        ("m = torch.nn.ReLU()\nm.eval() if a else None\nuse(m)", False),
        ("m = torch.nn.ReLU()\nif a:\n    m.eval()\n    use(m)", True),
        ("m = torch.nn.ReLU()\nm.eval()\nif a:\n    use(m)", True),
        ("m = torch.nn.ReLU()\nm.eval()\nwith a:\n    use(m)", True),
    ],
)
def test_what_may_not_have_happened_is_not_sure(code: str, sure: bool) -> None:
    uses = told(code)
    assert uses and uses[0] == ("method", "eval", sure)


@pytest.mark.parametrize(
    "code",
    [
        "m = torch.nn.ReLU()\ndef f():\n    m.eval()\nf()\nuse(m)",
        "m = torch.nn.ReLU()\nf = lambda: m.eval()\nf()\nuse(m)",
        "def f():\n    m.eval()\nm = torch.nn.ReLU()\nf()\nuse(m)",
        "def g():\n    m = torch.nn.ReLU()\n    class A:\n        n = m\n    use(m)",
    ],
)
def test_what_others_may_do_at_any_time_is_told(code: str) -> None:
    assert told(code) == [("captured", "m", False)]


def test_a_function_with_a_name_of_its_own_does_not_count() -> None:
    assert told("def f(m):\n    m.eval()\nm = torch.nn.ReLU()\nuse(m)") == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(m):\n    use(m)",
        "m = load()\nuse(m)",
        "m = torch.nn.ReLU()\ndef f():\n    use(m)",
        "if a:\n    m = torch.nn.ReLU()\nelse:\n    m = torch.nn.GELU()\nuse(m)",
        "def make():\n    m = torch.nn.ReLU()\n    return m.eval()\nuse(make())",
        "def f():\n    global m\n    m = torch.nn.ReLU()\n    use(m)",
        "m, k = torch.nn.ReLU(), 1\nfor m in k:\n    use(m)",
    ],
)
def test_an_object_from_elsewhere_has_no_history(code: str) -> None:
    assert told(code) is None


def test_the_creation_is_the_call_of_the_class() -> None:
    code = "m = torch.nn.ReLU(True).eval()\nuse(m)"
    found = life(code)
    assert found is not None
    start = len("import torch\n") + code.index("torch")
    assert (found.creation.start, found.creation.end) == (start, start + len("torch.nn.ReLU(True)"))
