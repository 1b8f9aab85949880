"""What calls and literals stand for."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from fwlint.facts import nodes as n
from fwlint.frameworks.returns import RETURN_THEMSELVES, given_by
from fwlint.project.classes import suites
from fwlint.project.values import (
    UNKNOWN,
    Definition,
    Instance,
    Literal,
    Method,
    Symbol,
    Text,
    Value,
    literal_of,
)

if TYPE_CHECKING:
    from fwlint.project.module import Module

_FORMAT_FIELD = re.compile(r"\{[^{}]*\}")
_PERCENT_FIELD = re.compile(r"%(?:\(\w*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")
_JOINS = ("os.path.join", "posixpath.join")
_PATHS = ("pathlib.Path", "pathlib.PurePath", "builtins.str", "os.fspath")


def evaluate_call(module: Module, call: n.Call) -> Value:
    """The value of a call."""
    callee = module.value(call.func)
    if isinstance(callee, Symbol):
        if callee.definition is not None:
            return _call_definition(module, callee, callee.definition, call)
        return _call_symbol(module, callee, call)
    if isinstance(callee, Method):
        return _call_method(module, callee, call)
    if isinstance(call.func, n.Attribute) and call.func.attr == "format":
        template = literal_of(module.value(call.func.value), str)
        if template is not None:
            return _ends(template, _FORMAT_FIELD)
    return UNKNOWN


def _call_symbol(module: Module, callee: Symbol, call: n.Call) -> Value:
    given = given_by(callee.canonical)
    if given is not None:
        return Instance(Symbol(given, given), call, module)
    if module.project.is_class(callee):
        return Instance(callee, call, module)
    if callee.qualified in _JOINS or callee.qualified in _PATHS:
        return _join(module, call)
    return UNKNOWN


def _join(module: Module, call: n.Call) -> Value:
    if not call.arguments or any(a.star or a.keyword for a in call.arguments):
        return UNKNOWN
    values = [module.value(argument.value) for argument in call.arguments]
    parts = [literal_of(value, str) for value in values]
    if all(part is not None for part in parts):
        return Literal(posixpath.join(*parts), call, module)
    last = values[-1]
    if len(values) == 1:
        return last if isinstance(last, Text) else UNKNOWN
    if isinstance(last, Text):
        return Text("", last.suffix)
    return Text("", f"/{parts[-1]}") if parts[-1] is not None else UNKNOWN


def _call_method(module: Module, callee: Method, call: n.Call) -> Value:
    for cls in module.project.ancestry(callee.receiver.cls):
        if callee.name in RETURN_THEMSELVES.get(cls, ()):
            return callee.receiver
        given = given_by(f"{cls}.{callee.name}")
        if given is not None:
            return Instance(Symbol(given, given), call, module)
    return UNKNOWN


def _call_definition(module: Module, callee: Symbol, definition: Definition, call: n.Call) -> Value:
    if isinstance(definition.node, n.Class):
        return Instance(callee, call, module)
    if definition.node.is_async or definition.node.decorators or _may_yield(definition):
        return UNKNOWN
    results = [
        definition.module.value(value) if value is not None else UNKNOWN
        for value in _returned(definition.node)
    ]
    # An object without a call came in as a parameter: here it may be one of a subclass.
    instances = [r for r in results if isinstance(r, Instance) and r.call is not None]
    if not instances or len(instances) < len(results):
        return UNKNOWN
    first = instances[0]
    if any(other.cls.canonical != first.cls.canonical for other in instances):
        return UNKNOWN
    return first if len(instances) == 1 else Instance(first.cls, call, module)


def _may_yield(definition: Definition) -> bool:
    node = definition.node
    return "yield" in definition.module.text[node.start : node.end]


def _returned(function: n.Function) -> list[n.Expr | None]:
    found: list[n.Expr | None] = []
    pending = [function.body]
    while pending:
        for statement in pending.pop():
            if isinstance(statement, n.Return):
                found.append(statement.value)
            pending.extend(suites(statement))
    return found


def evaluate_literal(module: Module, node: n.Expr) -> Value:
    """The value of a literal, or of text put together from literals."""
    if isinstance(node, n.Constant):
        return Literal(node.value, node, module)
    if isinstance(node, n.Sequence | n.Mapping):
        return Literal(None, node, module)
    if isinstance(node, n.FString):
        return _joined(module, node)
    if isinstance(node, n.Binary):
        return _binary(module, node)
    return UNKNOWN


def _joined(module: Module, node: n.FString) -> Value:
    values = [module.value(part) for part in node.parts]
    texts = [literal_of(value, str) for value in values]
    if texts and all(text is not None for text in texts):
        return Literal("".join(map(str, texts)), node, module)
    if not texts:
        return Literal("", node, module)
    return Text(texts[0] or "", texts[-1] or "")


def _binary(module: Module, node: n.Binary) -> Value:
    left, right = module.value(node.left), module.value(node.right)
    first, last = literal_of(left, str), literal_of(right, str)
    if node.operator == "%" and first is not None:
        return _ends(first, _PERCENT_FIELD)
    if node.operator not in ("+", "/"):
        return UNKNOWN
    glue = "" if node.operator == "+" else "/"
    if first is not None and last is not None:
        return Literal(f"{first}{glue}{last}", node, module)
    prefix = left.prefix if isinstance(left, Text) else first
    suffix = f"{glue}{last}" if last is not None else None
    if isinstance(right, Text):
        suffix = right.suffix  # what comes after the glue is unknown
    if not prefix and not suffix:
        return UNKNOWN
    return Text(prefix or "", suffix or "")


def _ends(template: str, placeholder: re.Pattern[str]) -> Text:
    fields = list(placeholder.finditer(template))
    if not fields:
        return Text(template, template)
    return Text(template[: fields[0].start()], template[fields[-1].end() :])
