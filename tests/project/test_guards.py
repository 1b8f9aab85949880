"""Code that knows that what it uses may not exist."""

from __future__ import annotations

import pytest
from programs import lone_module


def is_guarded(program: str) -> bool:
    module = lone_module(program)
    return module.guarded(module.text.index("torch.new"))


@pytest.mark.parametrize(
    "program",
    [
        "try:\n    torch.new()\nexcept ImportError: pass",
        "try:\n    torch.new()\nexcept (ValueError, AttributeError): pass",
        "try:\n    torch.new()\nexcept Exception: pass",
        "try:\n    torch.new()\nexcept: pass",
        "try: pass\nexcept ImportError:\n    torch.new()",
        "if torch.__version__ >= '2.0': torch.new()",
        "if torch.__version__ >= '2.0': pass\nelse: torch.new()",
        "if a: pass\nelif version.parse(x) < y: torch.new()",
        "if TORCH_VERSION > (2,): torch.new()",
        "if hasattr(torch, 'new'):\n    for x in y:\n        torch.new()",
        "if 1 < torch_version[0]: torch.new()",
        "if LooseVersion(x) < y: torch.new()",
        "if sys.version_info >= (3, 12): torch.new()",
        "if HAS_NEW:\n    def f():\n        torch.new()",
        "if _HAVE_NEW: torch.new()",
        "if is_new_available(): torch.new()",
        "if _NEW_AVAILABLE: torch.new()",
        "if TYPE_CHECKING: torch.new()",
        "with pytest.raises(AttributeError): torch.new()",
        "with self.assertRaises(AttributeError): torch.new()",
        "with a, contextlib.suppress(AttributeError): torch.new()",
        "def f():\n    if not hasattr(torch, 'new'):\n        return\n    torch.new()",
        "for x in y:\n    if torch.__version__ < '2':\n        continue\n    torch.new()",
        "if version < 2: raise E\ntorch.new()",
        "if version < 2: pytest.skip('old')\ntorch.new()",
        "assert hasattr(torch, 'new')\ntorch.new()",
        "x = torch.new() if hasattr(torch, 'new') else None",
        "x = hasattr(torch, 'new') and torch.new()",
        "if hasattr(torch, 'new') and torch.new(): pass",
    ],
)
def test_guarded(program: str) -> None:
    assert is_guarded(program)


@pytest.mark.parametrize(
    "program",
    [
        "torch.new()",
        "try:\n    torch.new()\nexcept ValueError: pass",
        "try:\n    torch.new()\nexcept MyException: pass",
        "try:\n    torch.new()\nfinally: pass",
        "try: pass\nexcept ImportError: pass\ntorch.new()",
        "if torch.cuda.is_available(): torch.new()",
        "if torch.backends.mps.is_available(): torch.new()",
        "if self.has_bias: torch.new()",
        "if args.conversion: torch.new()",
        "if opset_version > 10: torch.new()",
        "if args.version:\n    exit()\ntorch.new()",
        "if hasattr(torch, 'new'): pass\ntorch.new()",
        "def f():\n    if version < 2: return\ntorch.new()",
        "if x: return_\ntorch.new()",
        "with open(x): torch.new()",
        "torch.new(opset_version=11)",
        "print(torch.__version__)\ntorch.new()",
        "if a:\n    if hasattr(x, 'y'): return_\ntorch.new()",
    ],
)
def test_not_guarded(program: str) -> None:
    assert not is_guarded(program)
