from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite

_ARCHIVER = (
    "the package torch-model-archiver installs model_archiver: "
    "call ModelArchiver.generate_model_archive(config), or use the command torch-model-archiver"
)
_INSTEAD = {
    "torchserve": "the package torchserve installs ts; start it with the command torchserve",
    "torchmodelarchiver": _ARCHIVER,
    "torch_model_archiver": _ARCHIVER,
    "model_archiver.create_model_archive": _ARCHIVER,
    "model_archiver.model_archiver.create_model_archive": _ARCHIVER,
}


class NonexistentTorchserveApi(Check):
    """There are no modules `torchserve` and `torchmodelarchiver`: their import raises.

    ## Why
    The package `torchserve` installs the module `ts`, and `torch-model-archiver` installs
    `model_archiver` (checked in the wheels of version 0.12.0). TorchServe is started with the
    command `torchserve`, not from Python, and archives are made by
    `ModelArchiver.generate_model_archive`; there is no `create_model_archive`. Texts about
    deployment show the invented names all the same.

    ## Instead
    Package with the command `torch-model-archiver --model-name ... --handler ...` and serve with
    `torchserve --start --model-store ...`; but mind that TorchServe is no longer maintained.

    ## References
    * [torch-model-archiver](https://docs.pytorch.org/serve/model-archiver.html)
    * [torchserve on PyPI](https://pypi.org/project/torchserve/)
    """

    code = "FWJ101"
    name = "nonexistent-torchserve-api"
    severity = "error"
    effects = {"torchserve": "blocks"}
    references = tuple(_INSTEAD)
    examples = (
        Bad(
            """
from torchserve import TorchServe
""",
            raises="ModuleNotFoundError: No module named 'torchserve'",
        ),
        Bad(
            """
from torchmodelarchiver import ModelArchiver
""",
            raises="ModuleNotFoundError: No module named 'torchmodelarchiver'",
        ),
        Bad(
            """
import model_archiver

model_archiver.create_model_archive(
    model_name="resnet50", version="1.0", model_file="model.py", serialized_file="weights.pth"
)
""",
            raises="AttributeError: module 'model_archiver' has no attribute",
            lines=(4,),
        ),
        Good(
            """
import subprocess

command = ["torch-model-archiver", "--model-name", "resnet50", "--version", "1.0"]
command += ["--model-file", "model.py", "--serialized-file", "weights.pth"]
command += ["--handler", "image_classifier"]

def package():
    subprocess.run(command, check=True)
""",
        ),
        Silent(
            """
import torch

try:
    from torchserve import TorchServe
except ImportError:
    TorchServe = None
""",
            reason="the code knows that the module may be missing",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        kind = "function" if "." in reference.name else "module"
        yield Remark(
            reference.span,
            f"there is no {kind} {reference.name}",
            help=_INSTEAD[reference.name],
        )
