from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts.scopes import Scope
from fwlint.fixes.edits import AddImport, Fix, RemoveImport, ReplaceExpression, unsafe
from fwlint.project.module import Module
from fwlint.sites import ReferenceSite

_PRIVATE = "tensorflow.lite.python.interpreter"
_SUCCESSOR = AddImport("ai_edge_litert.interpreter", "Interpreter")


class TfLiteInterpreterDeprecated(Check):
    """`tf.lite.Interpreter` is deprecated: the interpreter now lives in `ai_edge_litert`.

    ## Why
    TensorFlow 2.18.1 began to warn that `tf.lite.Interpreter` will be deleted; 2.21 still has it
    and still warns whenever one is made. Development goes on in the package `ai-edge-litert`,
    which reads the same files and does not need TensorFlow.

    ## Instead
    `pip install ai-edge-litert`, then `from ai_edge_litert.interpreter import Interpreter`. Its
    constructor takes the same arguments, but wants its own `OpResolverType` and
    `load_delegate`, not those of `tf.lite.experimental`.

    ## Fix safety
    Unsafe: the package must be installed. There is no fix in a file that uses
    `tf.lite.experimental` or has something else of the name `Interpreter`.

    ## References
    * [Migrate to LiteRT](https://ai.google.dev/edge/litert/migration)
    * [TensorFlow 2.19.0](https://github.com/tensorflow/tensorflow/releases/tag/v2.19.0)
    * [tensorflow#102071](https://github.com/tensorflow/tensorflow/issues/102071)
    """

    code = "FWL301"
    name = "tf-lite-interpreter-deprecated"
    severity = "warning"
    effects = {"tflite": "deprecated"}
    versions = {"tensorflow": ">=2.18.1"}
    references = ("tensorflow.lite.Interpreter", f"{_PRIVATE}.Interpreter")
    examples = (
        Bad(
            """
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
interpreter = tf.lite.Interpreter(model_content=content)
interpreter.allocate_tensors()
""",
            warns="tf.lite.Interpreter is deprecated and is scheduled for deletion",
            fixed="""
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
interpreter = Interpreter(model_content=content)
interpreter.allocate_tensors()
""",
            then="""
assert interpreter.get_input_details()[0]["shape"].tolist() == [1, 4]
""",
        ),
        Bad(
            """
import tensorflow as tf
from tensorflow.lite.python.interpreter import Interpreter

def load(content):
    return Interpreter(model_content=content)

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
interpreter = load(tf.lite.TFLiteConverter.from_keras_model(model).convert())
""",
            warns="tf.lite.Interpreter is deprecated and is scheduled for deletion",
            fixed="""
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

def load(content):
    return Interpreter(model_content=content)

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
interpreter = load(tf.lite.TFLiteConverter.from_keras_model(model).convert())
""",
            then="""
assert type(interpreter).__module__ == "ai_edge_litert.interpreter"
""",
        ),
        Good(
            """
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
interpreter = Interpreter(model_content=content)
""",
        ),
        Silent(
            """
try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    import tensorflow as tf

    Interpreter = tf.lite.Interpreter
""",
            reason="it is the fallback where ai_edge_litert is missing",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        yield Remark(
            reference.span,
            "tf.lite.Interpreter is deprecated and will be deleted from TensorFlow",
            help="use ai_edge_litert.interpreter.Interpreter (pip install ai-edge-litert)",
            fix=_fix(reference),
        )


def _fix(reference: ReferenceSite) -> Fix | None:
    module = reference.module
    if _uses_experimental(module):
        return None
    message = "Take the interpreter of `ai_edge_litert`"
    if reference.is_import:
        if reference.source(reference.node) != "Interpreter":
            return None  # under another name
        return unsafe(message, _SUCCESSOR, RemoveImport(_PRIVATE, "Interpreter"))
    if any("Interpreter" in scope.bindings for scope in _scopes(module)):
        return None
    return unsafe(message, ReplaceExpression(reference.span, "Interpreter"), _SUCCESSOR)


def _scopes(module: Module) -> Iterator[Scope]:
    yield module.tree.module
    yield from module.tree.scopes.values()


def _uses_experimental(module: Module) -> bool:
    """Whether delegates or resolvers of TensorFlow are used, which only its interpreter takes."""
    return any(
        (module.qualified(reference) or "").startswith("tensorflow.lite.experimental")
        for reference in module.facts.references
    )
