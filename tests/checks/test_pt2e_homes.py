"""The table of PT2E quantization's new homes, against the packages that are installed."""

from __future__ import annotations

import pytest
from fwlint_checks.precision._pt2e_homes import NEW_HOMES

from fwlint.proving.program import Program
from fwlint.proving.runner import Runner

_FIND = """
import importlib

def exists(dotted):
    try:
        importlib.import_module(dotted)
        return True
    except ImportError:
        module, _, name = dotted.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False
"""


@pytest.mark.proof
def test_torch_has_none_of_the_old_names(runner: Runner) -> None:
    code = f"import torch.ao.quantization\n{_FIND}\nleft = [n for n in {[*NEW_HOMES]} if exists(n)]"
    outcome = runner.run(Program(code, shows="assert left == [], left"))
    assert outcome.shows is not None
    assert outcome.shows.passed, outcome.shows.error


@pytest.mark.proof
def test_torchao_has_all_of_the_new_names(runner: Runner) -> None:
    pytest.importorskip("torchao", exc_type=ImportError)
    names = [new for new in NEW_HOMES.values() if new.startswith("torchao.")]
    code = f"import torch\n{_FIND}\nmissing = [n for n in {names} if not exists(n)]"
    outcome = runner.run(Program(code, shows="assert missing == [], missing"))
    assert outcome.shows is not None
    assert outcome.shows.passed, outcome.shows.error
