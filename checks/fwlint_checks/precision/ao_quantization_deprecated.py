from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark
from fwlint.sites import ReferenceSite

_EAGER = "use quantize_ of torchao"
_GRAPH = "export the model, then use prepare_pt2e and convert_pt2e of torchao"
_INSTEAD = {  # what says so itself when called on torch 2.13
    "torch.ao.quantization.convert": _GRAPH,
    "torch.ao.quantization.prepare": _GRAPH,
    "torch.ao.quantization.prepare_qat": _GRAPH,
    "torch.ao.quantization.quantize": _GRAPH,
    "torch.ao.quantization.quantize_dynamic": _EAGER,
    "torch.ao.quantization.quantize_qat": _GRAPH,
    "torch.ao.quantization.quantize_fx.convert_fx": _GRAPH,
    "torch.ao.quantization.quantize_fx.prepare_fx": _GRAPH,
    "torch.ao.quantization.quantize_fx.prepare_qat_fx": _GRAPH,
    "torch.quantization.quantize_fx.convert_fx": _GRAPH,
    "torch.quantization.quantize_fx.prepare_fx": _GRAPH,
    "torch.quantization.quantize_fx.prepare_qat_fx": _GRAPH,
}


class AoQuantizationDeprecated(Check):
    """Eager and FX graph quantization (`torch.quantization`, `torch.ao.quantization`) goes away.

    ## Why
    Quantization has moved to torchao. The entry points warn since torch 2.8 that they will be
    removed; the warning names torch 2.10, torch 2.13 still has them.

    ## Instead
    * Weights, or weights and dynamic activations: `torchao.quantization.quantize_(model, config)`.
    * Static quantization and quantization-aware training: `torch.export.export`, then
      `prepare_pt2e` and `convert_pt2e` of `torchao.quantization.pt2e`.
    * For ONNX Runtime: export first, then `onnxruntime.quantization`.

    ## References
    * [Quantization in torch](https://docs.pytorch.org/docs/2.13/quantization.html)
    * [Migration plan, ao#2259](https://github.com/pytorch/ao/issues/2259)
    """

    code = "FWA302"
    name = "ao-quantization-deprecated"
    severity = "warning"
    versions = {"torch": ">=2.8"}
    references = tuple(_INSTEAD)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Sequential(torch.nn.Linear(4, 2)).eval()
small = torch.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
""",
            warns="DeprecationWarning: torch.ao.quantization is deprecated and will be removed",
            lines=(5,),
        ),
        Bad(
            """
import torch
from torch.ao.quantization import get_default_qconfig_mapping
from torch.ao.quantization.quantize_fx import prepare_fx

model = torch.nn.Sequential(torch.nn.Linear(4, 2)).eval()
prepared = prepare_fx(model, get_default_qconfig_mapping(), (torch.ones(1, 4),))
""",
            warns="DeprecationWarning: torch.ao.quantization is deprecated and will be removed",
            lines=(4,),
        ),
        Good(
            """
import torch
from torchao.quantization import Int8WeightOnlyConfig, quantize_

model = torch.nn.Sequential(torch.nn.Linear(4, 2)).eval()
quantize_(model, Int8WeightOnlyConfig())
""",
        ),
        Good(
            """
import torch

stub = torch.ao.quantization.QuantStub()
config = torch.ao.quantization.get_default_qconfig("x86")
""",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        yield Remark(
            reference.span,
            f"{reference.spelling} is deprecated: quantization has moved to torchao",
            help=_INSTEAD[reference.name],
        )
