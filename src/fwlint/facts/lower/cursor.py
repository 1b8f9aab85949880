"""The position of the walk in the text: the next token, and where the last one ended."""

from __future__ import annotations

from bisect import bisect_left

from libcst import Module

from fwlint.facts.tokens import (
    rescan,
    scanned_string_end,
    skip_between,
    skip_blank,
    skip_space,
    token_starts,
)


class LoweringError(Exception):
    """The walk and the text disagree: a defect of fwlint, told as such for this file alone."""


class Cursor:
    """Hands out token offsets in the order in which the walk meets names and brackets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = token_starts(text)
        self.next = 0
        self.end = 0

    def leaf(self, value: str) -> int:
        """Pass the token ``value``; its start."""
        start = self.starts[self.next]
        end = start + len(value)
        if self.text[start:end] != value:
            raise LoweringError(f"expected {value!r} at offset {start}")
        self.next += 1
        self.end = end
        return start

    def bracket(self) -> int:
        """Pass one bracket; its start."""
        start = self.starts[self.next]
        self.next += 1
        self.end = start + 1
        return start

    def brackets(self, count: int) -> None:
        """Pass ``count`` parentheses in a row."""
        if count:
            self.next += count
            self.end = self.starts[self.next - 1] + 1

    def keyword(self, word: str) -> int:
        """Pass a keyword that comes next, which is no token; its start."""
        start = skip_between(self.text, self.end)
        if not self.text.startswith(word, start):
            raise LoweringError(f"expected {word!r} at offset {start}")
        self.end = start + len(word)
        return start

    def before(self, operator: str) -> int:
        """Pass a prefix operator that stands before the next token; its start."""
        begin = skip_between(self.text, self.end)
        start = self.text.find(operator, begin, self.starts[self.next])
        if start < 0:
            raise LoweringError(f"expected {operator!r} after offset {self.end}")
        self.end = start + len(operator)
        return start

    def punctuation(self, mark: str) -> int:
        """Pass the comma or colon that comes next; its start."""
        start = skip_blank(self.text, self.end)
        if not self.text.startswith(mark, start):
            raise LoweringError(f"expected {mark!r} at offset {start}")
        self.end = start + 1
        return start

    def source(self, code: str) -> int:
        """Pass source of which only the text is known (an f-string, a pattern); its start."""
        start = self.starts[self.next]
        end = self._end_of(code, start)
        self.end = end
        self.skip_tokens()
        if scanned_string_end(self.text, start) != end:
            # The same quotes within the holes misled the scanner.
            rescan(self.text, end, self.starts, self.next)
        return start

    def pattern(self, code: str) -> int:
        """Pass the pattern of a ``case``, of which only the text is known; its start."""
        start = skip_between(self.text, self.end)
        self.end = self._end_of(code, start)
        self.skip_tokens()
        return start

    def _end_of(self, code: str, start: int) -> int:
        """Where the source ``code`` ends that starts at ``start``."""
        if self.text.startswith(code, start):
            return start + len(code)
        # LibCST writes lines within brackets without the indentation of the block around.
        end = start
        for word in code.split():
            for character in word:
                end = skip_space(self.text, end)
                if not self.text.startswith(character, end):
                    raise LoweringError(f"expected {code!r} at offset {start}")
                end += 1
        return end

    def skip_tokens(self) -> None:
        """Pass the tokens before ``end``, which was set from source."""
        self.next = bisect_left(self.starts, self.end, self.next)

    def is_at(self, value: str) -> bool:
        """Whether the next token begins with ``value``."""
        return self.text.startswith(value, self.starts[self.next])

    def finish(self) -> None:
        """Check that nothing is left."""
        if self.next != len(self.starts) - 1:
            raise LoweringError(f"nothing was expected at offset {self.starts[self.next]}")


class _Always:
    """A list that has the same item everywhere."""

    def __init__(self, item: int) -> None:
        self.item = item

    def __getitem__(self, index: int) -> int:
        return self.item


class FixedCursor:
    """Places every node at one range: that of the f-string in whose holes they stand."""

    def __init__(self, start: int, end: int) -> None:
        self.starts = _Always(start)
        self.next = 0
        self.end = end

    def leaf(self, value: str) -> int:
        return self.starts.item

    def bracket(self) -> int:
        return self.starts.item

    def brackets(self, count: int) -> None:
        """Nothing to pass."""

    def keyword(self, word: str) -> int:
        return self.starts.item

    def before(self, operator: str) -> int:
        return self.starts.item

    def punctuation(self, mark: str) -> int:
        return self.starts.item

    def source(self, code: str) -> int:
        return self.starts.item


_NO_MODULE = Module(body=())


def code_of(node: object) -> str:
    """A node's source, as LibCST writes it."""
    return _NO_MODULE.code_for_node(node)  # type: ignore[arg-type]
