"""The line of a key in TOML text."""

from __future__ import annotations

import pytest

from fwlint.config.toml_lines import line_of_key

TEXT = '''\
# select = 1
[project]
select = 2
[tool.fwlint]  # ours
select = [
  "jobs = 3",
]
notes = """
jobs = 4
"""
jobs = 5
framework-versions.torch = "2.6"
per-file-ignores = { "a.py" = [], "b c.py" = [] }
[tool.fwlint.nested."dotted.key"]
x = 1
[[tool.other]]
jobs = 6
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["tool", "fwlint", "select"], 5),
        (["tool", "fwlint", "jobs"], 11),
        (["tool", "fwlint", "framework-versions", "torch"], 12),
        (["tool", "fwlint", "per-file-ignores", "b c.py"], 13),
        (["tool", "fwlint", "nested", "dotted.key", "x"], 15),
        (["tool", "fwlint", "absent"], 4),
        (["project", "select"], 3),
        (["nowhere"], None),
    ],
)
def test_line_of_key(path: list[str], line: int | None) -> None:
    assert line_of_key(TEXT, path) == line
