"""What becomes of torch.autograd.Variable."""

from __future__ import annotations

import pytest
from fixing import fixed

IMPORTS = "import torch\nfrom torch.autograd import Variable\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Variable(x)", "x.detach()"),
        ("Variable(data=x)", "x.detach()"),
        ("Variable(x + y)", "(x + y).detach()"),
        ("Variable(x[0], False)", "x[0].detach()"),
        ("Variable(x, requires_grad=True)", "x.detach().requires_grad_()"),
        ("Variable(x, requires_grad=learn)", "x.detach().requires_grad_(learn)"),
        ("Variable(torch.zeros(2))", "torch.zeros(2)"),
        ("Variable(torch.zeros(2), True)", "torch.zeros(2).requires_grad_()"),
        (
            "Variable(torch.zeros(2, requires_grad=True))",
            "torch.zeros(2, requires_grad=True).detach()",
        ),
    ],
)
def test_it_becomes_what_it_does_and_the_import_goes(old: str, new: str) -> None:
    assert fixed("FWI210", f"{IMPORTS}y = {old}\n") == f"import torch\ny = {new}\n"


@pytest.mark.parametrize(
    "call", ["Variable(x, volatile=True)", "Variable(*x)", "Variable()", "Variable(x, shape=2)"]
)
def test_what_has_no_exact_counterpart_stays(call: str) -> None:
    program = f"{IMPORTS}y = {call}\n"
    assert fixed("FWI210", program, unsafe=True) == program


def test_the_import_stays_where_the_name_is_still_used() -> None:
    program = f"{IMPORTS}y = Variable(x)\nassert isinstance(y, Variable)\n"
    expected = f"{IMPORTS}y = x.detach()\nassert isinstance(y, Variable)\n"
    assert fixed("FWI210", program) == expected


def test_the_import_of_a_package_s_init_stays() -> None:
    program = f"{IMPORTS}y = Variable(x)\n"
    assert fixed("FWI210", program, "__init__.py") == f"{IMPORTS}y = x.detach()\n"
