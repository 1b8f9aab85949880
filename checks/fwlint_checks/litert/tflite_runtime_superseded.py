from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.facts import nodes as n
from fwlint.fixes.edits import Fix, ReplaceStatement, unsafe
from fwlint.sites import ReferenceSite

_OLD, _NEW = "tflite_runtime", "ai_edge_litert"
_OFFERED = {"Delegate", "Interpreter", "OpResolverType", "SignatureRunner", "load_delegate"}
"""What ``ai_edge_litert.interpreter`` 2.3 has of the names of ``tflite_runtime.interpreter``."""


class TfliteRuntimeSuperseded(Check):
    """`tflite_runtime` is superseded by `ai_edge_litert`.

    ## Why
    The last release of `tflite-runtime`, 2.14.0 of October 2023, has no wheel for Python 3.12 or
    later. The same interpreter is now published as `ai-edge-litert`.

    ## Instead
    `pip install ai-edge-litert`, then `from ai_edge_litert.interpreter import Interpreter`.

    ## Fix safety
    Unsafe: the package must be installed, and requirements that name `tflite-runtime` changed.

    ## References
    * [Migrate to LiteRT](https://ai.google.dev/edge/litert/migration)
    * [tflite-runtime on PyPI](https://pypi.org/project/tflite-runtime/)
    * [frigate#21876](https://github.com/blakeblackshear/frigate/pull/21876)
    """

    code = "FWL302"
    name = "tflite-runtime-superseded"
    severity = "warning"
    effects = {"tflite": "deprecated"}
    references = (_OLD, f"{_OLD}.*")
    hears_guarded = True
    sources = (
        "https://ai.google.dev/edge/litert/migration",
        "https://pypi.org/project/tflite-runtime/",
        "https://github.com/blakeblackshear/frigate/pull/21876",
    )
    examples = (
        Bad(
            """
from tflite_runtime.interpreter import Interpreter, load_delegate

interpreter = Interpreter("model.tflite", experimental_delegates=[load_delegate("libedgetpu.so")])
""",
            runs=False,
            fixed="""
from ai_edge_litert.interpreter import Interpreter, load_delegate

interpreter = Interpreter("model.tflite", experimental_delegates=[load_delegate("libedgetpu.so")])
""",
        ),
        Bad(
            """
try:
    import tflite_runtime.interpreter as tflite
except ImportError:
    import tensorflow.lite as tflite

interpreter = tflite.Interpreter("model.tflite")
""",
            runs=False,
            lines=(3,),
            fixed="""
try:
    import ai_edge_litert.interpreter as tflite
except ImportError:
    import tensorflow.lite as tflite

interpreter = tflite.Interpreter("model.tflite")
""",
        ),
        Good(
            """
from ai_edge_litert.interpreter import Interpreter

interpreter = Interpreter("model.tflite")
interpreter.allocate_tensors()
""",
            setup="""
from pathlib import Path
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
content = tf.lite.TFLiteConverter.from_keras_model(model).convert()
Path("model.tflite").write_bytes(content)
""",
        ),
        Silent(
            """
try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:
    from tflite_runtime.interpreter import Interpreter
""",
            reason="it is the fallback where ai_edge_litert is missing",
        ),
    )

    def on_reference(self, reference: ReferenceSite) -> Iterator[Remark]:
        statement = reference.imported_from
        if statement is None or statement.names[0] is not reference.node:
            return  # one finding for each import
        if _NEW in reference.module.text:
            return
        yield Remark(
            (statement.start, statement.end),
            "tflite_runtime has no releases since 2.14.0: its successor is ai_edge_litert",
            help="pip install ai-edge-litert and import ai_edge_litert.interpreter",
            fix=_fix(reference, statement),
        )


def _fix(reference: ReferenceSite, statement: n.Import | n.ImportFrom) -> Fix | None:
    if isinstance(statement, n.Import):
        alike = len(statement.names) == 1 and statement.names[0].alias is not None
    else:
        names = {item.name for item in statement.names}
        alike = names <= (_OFFERED if statement.module != _OLD else {"interpreter"})
    if not alike:
        return None
    source = reference.source(statement).replace(_OLD, _NEW, 1)
    place = (statement.start, statement.end)
    return unsafe("Import `ai_edge_litert`", ReplaceStatement(place, source))
