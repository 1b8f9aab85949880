"""Recognising lines of other languages in Python code: C's comments, and shell commands."""

from __future__ import annotations

import re

from fwlint.documents.repair import Foreign, last_continued

_C_COMMENT = re.compile(r"^\s*(?P<line>//)|\s(?P<trailing>//)\s*[^\W\d]")
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
    line = lines[index]
    comment = _C_COMMENT.search(line)
    if comment:
        column = comment.start(comment.lastgroup or 0)
        return Foreign(
            index,
            index,
            column,
            "comment",
            "c-comment",
            "`//` begins no comment in Python: use `#`",
        )
    if _SHELL.match(line):
        column = len(line) - len(line.lstrip())
        message = "a shell command in Python code: run it in a terminal"
        last = last_continued(lines, index)
        return Foreign(index, last, column, "expression", "shell", message)
    return None
