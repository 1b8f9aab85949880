from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite


class NnDataparallel(Check):
    """`torch.nn.DataParallel` is discouraged, also on a single machine.

    ## Why
    It runs one Python process with a thread per GPU: the threads wait for one another, the
    module is copied to every GPU in each forward pass, and the outputs are gathered on the
    first GPU. What `forward` writes to the module is lost with the copies. Its documentation
    recommends DistributedDataParallel instead, even for one machine (torch 2.13). The wrapper
    also puts `module.` before every key of the state dict.

    ## Instead
    One process per GPU, started with `torchrun`, each with
    `torch.nn.parallel.DistributedDataParallel(model, device_ids=[rank])`. For inference, a model
    and a process per GPU are simpler than either.

    ## References
    * [DataParallel](https://docs.pytorch.org/docs/2.13/generated/torch.nn.DataParallel.html)
    * [Use DDP instead of DataParallel](https://docs.pytorch.org/docs/2.13/notes/cuda.html)
    """

    code = "FWD301"
    name = "nn-dataparallel"
    severity = "warning"
    calls = ("torch.nn.DataParallel",)
    examples = (
        Bad(
            """
import torch

model = torch.nn.DataParallel(torch.nn.Linear(4, 2))
""",
            shows="""
said = " ".join(type(model).__doc__.split())
assert "It is recommended to use :class:`~torch.nn.parallel.DistributedDataParallel`" in said
""",
        ),
        Good(
            """
import torch
from torch.nn.parallel import DistributedDataParallel

torch.distributed.init_process_group(
    "gloo", store=torch.distributed.HashStore(), rank=0, world_size=1
)
model = DistributedDataParallel(torch.nn.Linear(4, 2))
output = model(torch.ones(1, 4))
torch.distributed.destroy_process_group()
""",
            shows="assert output.shape == (1, 2)",
        ),
        Silent(
            """
import torch

def unwrapped(model):
    return model.module if isinstance(model, torch.nn.DataParallel) else model
""",
            reason="asking whether a model is wrapped wraps none",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield Remark(
            call.span,
            "nn.DataParallel copies the model to every GPU in each forward pass",
            help="use DistributedDataParallel, one process per GPU, started with torchrun",
        )
