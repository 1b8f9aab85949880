"""What docstrings and type stubs say of objects that ``inspect`` cannot look into."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import itertools
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

UNKNOWN_DEFAULT = "..."

_SIGNATURE_LINE = (
    r"^\s*(?:\.\. (?:py:)?(?:function|method)::\s*)?(?:\w+\.)*(?:{name}|__init__)"
    r"\(((?:[^()]|\([^()]*\))*)\)\s*(?:->.*)?$"
)
_DOCUMENTED_PARAMETER = re.compile(r"(\*{0,2})(\w*)(?::\s*[^=]+)?(?:\s*=\s*(.+))?")
_DEPRECATED_DIRECTIVE = re.compile(  # not indented: further in, it speaks of one parameter
    r"^\.\. deprecated::[ ]*([\d.]*)(.*(?:\n[ ]+\S.*)*)", re.MULTILINE
)
_TENSORFLOW_NOTICE = re.compile(r"THIS (?:FUNCTION|CLASS) IS DEPRECATED")
_TENSORFLOW_ADVICE = re.compile(r"Instructions for updating:\n(.+(?:\n.+)*)")


def documented_parameters(name: str, doc: str) -> list[str] | None:
    """The parameters of the only signature line in a docstring, if a ``def`` could have them."""
    lines = re.findall(_SIGNATURE_LINE.format(name=re.escape(name)), doc, re.MULTILINE)
    if len(lines) != 1:
        return None
    written: list[str] = []
    starred = optional = False
    for part in _split(lines[0].replace("\\", "")):
        found = _DOCUMENTED_PARAMETER.fullmatch(part)
        if (part == "*" and starred) or part == "/":
            continue
        if found is None:  # prose, or C
            return None
        stars, parameter, default = found.groups()
        if default is None and starred:  # builtins have no keyword that must be given
            default = UNKNOWN_DEFAULT
        if default is None and optional and not stars:
            return None  # `arange(start=0, end, step=1)`: two signatures in one
        starred = starred or stars == "*"
        optional = optional or default is not None
        if default is not None:
            default = default if is_literal(default) else UNKNOWN_DEFAULT
            written.append(f"{parameter}={default}")
        else:
            written.append(stars + parameter)
    return written


def _split(source: str) -> list[str]:
    """Split at the commas that stand outside brackets and quotes."""
    parts = re.findall(r"(?:[^,()\[\]'\"]|\([^()]*\)|\[[^\[\]]*\]|'[^']*'|\"[^\"]*\")+", source)
    return [part.strip() for part in parts if part.strip()]


def is_literal(source: str) -> bool:
    try:
        ast.literal_eval(source)
    except (ValueError, SyntaxError):  # also `inf` and `nan`, floats that no literal writes
        return False
    return True


@cache
def _stub() -> dict[str, list[list[str]]]:
    """Positional parameters of every overload that torch's type stub gives its builtins."""
    spec = importlib.util.find_spec("torch")
    assert spec is not None and spec.origin is not None
    source = (Path(spec.origin).parent / "_C" / "_VariableFunctions.pyi").read_text("utf-8")
    overloads: dict[str, list[list[str]]] = {}
    for definition in ast.parse(source).body:
        if isinstance(definition, ast.FunctionDef):
            arguments = definition.args.posonlyargs + definition.args.args
            overloads.setdefault(definition.name, []).append([a.arg for a in arguments])
    return overloads


def agrees_with_stub(thing: Any, name: str, documented: list[str]) -> bool:
    """Docstrings of torch's builtins misname some parameters; the generated stub does not."""
    if getattr(sys.modules.get("torch"), name, None) is not thing:
        return True
    overloads = _stub().get(name)
    before_star = itertools.takewhile(lambda part: part[0] != "*", documented)
    positional = [part.partition("=")[0] for part in before_star]
    return overloads is None or any(o[: len(positional)] == positional for o in overloads)


def documented_deprecation(doc: str) -> str | None:
    """Sphinx's directive, or the notice that TensorFlow's decorators put into docstrings."""
    found = _DEPRECATED_DIRECTIVE.search(inspect.cleandoc(doc))
    if found:
        return ": ".join(filter(None, (found.group(1), found.group(2).strip()))) or "deprecated"
    if not _TENSORFLOW_NOTICE.search(doc):
        return None
    advice = _TENSORFLOW_ADVICE.search(doc)
    return advice.group(1) if advice else "deprecated"
