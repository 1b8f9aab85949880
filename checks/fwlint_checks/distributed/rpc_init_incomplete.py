from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import CallSite


class RpcInitIncomplete(Check):
    """`rpc.init_rpc(name)` without a `rank` raises.

    ## Why
    The default `rank=-1` is no valid rank. Measured on torch 2.13: without the environment
    variable `RANK` the rendezvous raises ValueError; with `RANK` and `WORLD_SIZE` set, as
    `torchrun` does, the agent still gets -1 and raises RuntimeError, `worker_id needs to be in
    the range [0, 65535]`. So the environment does not help.

    ## Instead
    Pass `rank` and `world_size`, and give every process a name of its own:
    `rpc.init_rpc(f"worker{rank}", rank=rank, world_size=world_size)`. Without `world_size`
    processes may join and leave later.

    ## References
    * [Distributed RPC framework](https://docs.pytorch.org/docs/2.13/rpc.html)
    """

    code = "FWD204"
    name = "rpc-init-incomplete"
    severity = "error"
    calls = ("torch.distributed.rpc.init_rpc",)
    examples = (
        Bad(
            """
import torch.distributed.rpc as rpc

rpc.init_rpc("worker")
""",
            raises="ValueError: Error initializing torch.distributed using env://",
        ),
        Bad(
            """
import os
import torch.distributed.rpc as rpc

os.environ.update(RANK="0", WORLD_SIZE="1", MASTER_ADDR="127.0.0.1", MASTER_PORT="29641")
rpc.init_rpc("worker", world_size=1)
""",
            raises="RuntimeError: worker_id needs to be in the range",
            lines=(6,),
        ),
        Good(
            """
import os
import torch.distributed.rpc as rpc

os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29642")
rpc.init_rpc("worker0", rank=0, world_size=1)
name = rpc.get_worker_info().name
rpc.shutdown(graceful=False)
""",
            shows="assert name == 'worker0'",
        ),
        Silent(
            """
import torch.distributed.rpc as rpc

def start(name, **group):
    rpc.init_rpc(name, **group)
""",
            reason="`group` may hold the rank",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        rank = call.argument("rank")
        if rank.absent or rank.int == -1:
            yield Remark(
                call.span,
                "init_rpc without a rank raises, also when the environment sets RANK",
                help="pass rank=, world_size= and a name that no other process has",
            )
