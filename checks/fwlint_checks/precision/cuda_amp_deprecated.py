from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite
from fwlint_checks.precision._amp_rewrite import DECORATORS, rewritten


class CudaAmpDeprecated(Check):
    """`torch.cuda.amp` and `torch.cpu.amp` are deprecated in favour of `torch.amp`.

    ## Why
    Since torch 2.4 every use warns (FutureWarning) that it will go. The new functions take the
    device type as an argument and serve all devices.

    ## Instead
    * `torch.amp.autocast("cuda", ...)` and `torch.amp.GradScaler("cuda", ...)`;
    * `@torch.amp.custom_fwd(device_type="cuda")` and `@torch.amp.custom_bwd(device_type="cuda")`.

    Mind the order of what is given to `autocast` by position: `enabled` was first and comes
    after `dtype` now.

    ## Fix safety
    Safe: the old functions do nothing but call the new ones so. Where an import binds the names,
    the import and all uses in the file are changed together, or nothing is. The fix is offered as
    unsafe where an enabled `autocast` leaves its dtype open in a file that mentions `bfloat16`:
    inside another region the old one went back to float16, the new one keeps the region's dtype.

    ## References
    * [Automatic mixed precision](https://docs.pytorch.org/docs/2.13/amp.html)
    * [torch.cuda.amp](https://docs.pytorch.org/docs/2.13/amp.html#torch.cuda.amp.autocast)
    """

    code = "FWA301"
    name = "cuda-amp-deprecated"
    severity = "warning"
    versions = {"torch": ">=2.4"}
    references = (
        "torch.cuda.amp.autocast",
        "torch.cuda.amp.GradScaler",
        "torch.cuda.amp.custom_fwd",
        "torch.cuda.amp.custom_bwd",
        "torch.cpu.amp.autocast",
        "torch.cpu.amp.GradScaler",
    )
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2)
scaler = torch.cuda.amp.GradScaler(enabled=torch.cuda.is_available())
with torch.cuda.amp.autocast():
    loss = model(torch.ones(1, 4)).sum()
""",
            warns=r"FutureWarning: `torch\.cuda\.amp\.autocast\(args\.\.\.\)` is deprecated",
            fixed="""
import torch

model = torch.nn.Linear(4, 2)
scaler = torch.amp.GradScaler("cuda", enabled=torch.cuda.is_available())
with torch.amp.autocast("cuda"):
    loss = model(torch.ones(1, 4)).sum()
""",
            lines=(5, 6),
        ),
        Bad(
            """
import torch
from torch.cuda.amp import GradScaler, autocast

use_amp = False
scaler = GradScaler(2.0**10, enabled=use_amp)

def step(model: torch.nn.Module, x: torch.Tensor, scaler: GradScaler) -> torch.Tensor:
    with autocast(use_amp, torch.float16):
        return scaler.scale(model(x).sum())

loss = step(torch.nn.Linear(4, 2), torch.ones(1, 4), scaler)
""",
            warns=r"FutureWarning: `torch\.cuda\.amp\.GradScaler\(args\.\.\.\)` is deprecated",
            fixed="""
import torch
from torch.amp import GradScaler, autocast

use_amp = False
scaler = GradScaler("cuda", 2.0**10, enabled=use_amp)

def step(model: torch.nn.Module, x: torch.Tensor, scaler: GradScaler) -> torch.Tensor:
    with autocast("cuda", enabled=use_amp, dtype=torch.float16):
        return scaler.scale(model(x).sum())

loss = step(torch.nn.Linear(4, 2), torch.ones(1, 4), scaler)
""",
            lines=(3,),
        ),
        Bad(
            """
import torch
from torch.cuda import amp

class Double(torch.autograd.Function):
    @staticmethod
    @amp.custom_fwd(cast_inputs=torch.float32)
    def forward(ctx, x):
        return x * 2

    @staticmethod
    @amp.custom_bwd
    def backward(ctx, gradient):
        return gradient * 2
""",
            warns=r"FutureWarning: `torch\.cuda\.amp\.custom_bwd\(args\.\.\.\)` is deprecated",
            fixed="""
import torch
from torch import amp

class Double(torch.autograd.Function):
    @staticmethod
    @amp.custom_fwd(cast_inputs=torch.float32, device_type="cuda")
    def forward(ctx, x):
        return x * 2

    @staticmethod
    @amp.custom_bwd(device_type="cuda")
    def backward(ctx, gradient):
        return gradient * 2
""",
            lines=(7, 12),
        ),
        Bad(
            """
from contextlib import nullcontext

from torch.cuda.amp import autocast

def region(enabled):
    return autocast if enabled else nullcontext

with region(True)():
    pass
""",
            warns=r"FutureWarning: `torch\.cuda\.amp\.autocast\(args\.\.\.\)` is deprecated",
            lines=(4,),
        ),
        Good(
            """
import torch

model = torch.nn.Linear(4, 2)
with torch.amp.autocast("cpu", dtype=torch.bfloat16):
    output = model(torch.ones(1, 4))
""",
            shows="assert output.dtype == torch.bfloat16",
        ),
        Silent(
            """
import torch

if hasattr(torch.amp, "GradScaler"):
    scaler = torch.amp.GradScaler("cuda")
else:
    scaler = torch.cuda.amp.GradScaler()
""",
            reason="the code knows that torch may be too old for the new one",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        _, device, _, name = reference.name.split(".")
        arguments = f'device_type="{device}"' if name in DECORATORS else f'"{device}", ...'
        yield Remark(
            reference.span,
            f"{reference.name} is deprecated",
            help=f"write torch.amp.{name}({arguments})",
            fix=rewritten(reference),
        )
