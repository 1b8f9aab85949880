"""An example as the document in which it stands: a Python file, a notebook, a Markdown page."""

from __future__ import annotations

from pathlib import Path

from fwlint.documents.discover import Kind
from fwlint.documents.document import Document, UnreadableDocument

_NAMES: dict[Kind, str] = {
    "python": "example.py",
    "notebook": "example.ipynb",
    "markdown": "example.md",
}


def file_name(kind: Kind) -> str:
    """The name of a file of this kind."""
    return _NAMES[kind]


def document_of(source: str, kind: Kind) -> Document:
    """``source`` read as a whole file of ``kind``. Raises UnreadableDocument."""
    from fwlint.documents import read

    return read(Path(file_name(kind)), kind, data=source.encode())


def python_of(source: str, kind: Kind) -> str | None:
    """What runs of a document, or ``None`` if some of it does not parse."""
    if kind == "python":
        return source
    try:
        document = document_of(source, kind)
    except UnreadableDocument:
        return None
    return None if document.problems else document.text
