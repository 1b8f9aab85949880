"""Making fixes: scan, edit, scan again, until nothing more is offered."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from fwlint.config.settings import Config
from fwlint.documents.document import CannotRebuild, Document, UnreadableDocument
from fwlint.files import replace_file
from fwlint.filters import FindingFilter, apply_filters
from fwlint.findings import FileError, Finding
from fwlint.fixes.edits import Fix, ReplaceText
from fwlint.report.fingerprint import assign
from fwlint.run.outcome import FileOutcome
from fwlint.run.paths import absolute, shown
from fwlint.run.result import Report
from fwlint.run.scan import Progress, put_together, scan_paths
from fwlint.run.session import Session

_ROUNDS = 20
"""Rounds after which a fix that offers itself again and again is stopped."""


class FixOutcome(Struct):
    """``report`` is what remains; ``diffs`` one unified diff per changed file.

    ``stdout`` is the fixed document, when it was read from standard input.
    """

    report: Report
    diffs: list[str] = field(default_factory=list)
    stdout: bytes | None = None


class _Choice(Struct, frozen=True):
    """Which fixes are made; ``hidden`` holds fingerprints of findings that are left alone."""

    unsafe: bool
    hidden: frozenset[str]

    def fixable(self, findings: Sequence[Finding]) -> list[Finding]:
        return [
            finding
            for finding in findings
            if finding.fix is not None
            and (finding.fix.applicability == "safe" or self.unsafe)
            and finding.fingerprint not in self.hidden
        ]


class _FixedFile(Struct):
    before: bytes
    after: bytes
    outcome: FileOutcome
    counts: Counter[str]


def fix_paths(
    paths: Sequence[Path],
    config: Config,
    *,
    write: bool,
    stdin: tuple[bytes, Path] | None = None,
    filters: Sequence[FindingFilter] = (),
    progress: Progress | None = None,
) -> FixOutcome:
    """Make the fixes that the configuration allows, of the findings that ``filters`` show.

    With ``write`` the files are changed, each at once and as a whole; without it the report
    tells what would remain.
    """
    from fwlint.run.judging import make_session

    report = scan_paths(paths, config, stdin=stdin, progress=progress)
    choice = _Choice(config.unsafe_fixes, apply_filters(report, filters))
    if stdin is not None:
        session = make_session(config, [absolute(stdin[1])])
        path = Path(absolute(stdin[1]))
        fixed = _fix_file(session, path, stdin[0], choice)
        if fixed is None:
            return FixOutcome(report, stdout=stdin[0])
        return _finish(report, {path: fixed}, choice, stdout=fixed.after)
    chosen = sorted({finding.path for finding in choice.fixable(report.findings)})
    files = [Path(absolute(path)) for path in chosen]
    session = make_session(config, _all_files(paths, config))
    done: dict[Path, _FixedFile] = {}
    for path in files:
        fixed = _fix_file(session, path, path.read_bytes(), choice)
        if fixed is None:
            continue
        if write:
            try:
                replace_file(path, fixed.after)
            except OSError as error:
                report.errors.append(FileError(shown(path), f"cannot be written: {error.strerror}"))
                continue
        done[path] = fixed
    return _finish(report, done, choice)


def _all_files(paths: Sequence[Path], config: Config) -> list[str]:
    from fwlint.run.scan import find

    return [absolute(file.path) for file in find(paths, config).files]


def _finish(
    report: Report, done: dict[Path, _FixedFile], choice: _Choice, stdout: bytes | None = None
) -> FixOutcome:
    """The report of what remains, and the diffs."""
    names = {shown(path): fixed for path, fixed in done.items()}
    remaining = put_together([fixed.outcome for fixed in done.values()])
    kept = [f for f in report.findings if f.path not in names]
    kept += [f for f in remaining.findings if f.fingerprint not in choice.hidden]
    report.findings = sorted(kept, key=lambda f: f.sort_key)
    report.errors = [e for e in report.errors if e.path not in names] + remaining.errors
    models = [m for m in report.models if m.path not in names] + remaining.models
    report.models = sorted(models, key=lambda model: (model.path, model.line))
    report.fixed = {name: dict(sorted(fixed.counts.items())) for name, fixed in names.items()}
    diffs = [_diff(name, fixed) for name, fixed in names.items()]
    return FixOutcome(report, diffs, stdout)


def _fix_file(session: Session, path: Path, data: bytes, choice: _Choice) -> _FixedFile | None:
    """Fix one document to its fixpoint; ``None`` where nothing was to be done."""
    current, counts = data, Counter[str]()
    document = session.read(path, data=current)
    outcome = session.judge_document(document)
    for _ in range(_ROUNDS):
        assign(outcome.findings)
        made = _one_round(document, choice.fixable(outcome.findings))
        if made is None:
            break
        changed, codes = made
        if changed == current:
            break  # nothing that was offered could be made
        try:
            after = session.read(path, data=changed)
        except UnreadableDocument:
            break
        if len(after.problems) > len(document.problems):
            break  # a fix broke something: keep what was reached before it
        current, document = changed, after
        outcome = session.judge_document(document)
        counts.update(codes)
    return _FixedFile(data, current, outcome, counts) if counts else None


def _one_round(document: Document, findings: list[Finding]) -> tuple[bytes, list[str]] | None:
    """The document after as many of the findings' fixes as go together, and their codes."""
    from fwlint.fixes.textual import apply_textual

    codes = {id(f.fix): f.code for f in findings}
    textual = [f for f in findings if f.fix and isinstance(f.fix.edits[0], ReplaceText)]
    if textual:
        together = [f.fix for f in textual if f.fix and f.cell == textual[0].cell]
        try:
            changed, made = apply_textual(document, together)
        except CannotRebuild:
            return None
        return changed, [codes[id(fix)] for fix in made]
    rebuilt = _rebuilt(document, [f.fix for f in findings if f.fix])
    return rebuilt and (rebuilt[0], [codes[id(fix)] for fix in rebuilt[1]])


def _rebuilt(document: Document, fixes: Sequence[Fix]) -> tuple[bytes, list[Fix]] | None:
    """The document after those of the fixes that can be made and written back together."""
    from fwlint.fixes.engine import apply_fixes

    applied = apply_fixes(document.text, fixes)
    made = applied.made
    if not made or applied.text == document.text:
        return None
    try:
        return document.rebuild(applied.text), made
    except CannotRebuild:
        half = len(made) // 2
        if not half:
            return None
        return _rebuilt(document, made[:half]) or _rebuilt(document, made[half:])


def _diff(name: str, fixed: _FixedFile) -> str:
    before, after = (
        data.decode("utf-8", "replace").splitlines(keepends=True)
        for data in (fixed.before, fixed.after)
    )
    return "".join(difflib.unified_diff(before, after, name, name))
