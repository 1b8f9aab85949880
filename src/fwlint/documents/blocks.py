"""From a fenced block to its Python: without margins, prompts and options; outputs are masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fwlint.documents.document import starts_of_lines
from fwlint.documents.fences import Fence
from fwlint.documents.layout import Layout, dedented, joined
from fwlint.documents.masks import Mask, StandIns
from fwlint.documents.patchwork import Part

_SKIP = re.compile(r"\s*#\s*fwlint:\s*skip\b")
_PROMPT = re.compile(r"\s*>>>(?: |$)")
_CONTINUED = re.compile(r"\s*\.\.\.(?: |$)")
_OPTION = re.compile(r"\s*:[\w-]+:")


def part_of(
    number: int, fence: Fence, raw_lines: Sequence[str], ends: Sequence[str], stand_ins: StandIns
) -> Part | None:
    """The Python of a block; None if it has none, or opts out with ``# fwlint: skip``.

    ``raw_lines`` are the block's lines in the file, and ``ends`` the line ends between them.
    """
    start = _count_of_options(fence.lines)
    filled = [line for line in fence.lines[start:] if line.strip()]
    if not filled or _SKIP.match(filled[0]):
        return None
    margins, lines = _without_margins(raw_lines[start:], fence.lines[start:])
    outputs: list[int] = []
    is_session = _is_session(lines)
    if is_session:
        prompts = _prompts(lines)
        margins = [margin + prompt for margin, prompt in zip(margins, prompts, strict=True)]
        lines = [line[len(prompt) :] for line, prompt in zip(lines, prompts, strict=True)]
        outputs = [i for i, prompt in enumerate(prompts) if not prompt and lines[i].strip()]
    code = joined(lines, ends[start:])
    starts = starts_of_lines(code)
    masks = [Mask(starts[i], starts[i] + len(lines[i]), stand_ins.comment()) for i in outputs]
    layout = Layout(fence.first + start, margins, extensible=not is_session)
    return Part(number, None, layout, code, masks)


def _count_of_options(lines: Sequence[str]) -> int:
    """How many lines at the head of a directive such as MyST's ``{code-cell}`` are options."""
    return next((i for i, line in enumerate(lines) if not _OPTION.match(line)), len(lines))


def _without_margins(raw_lines: Sequence[str], lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The margins of a block: its list's or quote's, and an indentation of all its lines."""
    if not all(raw.endswith(line) for raw, line in zip(raw_lines, lines, strict=True)):
        lines = raw_lines  # CommonMark has split a tab, or replaced a NUL
    margins, code_lines = dedented(lines)
    outer = [raw[: len(raw) - len(line)] for raw, line in zip(raw_lines, lines, strict=True)]
    return [o + m for o, m in zip(outer, margins, strict=True)], code_lines


def _is_session(lines: Sequence[str]) -> bool:
    """Whether a block shows an interactive session, with ``>>>`` before what was typed."""
    code = (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    return bool(_PROMPT.match(next(code, "")))


def _prompts(lines: Sequence[str]) -> list[str]:
    """The prompt of each line; empty for output."""
    prompts = []
    is_input = False
    for line in lines:
        prompt = _PROMPT.match(line) or (_CONTINUED.match(line) if is_input else None)
        is_input = prompt is not None
        prompts.append(prompt.group() if prompt else "")
    return prompts
