"""From a check's remark to a finding: positions, surroundings, the fix as a diff."""

from __future__ import annotations

from fwlint.checks import Check, Remark
from fwlint.documents.document import Document
from fwlint.facts import nodes as n
from fwlint.facts.scopes import Scope
from fwlint.findings import Finding, Position, Severity
from fwlint.fixes.edits import Fix, ReplaceText, Span
from fwlint.project.models import framework_of_model
from fwlint.project.module import Module
from fwlint.run.outcome import INTERNAL_ERROR


def finding(check: Check, remark: Remark, document: Document, path: str) -> Finding:
    """Place a remark in its file."""
    if remark.problem is not None:
        return _of_problem(check, remark, document, path)
    start, end = remark.span
    first, last = document.place(start), document.place(max(start, end - 1))
    stop = Position(last.position.line, last.position.column + (1 if end > start else 0))
    return Finding(
        path=path,
        start=first.position,
        end=stop,
        code=check.code,
        name=check.name,
        message=remark.message,
        severity=check.severity,
        cell=first.cell,
        effects=dict(check.effects if remark.effects is None else remark.effects),
        why=list(remark.why),
        help=remark.help,
        fix=remark.fix,
        diff=_diff(document, remark.fix),
        url=check.url,
        frame=document.frame(first.cell, first.position.line, stop.line),
        span=remark.span,
    )


def _of_problem(check: Check, remark: Remark, document: Document, path: str) -> Finding:
    problem = remark.problem
    assert problem is not None
    line, column = problem.line or 1, problem.column or 1
    width = max(1, len(problem.source.rstrip()) - column + 1)
    return Finding(
        path=path,
        start=Position(line, column),
        end=Position(line, column + width),
        code=check.code,
        name=check.name,
        message=remark.message,
        severity=check.severity,
        cell=problem.cell,
        effects=dict(check.effects),
        help=remark.help,
        fix=remark.fix,
        diff=_textual_diff(problem.source, remark.fix),
        url=check.url,
        frame=document.frame(problem.cell, line, line),
    )


def _textual_diff(source: str, fix: Fix | None) -> list[str]:
    if fix is None:
        return []
    after = source
    for edit in fix.edits:
        assert isinstance(edit, ReplaceText)
        after = after[: edit.column] + edit.source + after[edit.end_column :]
    return [f"-{source}", f"+{after}"]


def _diff(document: Document, fix: Fix | None) -> list[str]:
    if fix is None:
        return []
    first = fix.edits[0]
    if isinstance(first, ReplaceText):  # of a comment, which is on one line
        return _textual_diff(document.lines(first.cell)[first.line - 1], fix)
    from fwlint.fixes.preview import preview

    return preview(document.text, fix)


def internal_error(check: Check, error: Exception, document: Document, path: str) -> Finding:
    """A check raised: that is fwlint's fault, and says so without hiding other findings."""
    severity: Severity = "error"
    place = Position(1, 1)
    return Finding(
        path=path,
        start=place,
        end=place,
        code=INTERNAL_ERROR,
        name="internal-error",
        message=(
            f"the check {check.code} ({check.name}) failed on this file: "
            f"{type(error).__name__}: {error}"
        ),
        severity=severity,
        help="this is a defect of the check; please report it with the file",
        frame=document.frame(None, 1, 1) if document.kind != "notebook" else None,
    )


def place_in_program(found: Finding, module: Module, span: Span) -> None:
    """Say which function and which model the finding lies in."""
    scope: Scope | None = module.tree.where(span[0]).scope
    while scope is not None and scope.kind != "module":
        name = f"{module.name}.{scope.qualname}"
        if scope.kind == "function" and found.function is None:
            found.function = name
        if isinstance(scope.node, n.Class) and found.model is None:
            bases = module.project.all_bases(module.definition(scope.node))
            if framework_of_model(bases) is not None:
                found.model = name
        scope = scope.parent
