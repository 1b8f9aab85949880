"""Under which names the call of an object is heard."""

from __future__ import annotations

import pytest
from programs import lone_module


@pytest.mark.parametrize(
    ("program", "names"),
    [
        ("torch.nn.Softmax(dim=1)(x)", "torch.nn.Softmax.__call__ torch.nn.Module.__call__"),
        ("softmax = torch.nn.Softmax()\nsoftmax(x)", "torch.nn.Softmax.__call__"),
        (
            "class Mine(torch.nn.Softmax): pass\nMine()(x)",
            "program.Mine.__call__ torch.nn.Softmax.__call__",
        ),
        ("unknown(x)", ""),
        ("unknown()(x)", ""),
    ],
)
def test_a_called_object_is_heard_as_its_class(program: str, names: str) -> None:
    module = lone_module(f"import torch\n{program}\n")
    call = max(module.facts.calls, key=lambda call: call.end)
    heard = module.callees(call)
    assert set(names.split()) <= set(heard)
    assert bool(heard) == bool(names)
