"""Reading files: Python, notebooks and Markdown pages, each as a document with its Python text."""

from __future__ import annotations

from pathlib import Path

from fwlint.documents.discover import Kind, kind_of
from fwlint.documents.document import Document, UnreadableDocument

DEFAULT_MAX_SIZE = 1_000_000


def read(
    path: Path,
    kind: Kind | None = None,
    *,
    max_size: int = DEFAULT_MAX_SIZE,
    data: bytes | None = None,
) -> Document:
    """Read a file of at most ``max_size`` bytes; without ``kind``, its suffix tells what it is.

    With ``data`` (standard input, say), the file itself is not opened. Raises UnreadableDocument.
    """
    if data is None:
        data = _contents(path, max_size)
    _refuse_above(max_size, len(data))
    kind = kind or kind_of(path)
    if kind == "notebook":
        from fwlint.documents.notebook import NotebookDocument

        return NotebookDocument(path, data)
    if kind == "markdown":
        from fwlint.documents.markdown import MarkdownDocument

        return MarkdownDocument(path, data)
    from fwlint.documents.python import PythonDocument

    return PythonDocument(path, data)


def _contents(path: Path, max_size: int) -> bytes:
    try:
        _refuse_above(max_size, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}") from error


def _refuse_above(max_size: int, size: int) -> None:
    if size > max_size:
        raise UnreadableDocument(f"{size:,} bytes: larger than the limit of {max_size:,}")
