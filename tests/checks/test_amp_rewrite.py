"""Which uses of torch.cuda.amp become uses of torch.amp, and which are left alone."""

from __future__ import annotations

import pytest
from fixing import fixed


def rewritten(program: str, *, unsafe: bool = False) -> str:
    return fixed("FWA301", program, unsafe=unsafe)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("torch.cuda.amp.autocast()", 'torch.amp.autocast("cuda")'),
        ("torch.cpu.amp.autocast()", 'torch.amp.autocast("cpu")'),
        ("torch.cuda.amp.autocast_mode.autocast()", 'torch.amp.autocast("cuda")'),
        ("torch.cuda.amp.autocast(on)", 'torch.amp.autocast("cuda", enabled=on)'),
        (
            "torch.cuda.amp.autocast(on, torch.half, False)",
            'torch.amp.autocast("cuda", enabled=on, dtype=torch.half, cache_enabled=False)',
        ),
        ("torch.cuda.amp.autocast(**options)", 'torch.amp.autocast("cuda", **options)'),
        ("torch.cuda.amp.GradScaler(2.0)", 'torch.amp.GradScaler("cuda", 2.0)'),
        ("torch.cuda.amp.GradScaler(*options)", 'torch.amp.GradScaler("cuda", *options)'),
        ("isinstance(x, torch.cuda.amp.GradScaler)", "isinstance(x, torch.amp.GradScaler)"),
        ("torch.cuda.amp.custom_bwd(f)", 'torch.amp.custom_bwd(f, device_type="cuda")'),
    ],
)
def test_a_dotted_use_is_rewritten_in_place(old: str, new: str) -> None:
    assert rewritten(f"import torch\n\n{old}\n") == f"import torch\n\n{new}\n"


@pytest.mark.parametrize(
    "use",
    [
        "torch.cuda.amp.autocast(*options)",  # enabled and dtype have changed places
        "torch.cuda.amp.autocast(device_type='cuda')",  # raises
        "torch.cuda.amp.autocast(1, 2, 3, 4)",  # raises
        "region = torch.cuda.amp.autocast",  # who knows how it is called
        "class Scaler(torch.cuda.amp.GradScaler): pass",  # who knows what __init__ passes on
        "f'{torch.cuda.amp.autocast()}'",
    ],
)
def test_a_use_that_cannot_be_rewritten_exactly_is_left_alone(use: str) -> None:
    program = f"import torch\n\n{use}\n"
    assert rewritten(program, unsafe=True) == program


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from torch.cuda.amp import autocast", "from torch.amp import autocast"),
        ("from torch.cuda.amp.autocast_mode import autocast", "from torch.amp import autocast"),
        (
            "from torch.cuda.amp import autocast as region",
            "from torch.amp import autocast as region",
        ),
    ],
)
def test_an_imported_name_is_rewritten_with_all_its_uses(old: str, new: str) -> None:
    name = old.split()[-1]
    before = f"{old}\n\n@{name}(False)\ndef f():\n    {name}()\n"
    after = f'{new}\n\n@{name}("cuda", enabled=False)\ndef f():\n    {name}("cuda")\n'
    assert rewritten(before) == after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from torch.cuda import amp", "from torch import amp"),
        ("import torch.cuda.amp as amp", "import torch.amp as amp"),
    ],
)
def test_an_imported_package_is_rewritten_with_all_its_uses(old: str, new: str) -> None:
    before = f"{old}\nscaler: amp.GradScaler = amp.GradScaler()\namp.autocast(False)\n"
    after = (
        f'{new}\nscaler: amp.GradScaler = amp.GradScaler("cuda")\n'
        'amp.autocast("cuda", enabled=False)\n'
    )
    assert rewritten(before) == after


@pytest.mark.parametrize(
    "rest",
    [
        "",  # perhaps another module imports it from here
        "autocast()\nregions = [autocast]",
        "autocast()\nautocast(*options)",
        "autocast()\n__all__ = ['autocast']",
        "autocast()\nif flag:\n    autocast = None\nautocast()",
    ],
)
def test_an_import_stays_unless_every_use_can_be_rewritten(rest: str) -> None:
    program = f"from torch.cuda.amp import autocast\n{rest}\n"
    assert rewritten(program, unsafe=True) == program


def test_an_import_stays_with_a_name_that_torch_amp_does_not_have() -> None:
    program = "from torch.cuda.amp import autocast, common\nautocast()\ncommon.x()\n"
    assert rewritten(program, unsafe=True) == program


def test_an_import_of_a_package_s_init_stays() -> None:
    program = "from torch.cuda.amp import autocast\nautocast()\n"
    assert fixed("FWA301", program, "__init__.py", unsafe=True) == program


@pytest.mark.parametrize(
    ("arguments", "is_safe"),
    [("", False), ("enabled=True", False), ("False", True), ("dtype=torch.half", True)],
)
def test_an_open_dtype_is_unsafe_in_a_file_with_bfloat16(arguments: str, is_safe: bool) -> None:
    program = f"import torch\nlow = torch.bfloat16\ntorch.cuda.amp.autocast({arguments})\n"
    assert (rewritten(program) != program) == is_safe
    assert rewritten(program, unsafe=True) != program
