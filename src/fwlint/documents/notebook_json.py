"""The JSON of a notebook, with the place of each cell's source in the raw text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fwlint.documents.document import UnreadableDocument

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPED_LETTER = re.compile(r"(?<!\\)(?:\\\\)*\\u(?!00[01])")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Value(NamedTuple):
    """A JSON value and its range in the raw text."""

    value: Any
    start: int
    end: int


class Cell(NamedTuple):
    """``source`` stands at ``raw`` in the file, as a list of ``items`` or as one string (None)."""

    kind: str
    language: str | None
    source: str
    raw: Value
    items: list[Value] | None


class NotebookJson:
    """A notebook of format 4.

    ``language`` is the one its kernel runs, in lower case; None if the file does not say.
    """

    def __init__(self, raw: str) -> None:
        """Raises UnreadableDocument."""
        self.raw = raw
        top = _top_of_notebook(raw)
        self.language = _language(top["metadata"].value) if "metadata" in top else None
        self.cells = [
            _cell(raw, number, value) for number, value in enumerate(_items(raw, top["cells"]), 1)
        ]

    def with_sources(self, changed: Mapping[int, str]) -> str:
        """The raw text with new sources for some cells, by their numbers from 1."""
        pieces, done = [], 0
        for number, source in sorted(changed.items()):
            cell = self.cells[number - 1]
            pieces += [self.raw[done : cell.raw.start], self._encode(cell, source)]
            done = cell.raw.end
        return "".join([*pieces, self.raw[done:]])

    def lines_in_file(self, number: int, first: int, last: int) -> tuple[int, int]:
        """The first and the last line of the file that hold such lines of a cell; all from 1."""
        cell = self.cells[number - 1]
        held: list[Value] = []
        begin = 1
        for item in cell.items or [cell.raw]:
            end = begin + item.value.rstrip("\n").count("\n")
            if begin <= last and first <= end:
                held.append(item)
            begin += item.value.count("\n")
        above, below = self.raw[: held[0].start], self.raw[: held[-1].end]
        return above.count("\n") + 1, below.count("\n") + 1

    def _encode(self, cell: Cell, source: str) -> str:
        """A source in the style of the cell; lines that it had before keep their spelling."""
        ascii_only = self.raw.isascii() and bool(_ESCAPED_LETTER.search(self.raw))
        if cell.items is None:
            return json.dumps(source, ensure_ascii=ascii_only)
        spelling = {item.value: self.raw[item.start : item.end] for item in cell.items}
        lines = [
            spelling.get(line) or json.dumps(line, ensure_ascii=ascii_only)
            for line in _LINE.findall(source)
        ]
        if not lines:
            return "[]"
        opening = self.raw[cell.raw.start : cell.items[0].start]
        closing = self.raw[cell.items[-1].end : cell.raw.end]
        if len(cell.items) > 1:
            separator = self.raw[cell.items[0].end : cell.items[1].start]
        else:
            separator = "," + opening[1:]
        return opening + separator.join(lines) + closing


def _top_of_notebook(raw: str) -> dict[str, Value]:
    """The members of the notebook's object."""
    if not raw.strip():
        raise UnreadableDocument("an empty file, not a notebook")
    try:
        notebook = json.loads(raw)
    except json.JSONDecodeError as error:
        message = f"not a notebook: broken JSON, {error.msg} (column {error.colno})"
        raise UnreadableDocument(message, error.lineno) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number with too many digits
        raise UnreadableDocument("not a notebook: JSON that Python cannot read") from error
    if not isinstance(notebook, dict):
        raise UnreadableDocument("not a notebook: its JSON is no object")
    if "worksheets" in notebook and "cells" not in notebook:
        raise UnreadableDocument(
            "a notebook of format 3: convert it with "
            "`jupyter nbconvert --to notebook --nbformat 4 --inplace`"
        )
    if not isinstance(notebook.get("cells"), list):
        raise UnreadableDocument("not a notebook: its JSON has no list of cells")
    return dict(_members(raw, _after_space(raw, 0)))


def _language(metadata: object) -> str | None:
    """What the kernel runs, by ``language_info`` or else ``kernelspec``."""
    for section, key in (("language_info", "name"), ("kernelspec", "language")):
        found = _get(metadata, section, key)
        if isinstance(found, str):
            return found.lower()
    return None


def _get(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _cell(raw: str, number: int, value: Value) -> Cell:
    if not isinstance(value.value, dict):
        raise UnreadableDocument(f"not a notebook: cell {number} is no object")
    members = dict(_members(raw, value.start))
    kind = _get(value.value, "cell_type")
    language = _get(value.value, "metadata", "vscode", "languageId")
    source = members.get("source", Value("", value.start, value.start))
    items = list(_items(raw, source)) if isinstance(source.value, list) else None
    parts = [source.value] if items is None else [item.value for item in items]
    if not all(isinstance(part, str) for part in parts):
        raise UnreadableDocument(f"not a notebook: the source of cell {number} is no text")
    return Cell(
        kind if isinstance(kind, str) else "",
        language if isinstance(language, str) else None,
        "".join(parts),
        source,
        items,
    )


def _members(raw: str, start: int) -> Iterator[tuple[str, Value]]:
    """The members of the valid object that begins at ``start``."""
    index = _after_space(raw, start + 1)
    while raw[index] != "}":
        key, index = _DECODER.raw_decode(raw, index)
        colon = _after_space(raw, index)
        value = _value(raw, _after_space(raw, colon + 1))
        yield key, value
        index = _after_comma(raw, value.end)


def _items(raw: str, array: Value) -> Iterator[Value]:
    """The items of a valid array."""
    index = _after_space(raw, array.start + 1)
    while raw[index] != "]":
        value = _value(raw, index)
        yield value
        index = _after_comma(raw, value.end)


def _value(raw: str, start: int) -> Value:
    value, end = _DECODER.raw_decode(raw, start)
    return Value(value, start, end)


def _after_comma(raw: str, index: int) -> int:
    index = _after_space(raw, index)
    return _after_space(raw, index + 1) if raw[index] == "," else index


def _after_space(raw: str, index: int) -> int:
    found = _SPACE.match(raw, index)
    return found.end() if found else index
