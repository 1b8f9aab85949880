"""Whether LibCST parses what the running Python does not: its grammar may be newer.

LibCST's parser can overflow the stack, which ends the process, so it runs in a child.
"""

from __future__ import annotations

import sys
from pathlib import Path

TIME_LIMIT = 20.0
"""Seconds that the child may take."""


def parses_with_libcst(text: str) -> bool:
    """Whether LibCST accepts the text. False, too, when its parser crashes or takes too long."""
    import subprocess

    try:
        child = subprocess.run(
            [sys.executable, "-m", "fwlint.documents.newer_syntax"],
            input=text.encode("utf-8", "surrogatepass"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            # With -m, Python imports from the working directory first: not from the user's.
            cwd=Path(__file__).parents[2],
        )
    except subprocess.TimeoutExpired:
        return False
    return child.returncode == 0


def main() -> int:
    """Parse standard input; 0 if LibCST accepts it."""
    import libcst

    try:
        libcst.parse_module(sys.stdin.buffer.read().decode("utf-8"))
    except (libcst.ParserSyntaxError, UnicodeDecodeError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
