"""What fwlint knows of torch, TensorFlow, Keras and the packages around them.

Nothing here imports a framework: public names, signatures and bases come from tables that
``benchmarks/measure_api.py`` has measured from the installed packages.
"""

from fwlint.frameworks.framework import Framework
from fwlint.frameworks.names import (
    canonical,
    is_subclass,
    lookup,
    method_signature,
    signature,
)
from fwlint.frameworks.registry import FRAMEWORKS, MENTIONS_FRAMEWORK, framework_of
from fwlint.frameworks.tables import MEASURED_VERSIONS, Parameter, Signature, Symbol, api

__all__ = [
    "FRAMEWORKS",
    "MEASURED_VERSIONS",
    "MENTIONS_FRAMEWORK",
    "Framework",
    "Parameter",
    "Signature",
    "Symbol",
    "api",
    "canonical",
    "framework_of",
    "is_subclass",
    "lookup",
    "method_signature",
    "signature",
]
