"""What ``--fix`` makes of a program when one check alone is on."""

from __future__ import annotations

from pathlib import Path

from fwlint.config.settings import Config
from fwlint.run.fix import fix_paths


def fixed(code: str, program: str, name: str = "program.py", *, unsafe: bool = False) -> str:
    """``program``, a file called ``name``, after the fixes of the check ``code``."""
    root = Path("/nowhere")
    config = Config(root=root, select=(code,), unsafe_fixes=unsafe, use_cache=False)
    outcome = fix_paths([], config, write=False, stdin=(program.encode(), root / name))
    assert outcome.stdout is not None
    return outcome.stdout.decode()
