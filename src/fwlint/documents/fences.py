"""The fenced code blocks of a Markdown page that say that they are Python."""

from __future__ import annotations

import re
from typing import NamedTuple

_LANGUAGES = frozenset(["py", "python", "python3", "ipython", "ipython3"])
_DIRECTIVES = frozenset(["code", "code-block", "code-cell", "sourcecode"])
_WORD = re.compile(r"[\w.+-]+")
_OPT_OUT = frozenset(["ignore", "no-lint", "nolint"])


class Fence(NamedTuple):
    """``lines`` as CommonMark sees them, without a list's indentation or a quote's ``>``.

    ``first`` is the index of the first of them in the file.
    """

    first: int
    lines: list[str]


def python_fences(source: str) -> list[Fence]:
    """The Python blocks of a page, in order, but not those marked ``ignore`` or ``no-lint``."""
    if "```" not in source and "~~~" not in source:  # spares the import
        return []
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable("inline")
    return [
        Fence(token.map[0] + 1, token.content.removesuffix("\n").split("\n"))
        for token in parser.parse(source)
        if token.type == "fence" and token.map and token.content and _is_python(token.info)
    ]


def _is_python(info: str) -> bool:
    """Whether an info string means Python, as ``python title="x"`` or ``{.python}`` does."""
    words = [word.lstrip(".").lower() for word in _WORD.findall(info)]
    if words and words[0] in _DIRECTIVES and info.startswith("{"):
        del words[0]
    return bool(words) and words[0] in _LANGUAGES and not _OPT_OUT.intersection(words)
