from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark
from fwlint.documents.document import Problem


class ShellInPythonBlock(Check):
    """A command for the shell stands among Python code.

    ## Why
    A line such as `pip install torch` or `torchserve --start` is no Python: whoever runs the
    block or the file gets a SyntaxError, and so does every tool that reads it. On a page it
    also gets the wrong colours and the wrong copy button.

    ## Instead
    Put it into a block of its own, marked as `bash`. In a notebook begin it with `!` or `%`,
    in a script run it with `subprocess.run`.

    ## References
    * [Fenced code blocks](https://spec.commonmark.org/current/#fenced-code-blocks)
    * [subprocess](https://docs.python.org/3/library/subprocess.html)
    """

    code = "FWN103"
    name = "shell-in-python-block"
    severity = "error"
    problems = ("shell",)
    examples = (
        Bad(
            """# Serving

```python
import torch

torch.save(torch.nn.Linear(4, 2).state_dict(), "weights.pt")

# then start the server
torchserve --start --ncs --model-store model_store
```
""",
            raises="SyntaxError: invalid syntax",
            kind="markdown",
            lines=(9,),
        ),
        Bad(
            """
pip install torch torchvision
import torch
""",
            raises="SyntaxError: invalid syntax",
            lines=(2,),
        ),
        Good(
            """# Serving

```python
import torch

torch.save(torch.nn.Linear(4, 2).state_dict(), "weights.pt")
```

```bash
torchserve --start --ncs --model-store model_store
```
""",
            shows="assert sorted(torch.load('weights.pt')) == ['bias', 'weight']",
            kind="markdown",
        ),
        Good(
            """
import subprocess
import sys

import torch

subprocess.run([sys.executable, "--version"], check=True)
""",
        ),
    )

    def on_problem(self, problem: Problem) -> Iterator[Remark]:
        yield Remark(
            (0, 0),
            "a shell command stands in Python code",
            help="move it into a block marked `bash`, or run it with subprocess.run",
            problem=problem,
        )
