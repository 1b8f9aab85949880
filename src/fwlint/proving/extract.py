"""The Python of an example that stands in a notebook or a Markdown page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

Kind = Literal["python", "notebook", "markdown"]

SUFFIXES: dict[Kind, str] = {"python": ".py", "notebook": ".ipynb", "markdown": ".md"}


def python_of(source: str, kind: Kind) -> str | None:
    """The Python text of a document of ``kind``, or ``None`` if some of it does not parse."""
    if kind == "python":
        return source
    from fwlint.documents import read

    with tempfile.TemporaryDirectory(prefix="fwlint-example-") as directory:
        path = Path(directory) / f"example{SUFFIXES[kind]}"
        path.write_text(source, encoding="utf-8")
        document = read(path)
    return None if document.problems else document.text
