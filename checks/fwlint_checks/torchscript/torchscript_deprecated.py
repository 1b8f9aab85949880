from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite

_EXPORT = "export it with torch.export.export, or speed it up in Python with torch.compile"
_FILES = "save with torch.export.save and load with torch.export.load (a .pt2 file)"
_COMPILE = "torch.compile does this by itself"
_INSTEAD = {  # what says so itself when called on torch 2.13; the rest of torch.jit is silent
    "torch.jit.script": _EXPORT,
    "torch.jit.trace": _EXPORT,
    "torch.jit.trace_module": _EXPORT,
    "torch.jit.script_method": _EXPORT,
    "torch.jit.interface": _EXPORT,
    "torch.jit.save": _FILES,
    "torch.jit.load": _FILES,
    "torch.jit.freeze": _COMPILE,
    "torch.jit.optimize_for_inference": _COMPILE,
    "torch.jit.set_fusion_strategy": _COMPILE,
    "torch.jit.fork": "use torch.export, or threads of the program that serves the model",
    "torch.jit.wait": "use torch.export, or threads of the program that serves the model",
}


class TorchscriptDeprecated(Check):
    """TorchScript (`torch.jit.script`, `trace`, `save`, `load`, ...) is deprecated.

    ## Why
    The documentation of torch 2.9 deprecates it, and since torch 2.10 these functions warn when
    they are called. Its bugs are no longer fixed: the maintainers close reports about it with
    reference to `torch.export`. On Python 3.14 the warning says that TorchScript is not
    supported there and may break.

    ## Instead
    * To run a model without its Python code: `torch.export.export`, then `torch.export.save`;
      for C++ without Python, AOTInductor; for phones, ExecuTorch; for other runtimes, ONNX.
    * To make a model faster in Python: `torch.compile`.

    ## References
    * [TorchScript](https://docs.pytorch.org/docs/2.13/jit.html)
    * [torch.export](https://docs.pytorch.org/docs/2.13/export.html)
    * [pytorch#149223](https://github.com/pytorch/pytorch/issues/149223)
    """

    code = "FWJ301"
    name = "torchscript-deprecated"
    severity = "warning"
    effects = {"torchscript": "deprecated"}
    versions = {"torch": ">=2.9"}
    references = tuple(_INSTEAD)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
scripted = torch.jit.script(model)
""",
            warns=r"DeprecationWarning: `torch\.jit\.script` is deprecated",
            lines=(5,),
        ),
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
traced = torch.jit.trace(model, torch.randn(1, 4))
torch.jit.save(traced, "model.pt")
loaded = torch.jit.load("model.pt")
""",
            warns=r"DeprecationWarning: `torch\.jit\.load` is deprecated",
            lines=(5, 6, 7),
        ),
        Bad(
            """
import torch
from torch.jit import script

@script
def gelu(x: torch.Tensor) -> torch.Tensor:
    return 0.5 * x * (1 + torch.erf(x / 1.41421))
""",
            warns=r"DeprecationWarning: `torch\.jit\.script` is deprecated",
            lines=(3,),
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2).eval()
example = torch.randn(1, 4)
program = torch.export.export(model, (example,))
torch.export.save(program, "model.pt2")
loaded = torch.export.load("model.pt2").module()
""",
            shows="torch.testing.assert_close(loaded(example), model(example))",
        ),
        Silent(
            """
import torch

def forward(x):
    if torch.jit.is_scripting():
        return x
    return x.contiguous()
""",
            reason="asking whether one is scripted works on, and does not make a script",
        ),
        Silent(
            """
import torch

if torch.__version__ < "2":
    model = torch.jit.script(torch.nn.Linear(4, 2))
""",
            reason="the code knows the version it runs with",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        yield Remark(
            reference.span,
            f"{reference.name} is deprecated, like all of TorchScript",
            help=_INSTEAD[reference.name],
        )
