from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceExpression, safe
from fwlint.sites import ReferenceSite
from fwlint_checks.precision._pt2e_homes import NEW_HOMES

_GONE = ("quantize_pt2e", "pt2e", "quantizer")
_FROM = re.compile(r"from\s+([\w.]+)\s+import\b")


class Pt2eQuantizationMoved(Check):
    """PT2E quantization (`prepare_pt2e`, `convert_pt2e`, the quantizers) has left torch.

    ## Why
    torch 2.11 removed `torch.ao.quantization.quantize_pt2e`, `.pt2e` and `.quantizer`, so the
    import raises ModuleNotFoundError (measured on torch 2.13). The code lives on in torchao,
    the XNNPACK quantizer in ExecuTorch.

    ## Instead
    `pip install torchao`, and import from `torchao.quantization.pt2e`:
    `from torchao.quantization.pt2e.quantize_pt2e import prepare_pt2e, convert_pt2e`. The
    quantizer for XNNPACK is
    `executorch.backends.xnnpack.quantizer.xnnpack_quantizer.XNNPACKQuantizer`.

    ## Fix safety
    Safe: the import raised. torchao (or executorch) must be installed for the new one.

    ## References
    * [Migration tracker, pytorch#157591](https://github.com/pytorch/pytorch/issues/157591)
    * [torchao, PT2E](https://docs.pytorch.org/ao/stable/pt2e_quantization/index.html)
    """

    code = "FWA102"
    name = "pt2e-quantization-moved"
    severity = "error"
    effects = {"executorch": "removed", "torch-export": "removed"}
    versions = {"torch": ">=2.11"}
    references = (
        *(f"torch.ao.quantization.{name}" for name in _GONE),
        *(f"torch.ao.quantization.{name}.*" for name in _GONE),
        *(name for name in NEW_HOMES if name.count(".") == 3),
    )
    examples = (
        Bad(
            """
from torch.ao.quantization.quantize_pt2e import (
    convert_pt2e,  # after calibration
    prepare_pt2e as prepare,
)
""",
            raises="ModuleNotFoundError: No module named 'torch.ao.quantization.quantize_pt2e'",
            fixed="""
from torchao.quantization.pt2e.quantize_pt2e import (
    convert_pt2e,  # after calibration
    prepare_pt2e as prepare,
)
""",
            lines=(3, 4),
        ),
        Bad(
            """
import torch.ao.quantization.quantizer.x86_inductor_quantizer as x86
""",
            raises="ModuleNotFoundError: No module named 'torch.ao.quantization.quantizer'",
            fixed="""
import torchao.quantization.pt2e.quantizer.x86_inductor_quantizer as x86
""",
        ),
        Bad(
            """
from torch.ao.quantization import move_exported_model_to_eval
""",
            raises="ImportError: cannot import name 'move_exported_model_to_eval'",
            fixed="""
from torchao.quantization.pt2e import move_exported_model_to_eval
""",
        ),
        Bad(
            """
from torch.ao.quantization.pt2e.representation import reference_representation_rewrite
""",
            raises="ModuleNotFoundError: No module named 'torch.ao.quantization.pt2e'",
        ),
        Good(
            """
from torchao.quantization.pt2e.quantize_pt2e import convert_pt2e, prepare_pt2e
""",
        ),
        Silent(
            """
try:
    from torchao.quantization.pt2e.quantize_pt2e import prepare_pt2e
except ImportError:
    from torch.ao.quantization.quantize_pt2e import prepare_pt2e
""",
            reason="the code knows that the old home may be gone",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        home = NEW_HOMES.get(reference.spelling)
        yield Remark(
            reference.span,
            f"{reference.spelling} is not in torch any more",
            help=f"it is {home} now" if home else "look for its successor in torchao",
            fix=_import_from_new_home(reference),
        )


def _import_from_new_home(reference: ReferenceSite) -> Fix | None:
    statement, item = reference.imported_from, reference.node
    if isinstance(statement, n.Import) and isinstance(item, n.ImportedName):
        new = NEW_HOMES.get(item.name)
        if new is None or item.alias is None:
            return None
        return _fix((item.start, item.start + len(item.name)), new)
    if isinstance(statement, n.ImportFrom):
        names = [NEW_HOMES.get(f"{statement.module}.{each.name}", "") for each in statement.names]
        modules = {name.rpartition(".")[0] for name in names}
        written = _FROM.match(reference.module.text, statement.start)
        if len(modules) == 1 and all(names) and written and not statement.level:
            return _fix(written.span(1), modules.pop())
    return None


def _fix(old: tuple[int, int], new: str) -> Fix:
    return safe(f"Import from {new}", ReplaceExpression(old, new))
