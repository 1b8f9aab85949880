"""Recognising lines of other languages in Python code: C's comments, and shell commands."""

from __future__ import annotations

import re

from fwlint.documents.repair import Foreign, last_continued

_COMMENT_LINE = re.compile(r"\s*(?=//)")
_COMMENT_AFTER_CODE = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*"   # strings, in which `//` is no comment
      | (?P<python>\#) | (?<=\s)(?P<c>//)/*\s*[^\W\d]""",
    re.VERBOSE,
)
_COMMANDS = (
    "accelerate|apt|apt-get|aws|bash|brew|cd|chmod|conda|cp|curl|deepspeed|docker|echo|gcloud|git"
    "|huggingface-cli|jupyter|kaggle|kubectl|ls|make|mamba|mkdir|mv|nvidia-smi|npm|npx|nvcc"
    "|onnxsim|optimum-cli|pip|pip3|poetry|python|python3|rm|saved_model_cli|sh|source|sudo|tar"
    "|tensorboard|tensorflow_model_server|tensorflowjs_converter|torch-model-archiver|torchrun"
    "|torchserve|trtexec|unzip|uv|wget|yarn"
)
_OPERATOR = r"[-+*/%&|<>@]{1,2}\s|[-+*/%&|<>@]{0,2}=|[,:()\]}]|(?:in|is|and|or|not|if|else|for)\b"
_STATEMENTS = (
    "assert|async|await|del|elif|for|from|global|if|import|print|raise|return|while|with|yield"
)
_SHELL = re.compile(
    rf"""\s*(?:
        [$!]\s*[\w./~]                                # a prompt; a notebook's shell line
      | %%?[a-z]\w*(?:\s|$)                           # a notebook's magic
      | export\s+[A-Za-z_]\w*=
      | (?:[A-Z_][A-Z0-9_]*=\S*\s+)*                  # variables of the environment
        (?:{_COMMANDS})\s+(?!{_OPERATOR})
      | (?!(?:{_STATEMENTS})\b)
        [a-z][\w.-]*(?:\s+[\w./:@=-]+)*\s+--[a-z]     # any command with a long option
    )""",
    re.VERBOSE,
)


def recognise_foreign(lines: list[str], index: int) -> Foreign | None:
    """A ``//`` comment or a shell command in a line that Python does not accept."""
    comment = recognise_c_comment(lines, index)
    if comment is not None:
        return comment
    line = lines[index]
    if _SHELL.match(line):
        column = len(line) - len(line.lstrip())
        message = "a shell command in Python code: run it in a terminal"
        last = last_continued(lines, index)
        return Foreign(index, last, column, "expression", "shell", message)
    return None


def recognise_c_comment(lines: list[str], index: int) -> Foreign | None:
    """A ``//`` comment in a line that Python does not accept."""
    column = _c_comment(lines[index])
    if column is None:
        return None
    message = "`//` begins no comment in Python: use `#`"
    return Foreign(index, index, column, "comment", "c-comment", message)


def _c_comment(line: str) -> int | None:
    """Where a ``//`` comment begins."""
    head = _COMMENT_LINE.match(line)
    if head:
        return head.end()
    for found in _COMMENT_AFTER_CODE.finditer(line):
        if found["python"]:
            return None
        if found["c"]:
            return found.start("c")
    return None
