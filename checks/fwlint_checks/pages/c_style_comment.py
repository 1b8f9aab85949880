from __future__ import annotations

import re
from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.documents.document import Problem
from fwlint.fixes.edits import Fix, ReplaceText, safe

_SLASHES = re.compile(r"/{2,}")
_ONLY_A_MARGIN = re.compile(r"[\s>.]*")


class CStyleComment(Check):
    """`//` begins a comment in C and JavaScript; in Python it divides.

    ## Why
    Notes such as `// export for serving` slip into Python from other languages and from pages
    that show several. Python reads them as a floor division without a left or a right side and
    refuses the whole file, cell or block with a SyntaxError.

    ## Instead
    Begin the comment with `#`.

    ## Fix safety
    Safe: only the slashes become `#`, in code that does not run as it stands. A comment after
    code is changed only where the code around it parses without the comment.

    ## References
    * [Comments](https://docs.python.org/3/reference/lexical_analysis.html#comments)
    """

    code = "FWN101"
    name = "c-style-comment"
    severity = "error"
    problems = ("c-comment",)
    examples = (
        Bad(
            """
import torch

// the encoder
model = torch.nn.Sequential(
    torch.nn.Linear(4, 8),  // widen
    torch.nn.ReLU(),
)
""",
            raises="SyntaxError: invalid syntax",
            lines=(4, 6),
            fixed="""
import torch

# the encoder
model = torch.nn.Sequential(
    torch.nn.Linear(4, 8),  # widen
    torch.nn.ReLU(),
)
""",
            then="assert model(torch.ones(1, 4)).shape == (1, 8)",
        ),
        Bad(
            """# Export

```python
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(model, (torch.ones(1, 4),)) // one file for every runtime
```
""",
            raises="SyntaxError: invalid syntax",
            kind="markdown",
            lines=(7,),
            fixed="""# Export

```python
import torch

model = torch.nn.Linear(4, 2).eval()
program = torch.export.export(model, (torch.ones(1, 4),)) # one file for every runtime
```
""",
            then="assert program.module()(torch.ones(1, 4)).shape == (1, 2)",
        ),
        Bad(
            """{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "import torch\\n",
    "/// weights, all \\u03b5\\n",
    "weights = torch.full((2,), 1e-6)"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
""",
            raises="SyntaxError: invalid syntax",
            kind="notebook",
            lines=(2,),
            fixed="""{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "import torch\\n",
    "# weights, all \\u03b5\\n",
    "weights = torch.full((2,), 1e-6)"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
""",
            then="assert weights.sum().item() < 1e-5",
        ),
        Good(
            """
import torch

# The hub, see https://pytorch.org/hub
half = torch.arange(8) // 2
""",
            shows="assert half.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]",
        ),
        Silent(
            '''
import torch

URL = "https://download.pytorch.org/models"
NOTE = """
// this is the text of a C header
"""
''',
            reason="it stands in a string",
        ),
    )

    def on_problem(self, problem: Problem) -> Iterator[Remark]:
        yield Remark(
            (0, 0),
            "`//` begins no comment in Python",
            help="begin the comment with `#`",
            fix=_with_hash(problem),
            problem=problem,
        )


def _with_hash(problem: Problem) -> Fix | None:
    assert problem.line is not None and problem.column is not None
    column = problem.column - 1
    slashes = _SLASHES.match(problem.source, column)
    is_line = _ONLY_A_MARGIN.fullmatch(problem.source, 0, column)
    if slashes is None or not (is_line or problem.repaired):
        return None
    edit = ReplaceText(problem.cell, problem.line, column, slashes.end(), "#")
    return safe("Write `#`", edit)
