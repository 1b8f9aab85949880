from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import InsertArgument, unsafe
from fwlint.project.values import Symbol
from fwlint.sites import BoundArgument, CallSite

_DTYPES = ("torch.bfloat16", "torch.float16", "torch.float32", "torch.half")


class AutocastWithoutDeviceType(Check):
    """`torch.amp.autocast()` without the device type raises.

    ## Why
    Unlike `torch.cuda.amp.autocast`, which it replaces, it serves every device and takes its type
    as the first argument. Without it the call raises TypeError; with a flag in its place, as in
    `torch.amp.autocast(True)`, ValueError (measured on torch 2.13).

    ## Instead
    `torch.amp.autocast("cuda")`, or the type of the device that the data is on:
    `torch.amp.autocast(x.device.type)`. The flag is the keyword argument `enabled`.

    ## Fix safety
    Unsafe: the call raised, but that the device is a CUDA device is a guess.

    ## References
    * [torch.autocast](https://docs.pytorch.org/docs/2.13/amp.html#torch.autocast)
    """

    code = "FWA101"
    name = "autocast-without-device-type"
    severity = "error"
    calls = ("torch.amp.autocast",)
    examples = (
        Bad(
            """
import torch

model = torch.nn.Linear(4, 2)
with torch.amp.autocast(dtype=torch.bfloat16):
    output = model(torch.ones(1, 4))
""",
            raises="TypeError: .*missing 1 required positional argument: 'device_type'",
            fixed="""
import torch

model = torch.nn.Linear(4, 2)
with torch.amp.autocast("cuda", dtype=torch.bfloat16):
    output = model(torch.ones(1, 4))
""",
        ),
        Bad(
            """
import torch
from torch.amp import autocast

use_amp = False
with autocast(use_amp):
    output = torch.ones(1, 4).sum()
""",
            raises="ValueError: Expected `device_type` of type `str`, got: `<class 'bool'>`",
            lines=(6,),
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

def run(model, x, **options):
    with torch.autocast(**options):
        return model(x)
""",
            reason="`options` may hold the device type",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        device = call.argument("device_type")
        if device.absent:
            yield Remark(
                call.span,
                "autocast needs the device type as its first argument",
                help='write torch.amp.autocast("cuda")',
                fix=unsafe('Autocast on "cuda"', InsertArgument(call.span, 0, '"cuda"')),
            )
        elif device.bool is not None or device.is_none or _is_dtype(device):
            yield Remark(
                device.span,
                f"the first argument of autocast is the device type, not {device.source}",
                help='write torch.amp.autocast("cuda", ...), with enabled= and dtype= by keyword',
            )


def _is_dtype(argument: BoundArgument) -> bool:
    value = argument.value
    return isinstance(value, Symbol) and value.canonical in _DTYPES
