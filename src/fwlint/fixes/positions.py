"""From spans of a text to the nodes of its LibCST tree."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from fwlint.fixes.edits import Span
from fwlint.fixes.refusal import Refusal

Statement: TypeAlias = cst.BaseSmallStatement | cst.BaseCompoundStatement
Definition: TypeAlias = cst.FunctionDef | cst.ClassDef

_TARGETS = (cst.BaseExpression, cst.BaseSmallStatement, cst.BaseCompoundStatement)


class SourceTree:
    """The LibCST tree of ``text``. Raises Refusal if it does not give ``text`` back exactly.

    Spans are in characters and leave out parentheses around an expression; a decorated
    definition begins at its first decorator.
    """

    def __init__(self, text: str) -> None:
        try:
            self.module = cst.parse_module(text)
        except (cst.ParserSyntaxError, UnicodeEncodeError) as error:
            raise Refusal("LibCST cannot reproduce this file exactly") from error
        if self.module.code != text:
            raise Refusal("LibCST cannot reproduce this file exactly")
        self.text = text
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        self._byte_spans = wrapper.resolve(ByteSpanPositionProvider)
        self._nodes: defaultdict[Span, list[cst.CSTNode]] = defaultdict(list)
        for node in self._byte_spans:
            if isinstance(node, _TARGETS):
                self._nodes[self._bytes_of(node)].append(node)

    def expression(self, span: Span) -> cst.BaseExpression:
        for node in self._at(span):
            if isinstance(node, cst.BaseExpression):
                return node
        raise Refusal("its span does not name an expression")

    def call(self, span: Span) -> cst.Call:
        node = self.expression(span)
        if not isinstance(node, cst.Call):
            raise Refusal("its span does not name a call")
        return node

    def argument(self, call: Span, argument: Span) -> cst.Arg:
        """The argument of ``call`` whose value stands at ``argument``."""
        value = self.expression(argument)
        for candidate in self.call(call).args:
            if candidate.value is value:
                return candidate
        raise Refusal("its span does not name an argument of the call")

    def statement(self, span: Span) -> Statement:
        if self.text.startswith("elif", span[0]):
            raise Refusal("an elif is not a statement of its own")
        for node in self._at(span):
            if isinstance(node, (cst.BaseSmallStatement, cst.BaseCompoundStatement)):
                return node
        raise Refusal("its span does not name a statement")

    def definition(self, span: Span) -> Definition:
        node = self.statement(span)
        if not isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            raise Refusal("its span does not name a function or a class")
        return node

    def span(self, node: cst.CSTNode) -> Span:
        """Where ``node``, one of this tree, stands in the text."""
        start, end = self._bytes_of(node)
        if self.text.isascii():
            return start, end
        encoded = self.text.encode()
        return len(encoded[:start].decode()), len(encoded[:end].decode())

    def _at(self, span: Span) -> list[cst.CSTNode]:
        if not self.text.isascii():
            start, end = span
            span = (len(self.text[:start].encode()), len(self.text[:end].encode()))
        return self._nodes.get(span, [])

    def _bytes_of(self, node: cst.CSTNode) -> Span:
        place = self._byte_spans[node]
        start = place.start
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)) and node.decorators:
            start = self._byte_spans[node.decorators[0]].start
        return start, place.start + place.length
