from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import SetArgument, safe
from fwlint.project.module import Module
from fwlint.sites import BoundArgument, CallSite

_CHOOSES_PROVIDERS = frozenset(
    {"add_provider", "add_provider_for_devices", "set_providers"}
    | {"set_provider_selection_policy", "set_provider_selection_policy_delegate"}
)
"""Methods of ``SessionOptions`` and ``InferenceSession`` that say where a model runs."""

_MODEL = """
import onnx
from onnx import TensorProto, helper

x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4])
y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 4])
graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "relu", [x], [y])
opset = helper.make_opsetid("", 18)
model = helper.make_model(graph, opset_imports=[opset], ir_version=10)
onnx.save(model, "model.onnx")
"""


class OrtSessionWithoutProviders(Check):
    """An `onnxruntime.InferenceSession` without `providers=` runs on the CPU, or does not start.

    ## Why
    ONNX Runtime before 1.9 took every accelerator of its build. From 1.10 on a build with more
    than the CPU provider raised `ValueError: ... you are required to explicitly set the providers
    parameter`; 1.16.0 did so even as the plain CPU wheel. Today's releases raise nothing and use
    the CPU alone: measured on 1.31, where `get_available_providers()` lists two providers and the
    session has one. On a server with a GPU that is a slowdown which nothing reports.

    ## Instead
    Name the providers in order of preference:
    `providers=["CUDAExecutionProvider", "CPUExecutionProvider"]`, or
    `providers=["CPUExecutionProvider"]` where the CPU is meant.

    ## Fix safety
    Safe: it names the CPU provider, which is what the call gets now; older releases raised
    wherever they had another.

    ## References
    * [Execution providers](https://onnxruntime.ai/docs/execution-providers/)
    * [The end of implicit providers](https://github.com/microsoft/onnxruntime/pull/9712)
    * [onnxruntime 1.16.0 raising on the CPU
      wheel](https://github.com/microsoft/onnxruntime/issues/17631)
    """

    code = "FWR101"
    name = "ort-session-without-providers"
    severity = "warning"
    effects = {"onnx": "degrades"}
    versions = {"onnxruntime": ">=1.10"}
    calls = ("onnxruntime.InferenceSession",)
    examples = (
        Bad(
            """
import onnxruntime as ort

session = ort.InferenceSession("model.onnx")
""",
            setup=_MODEL,
            shows="""
assert len(ort.get_available_providers()) > 1
assert session.get_providers() == ["CPUExecutionProvider"]
""",
            fixed="""
import onnxruntime as ort

session = ort.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
""",
            then='assert session.get_providers() == ["CPUExecutionProvider"]',
        ),
        Bad(
            """
import onnxruntime as ort

options = ort.SessionOptions()
options.intra_op_num_threads = 1
session = ort.InferenceSession("model.onnx", options)
""",
            setup=_MODEL,
            shows="""
assert len(ort.get_available_providers()) > 1
assert session.get_providers() == ["CPUExecutionProvider"]
""",
            fixed="""
import onnxruntime as ort

options = ort.SessionOptions()
options.intra_op_num_threads = 1
session = ort.InferenceSession("model.onnx", options, providers=["CPUExecutionProvider"])
""",
            then='assert session.get_providers() == ["CPUExecutionProvider"]',
        ),
        Good(
            """
import onnxruntime as ort

session = ort.InferenceSession("model.onnx", providers=ort.get_available_providers())
""",
            setup=_MODEL,
            shows="assert session.get_providers()[-1] == 'CPUExecutionProvider'",
        ),
        Silent(
            """
import onnxruntime as ort

def load(path, options):
    return ort.InferenceSession(path, sess_options=options)
""",
            reason="session options can choose the providers too, and these come from elsewhere",
        ),
        Silent(
            """
import onnxruntime as ort

session = ort.InferenceSession("model.onnx")
session.set_providers(["CUDAExecutionProvider"])
""",
            reason="the providers are set afterwards",
        ),
    )

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        providers = call.argument("providers")
        if not (providers.absent or providers.is_none):
            return
        if not call.argument("provider_options").absent or _chooses_elsewhere(call):
            return
        yield Remark(
            call.span,
            "InferenceSession without providers runs on the CPU alone; older GPU builds raise",
            help="name the providers in order of preference, the CPU last",
            fix=safe(
                "Name the CPU provider",
                SetArgument(call.span, "providers", '["CPUExecutionProvider"]'),
            )
            if providers.absent
            else None,
        )


def _chooses_elsewhere(call: CallSite) -> bool:
    """Whether session options may choose the providers, or a later call sets them."""
    options = call.argument("sess_options")
    return _mentions_choice(call.module) or not (_made_here(call, options) or options.is_none)


def _made_here(call: CallSite, options: BoundArgument) -> bool:
    if options.node is None:
        return options.absent
    return call.is_instance(options.node, "onnxruntime.SessionOptions")


def _mentions_choice(module: Module) -> bool:
    return any(
        isinstance(call.func, n.Attribute) and call.func.attr in _CHOOSES_PROVIDERS
        for call in module.facts.calls
    )
