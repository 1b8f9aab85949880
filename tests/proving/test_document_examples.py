"""Examples that stand in notebooks and Markdown pages."""

from __future__ import annotations

import json

from fwlint.checks import Bad, Check, Good
from fwlint.proving.extract import python_of
from fwlint.proving.runner import Runner
from fwlint.proving.verdict import prove_example

PAGE = """# How to count

```python
count = int("x")
```
"""


def notebook(*cells: str) -> str:
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "id": f"cell-{number}",
                    "metadata": {},
                    "outputs": [],
                    "source": cell,
                }
                for number, cell in enumerate(cells)
            ],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


class OfDocuments(Check):
    """A toy."""

    code, name, severity = "FWX101", "of-documents", "error"


def test_the_code_of_a_page_is_run(runner: Runner) -> None:
    bad = Bad(PAGE, raises="ValueError: invalid literal", kind="markdown")
    trial = prove_example(OfDocuments(), "bad-1", bad, runner.run)
    assert (trial.skipped, trial.failures) == (None, [])


def test_the_cells_of_a_notebook_are_run_in_order(runner: Runner) -> None:
    good = Good(notebook("count = 1", "count += 1"), shows="assert count == 2", kind="notebook")
    trial = prove_example(OfDocuments(), "good-1", good, runner.run)
    assert (trial.skipped, trial.failures) == (None, [])


def test_what_does_not_parse_is_not_run(runner: Runner) -> None:
    bad = Bad("```python\ncount = = 1\n```\n", kind="markdown")
    trial = prove_example(OfDocuments(), "bad-1", bad, runner.run)
    assert trial.skipped == "it does not parse, which is its point: there is nothing to run"


def test_what_cannot_be_read_is_not_run() -> None:
    assert python_of("{", "notebook") is None
