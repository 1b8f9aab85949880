"""Code that knows that what it uses may not exist, told by the words in its conditions."""

from __future__ import annotations

import re

from fwlint.facts import nodes as n

# A version is compared or taken apart: `args.version` alone is an option, and an opset is no
# version of a package. That a device is available says nothing of an API.
_TEST = re.compile(
    r"__version__|(?<!opset_)(?<!con)[vV]ersion(?:_info)?\s*[<>=!(\[.]|VERSION|hasattr"
    r"|TYPE_CHECKING|AVAILABLE|(?<![a-zA-Z])HA(?:S|VE)_"
    r"|(?<!cuda\.is_)(?<!mps\.is_)(?<!xpu\.is_)available"
)
_CONTEXT = re.compile(r"raises|assertRaises|suppress")
_HANDLED = re.compile(
    r"\b(?:ImportError|ModuleNotFoundError|AttributeError|TypeError|NotImplementedError|Exception)\b"
)
_LEAVING_CALL = re.compile(r"skip|exit")
_TEST_IN_PLACE = re.compile(r"\bhasattr\(|__version__")


def tests_existence(text: str, test: n.Node) -> bool:
    """Whether a condition is about a version, or whether something is there."""
    return _found(_TEST, text, test)


def expects_failure(text: str, statement: n.With | n.Try) -> bool:
    """Whether a statement catches what the use of something missing raises."""
    if isinstance(statement, n.With):
        return any(_found(_CONTEXT, text, item.value) for item in statement.items)
    exceptions = [handler.exception for handler in statement.handlers]
    return any(caught is None or _found(_HANDLED, text, caught) for caught in exceptions)


def leaves_otherwise(text: str, statement: n.Stmt) -> bool:
    """Whether what follows runs only if a test of existence came out well."""
    if isinstance(statement, n.Assert):
        return tests_existence(text, statement.test)
    if not isinstance(statement, n.If) or not tests_existence(text, statement.test):
        return False
    last = statement.body[-1]
    if isinstance(last, n.Expression):
        return isinstance(last.value, n.Call) and _found(_LEAVING_CALL, text, last.value.func)
    is_jump = isinstance(last, n.Jump) and last.kind != "pass"
    return is_jump or isinstance(last, n.Return | n.Raise)


def tests_in_place(text: str, statement: n.Node, offset: int) -> bool:
    """Whether the statement around ``offset`` tests and uses in one expression."""
    end = offset if hasattr(statement, "body") else statement.end
    return _TEST_IN_PLACE.search(text, statement.start, end) is not None


def _found(pattern: re.Pattern[str], text: str, node: n.Node) -> bool:
    return pattern.search(text, node.start, node.end) is not None
