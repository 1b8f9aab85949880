from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.sites import ReferenceSite


class TorchserveUnmaintained(Check):
    """TorchServe is no longer maintained: nobody fixes its bugs or its security holes.

    ## Why
    The project announced limited maintenance in 2025: no planned updates, bug fixes or security
    patches. Its repository is archived (read-only since August 2025), 0.12.0 is the last
    release, and serving platforms remove their support. A model server takes requests from a
    network, so missing security patches weigh more here than elsewhere.

    ## Instead
    Serve the exported model with a maintained server: Triton, KServe, Ray Serve, or a small web
    application around ONNX Runtime or `torch.export`. A handler's `preprocess`, `inference` and
    `postprocess` carry over as plain functions.

    ## References
    * [pytorch/serve](https://github.com/pytorch/serve)
    * [pytorch/serve#3396](https://github.com/pytorch/serve/issues/3396)
    * [kserve#4568](https://github.com/kserve/kserve/issues/4568)
    """

    code = "FWJ304"
    name = "torchserve-unmaintained"
    severity = "warning"
    effects = {"torchserve": "deprecated"}
    references = (  # `ts` alone would be heard in files that mean something else by it
        "ts.async_service.*",
        "ts.context.*",
        "ts.handler_utils.*",
        "ts.launcher.*",
        "ts.llm_launcher.*",
        "ts.metrics.*",
        "ts.model_loader.*",
        "ts.model_server.*",
        "ts.model_service_worker.*",
        "ts.service.*",
        "ts.torch_handler.*",
        "ts.utils.util.*",
        "model_archiver.*",
    )
    examples = (
        Bad(
            """
import torch
from ts.torch_handler.base_handler import BaseHandler

class Classifier(BaseHandler):
    def preprocess(self, data):
        return torch.stack([row["body"] for row in data])
""",
            runs=False,
            lines=(3,),
        ),
        Bad(
            """
from model_archiver.model_archiver import ModelArchiver
from model_archiver.model_archiver_config import ModelArchiverConfig

config = ModelArchiverConfig(
    model_name="classifier", version="1.0", serialized_file="model.pt", handler="handler.py"
)
ModelArchiver.generate_model_archive(config)
""",
            runs=False,
            lines=(2, 3),
        ),
        Good(
            """
import torch

def preprocess(data):
    return torch.stack([row["body"] for row in data])
""",
            shows="assert preprocess([{'body': torch.ones(3)}]).shape == (1, 3)",
        ),
        Silent(
            """
import tensorflow as tf
from ts.features import window
from ts import utils
""",
            reason="`ts` is also what people call their time series package",
        ),
    )
    sources = (
        "https://github.com/pytorch/serve",
        "https://github.com/pytorch/serve/issues/3396",
        "https://github.com/kserve/kserve/pull/5638",
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        if reference.is_import:
            yield Remark(
                reference.span,
                f"{reference.name} is part of TorchServe, which is no longer maintained",
                help="serve with Triton, KServe, Ray Serve, or your own web app with ONNX Runtime",
            )
