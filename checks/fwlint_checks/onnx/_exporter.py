"""What calls of ``torch.onnx.export`` have in common."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from fwlint.checks import Remark
from fwlint.fixes.edits import RemoveArgument, safe
from fwlint.sites import BoundArgument, CallSite, span

EXPORT: Final = "torch.onnx.export"

TORCH_EXPORT_IS_DEFAULT: Final = {"torch": ">=2.9"}
"""Since torch 2.9 ``dynamo=True`` is the default."""


def uses_torch_export(call: CallSite) -> bool:
    """Whether the call is known to use the exporter built on ``torch.export``."""
    dynamo = call.argument("dynamo")
    return dynamo.absent or dynamo.bool is True


def uses_torchscript(call: CallSite) -> bool:
    """Whether the call is known to use the old exporter, built on TorchScript."""
    return call.argument("dynamo").bool is False


def surely_missing(argument: BoundArgument) -> bool:
    """Whether the argument is known to be absent, or ``None``."""
    return argument.absent or argument.is_none


def removed_arguments(call: CallSite, names: Container[str]) -> Iterator[Remark]:
    """A remark for every argument among ``names``, each of which makes the call raise."""
    for keyword, argument in call.keywords():
        if keyword in names:
            yield Remark(
                span(argument),
                f"torch.onnx.export has no argument {keyword}: the call raises TypeError",
                help="leave it out",
                fix=safe(f"Leave {keyword} out", RemoveArgument(call.span, span(argument.value))),
            )
