"""From a file's bytes to its text, and the same way back."""

from __future__ import annotations

import codecs
import io
from typing import NamedTuple

from fwlint.documents.document import CannotRebuild, UnreadableDocument

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Decoded(NamedTuple):
    """``encoding`` is a codec that also writes the byte order mark, if the file has one."""

    data: bytes
    text: str
    encoding: str

    def encode(self, text: str) -> bytes:
        """Another text in the encoding of this file. Raises CannotRebuild."""
        if text == self.text:
            return self.data
        try:
            if self.text.encode(self.encoding) != self.data:
                raise CannotRebuild(f"writing {self.encoding} would change other bytes of the file")
            return text.encode(self.encoding)
        except UnicodeError as error:
            raise CannotRebuild(f"the new text cannot be written in {self.encoding}") from error


def decode_utf8(data: bytes) -> Decoded:
    """The text of a file that must be UTF-8. Raises UnreadableDocument."""
    return _decode(data, "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8")


def decode_python(data: bytes) -> Decoded:
    """The text of a Python file, in the encoding it declares. Raises UnreadableDocument."""
    if b"\0" in data:
        if data.startswith(_UTF16_MARKS):
            raise UnreadableDocument("UTF-16 text, which Python does not read: save it as UTF-8")
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise UnreadableDocument("binary content (NUL bytes), not Python source text", line)
    decoded = _decode(data, _declared_encoding(data))
    if "\0" in decoded.text:
        raise UnreadableDocument("NUL characters, which Python source text may not contain")
    return decoded


def _declared_encoding(data: bytes) -> str:
    head = data[: data.find(b"\n", data.find(b"\n") + 1) + 1] or data
    if b"coding" not in head:  # spares the import of tokenize
        return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    import tokenize

    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError as error:
        raise UnreadableDocument(
            f"{error.msg or 'unknown encoding'}: declare the right one", 1
        ) from error


def _decode(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data, data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        name = "UTF-8" if encoding.startswith("utf-8") else encoding
        message = f"not {name} text (byte 0x{data[error.start]:02x})"
        hint = "save it as UTF-8" if name == "UTF-8" else "declare its real encoding"
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument(f"{message}: {hint}", line) from error
    except (UnicodeError, LookupError) as error:
        raise UnreadableDocument(f"cannot be decoded as {encoding}: {error}", 1) from error
