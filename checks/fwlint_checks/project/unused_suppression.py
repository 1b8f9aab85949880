from __future__ import annotations

from collections.abc import Iterator

from fwlint.checks import Bad, Check, Good, Remark, Silent
from fwlint.fixes.edits import safe
from fwlint.unused import SuppressionSite


class UnusedSuppression(Check):
    """A comment silences a rule that finds nothing there.

    ## Why
    The code was mended, or the rule has learnt better; the comment stayed. It tells readers of a
    fault that there is not, and it will silence the next one, which nobody has looked at.

    Only `# noqa` comments with codes of fwlint and `# fwlint: ignore` comments are judged, and
    only by rules that were looked for: a rule that is switched off, or not true of the project's
    versions, may have been silenced for another run. To keep a comment all the same, add `FWQ301`
    to its list.

    ## Instead
    Take the comment out, or the code out of its list.

    ## Fix safety
    Safe: comments do not run. Codes of other tools, and what was written beside the comment, stay.

    ## References
    * [Ruff's rule for its own comments](https://docs.astral.sh/ruff/rules/unused-noqa/)
    """

    code = "FWQ301"
    name = "unused-suppression"
    severity = "warning"
    hears_suppressions = True
    sources = ("https://docs.astral.sh/ruff/rules/unused-noqa/",)
    examples = (
        Bad(
            """
import torch

state = torch.load("net.pt", weights_only=True)  # noqa: FWP102
""",
            fixed="""
import torch

state = torch.load("net.pt", weights_only=True)
""",
            runs=False,
        ),
        Bad(
            """
import torch

state = torch.load("net.pt", weights_only=True)  # noqa: E501, FWP102 the path grows
other = torch.load("net.pt", weights_only=False)  # fwlint: ignore[FWP102, FWO2] our own file
""",
            fixed="""
import torch

state = torch.load("net.pt", weights_only=True)  # noqa: E501 the path grows
other = torch.load("net.pt", weights_only=False)  # fwlint: ignore[FWP102] our own file
""",
            lines=(4, 5),
            runs=False,
        ),
        Bad(
            """
# fwlint: ignore-file[weights-only-false]
import torch

model = torch.nn.Linear(4, 2)  # the head  # fwlint: ignore
""",
            fixed="""

import torch

model = torch.nn.Linear(4, 2)  # the head
""",
            lines=(2, 5),
            runs=False,
        ),
        Good(
            """
import torch

state = torch.load("net.pt", weights_only=False)  # noqa: FWP102 our own file
""",
            runs=False,
        ),
        Silent(
            """
import torch

model = torch.nn.Linear(4, 2)  # noqa
other = torch.nn.Linear(4, 2)  # noqa: E501
""",
            reason="these comments may be for other tools",
        ),
        Silent(
            """
import torch

model = torch.nn.Linear(4, 2)  # noqa: FWO201, FWQ301
""",
            reason="a comment that names this rule is kept",
        ),
    )

    def on_suppression(self, comment: SuppressionSite) -> Iterator[Remark]:
        place = "in this file" if comment.scope == "file" else "on this line"
        if comment.is_unused:
            message = f"this comment silences nothing {place}"
        elif comment.unused_items:
            items = ", ".join(f"`{item}`" for item in comment.unused_items)
            verb = "silences" if len(comment.unused_items) == 1 else "silence"
            message = f"{items} {verb} nothing {place}"
        else:
            return
        fix = safe("Take it out of the comment", comment.without_unused())
        yield Remark(comment.span, message, fix=fix)
