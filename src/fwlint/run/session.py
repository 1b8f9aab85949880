"""Reading, lowering and judging files, one after the other, in one process."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fwlint.checks import Check
from fwlint.documents import read
from fwlint.documents.cuts import LARGE, cuts
from fwlint.documents.discover import Kind, kind_of
from fwlint.documents.document import Document, Problem, UnreadableDocument
from fwlint.documents.python import PythonDocument
from fwlint.facts import nodes as n
from fwlint.findings import FileError
from fwlint.project.models import framework_of_model
from fwlint.project.module import Module
from fwlint.project.project import Project
from fwlint.run.assemble import finding, internal_error, place_in_program
from fwlint.run.dispatch import Dispatcher, Heard
from fwlint.run.outcome import INTERNAL_ERROR, FileOutcome
from fwlint.run.recent_bytes import RecentBytes
from fwlint.run.result import ModelReport
from fwlint.run.suppressing import Suppressor
from fwlint.selection import PerFileIgnores

_KEPT_TEXT = 3_000_000
"""Characters of source whose modules stay in memory for other modules to consult."""
_RECURSION = 5_000
"""Python's parser allows 200 nested brackets, each of which is a few calls of the lowering."""


class _Lowered(NamedTuple):
    """A document with its module; ``None`` when nothing in it can be lowered."""

    document: Document
    module: Module | None


class Session:
    """Judges files with one set of checks; modules are lowered once and kept for a while."""

    def __init__(
        self,
        checks: Sequence[Check],
        files: Sequence[Path],
        root: Path,
        *,
        max_size: int,
        ignores: PerFileIgnores | None = None,
        left_out: Sequence[Check] = (),
        display: dict[str, str] | None = None,
    ) -> None:
        allow_recursion()
        self._dispatcher = Dispatcher(checks)
        self._suppressor = Suppressor(checks, left_out)
        self._problem_kinds = {kind for check in checks for kind in check.problems}
        self._max_size = max_size
        self._ignores = ignores
        self._display = display or {}
        self._bytes = RecentBytes()
        self._project = Project(files, root, self._consult, self._bytes.of)
        self._kept: OrderedDict[Path, _Lowered] = OrderedDict()
        self._failed: set[Path] = set()
        self._kept_text = 0

    # -- modules --------------------------------------------------------------------------------

    def _consult(self, project: Project, path: Path) -> Module | None:
        lowered = self._kept.get(path)
        if lowered is not None:
            self._kept.move_to_end(path)
            return lowered.module
        if path in self._failed:
            return None
        try:
            return self._lower(self.read(path)).module
        except Exception:  # told where the file itself is judged
            self._failed.add(path)
            return None

    def _lower(self, document: Document) -> _Lowered:
        """Lower a document, and keep the result for whoever asks next."""
        from fwlint.facts.lower import lower

        module = None
        if document.text.strip():
            name, is_package = self._project.finder.module_name(document.path)
            facts = lower(document.text, document.cuts)
            module = Module(self._project, document.path, name, is_package, document.text, facts)
        lowered = _Lowered(document, module)
        before = self._kept.pop(document.path, None)
        self._kept_text -= len(before.document.text) if before else 0
        self._kept[document.path] = lowered
        self._kept_text += len(document.text)
        while self._kept_text > _KEPT_TEXT and len(self._kept) > 1:
            self._drop_oldest()
        return lowered

    def _drop_oldest(self) -> None:
        _, dropped = self._kept.popitem(last=False)
        self._kept_text -= len(dropped.document.text)
        if dropped.module is not None:
            dropped.module.forget()

    # -- judging --------------------------------------------------------------------------------

    def judge(self, path: Path, kind: Kind | None = None, data: bytes | None = None) -> FileOutcome:
        """Everything that the checks say of a file. It never raises for what a file holds."""
        outcome = FileOutcome(self.shown(path))
        kept = self._kept.get(path) if data is None else None
        try:
            document = kept.document if kept else self.read(path, kind, data)
        except UnreadableDocument as error:
            outcome.errors.append(FileError(outcome.path, str(error), error.line))
            outcome.transient = error.line is None  # the file itself, not what it holds
            return outcome
        except Exception as error:  # one file must not cost the others their findings
            _fail(outcome, error)
            return outcome
        return self.judge_document(document)

    def shown(self, path: Path) -> str:
        """A path as reports show it."""
        return self._display.get(str(path), path.as_posix())

    def read(self, path: Path, kind: Kind | None = None, data: bytes | None = None) -> Document:
        """A file, or ``data`` as if it were the file's content.

        Raises UnreadableDocument.
        """
        document = read(path, kind or kind_of(path), max_size=self._max_size, data=data)
        if data is not None:
            self._bytes.put(path, data)
        if document.tree is not None and len(document.text) > LARGE:
            document.cuts = cuts(document.tree, document.text, document.line_starts)
        document.tree = None  # large, and not needed any more
        if isinstance(document, PythonDocument) and document.needs_child_parse:
            from fwlint.documents.newer_syntax import parses_with_libcst

            if parses_with_libcst(document.source(None)):
                document.accept_newer_syntax()
        return document

    def judge_document(self, document: Document) -> FileOutcome:
        """Everything that the checks say of a document."""
        path = document.path
        outcome = FileOutcome(self.shown(path))
        self._judge_problems(document, outcome)
        kept = self._kept.get(path)
        if kept is not None:
            self._kept.move_to_end(path)
        try:
            current = kept if kept and kept.document is document else self._lower(document)
            if current.module is not None:
                self._judge_module(current.module, document, outcome)
        except Exception as error:
            _fail(outcome, error)
        self._suppress(document, outcome)
        outcome.links = self._project.finder.take_links()
        return outcome

    def _judge_problems(self, document: Document, outcome: FileOutcome) -> None:
        for problem in document.problems:
            if problem.kind in self._problem_kinds:
                for heard in self._dispatcher.problem(problem):
                    self._ask(heard, document, None, outcome)
            else:
                outcome.errors.append(_error_of(problem, outcome.path))

    def _judge_module(self, module: Module, document: Document, outcome: FileOutcome) -> None:
        for heard in self._dispatcher.module(module, outcome.uses):
            check, _, offset = heard
            if check.hears_guarded or not module.guarded(offset):
                self._ask(heard, document, module, outcome)
        outcome.models = list(_models(module, document, outcome.path))

    def _ask(
        self, heard: Heard, document: Document, module: Module | None, outcome: FileOutcome
    ) -> None:
        check, hook, _ = heard
        try:
            for remark in hook():
                found = finding(check, remark, document, outcome.path)
                if module is not None:
                    place_in_program(found, module, remark.span)
                outcome.findings.append(found)
        except Exception as error:  # a broken check must not hide what the others found
            broken = internal_error(check, error, document, outcome.path)
            if broken not in outcome.findings:
                outcome.findings.append(broken)

    def _suppress(self, document: Document, outcome: FileOutcome) -> None:
        ignored = self._ignores.codes(document.path) if self._ignores else frozenset()
        suppressed = self._suppressor.of_file(document, ignored)
        outcome.findings = suppressed.left(outcome.findings)
        broken = any(found.code == INTERNAL_ERROR for found in outcome.findings)
        if not (document.problems or outcome.errors or broken):  # else there may be more to find
            for heard in suppressed.comments():
                self._ask(heard, document, None, outcome)
            outcome.findings = suppressed.left_of_comments(outcome.findings)
        outcome.findings.sort(key=lambda found: found.sort_key)


def allow_recursion() -> None:
    """Let this process recurse as deep as any file needs that Python parses."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))


def _fail(outcome: FileOutcome, error: Exception) -> None:
    message = f"fwlint could not analyse this file: {type(error).__name__}: {error}"
    outcome.errors.append(FileError(outcome.path, message))
    outcome.transient = isinstance(error, OSError | MemoryError)


def _error_of(problem: Problem, path: str) -> FileError:
    where = f"cell {problem.cell}: " if problem.cell is not None else ""
    return FileError(path, f"{where}{problem.message}", problem.line)


def _models(module: Module, document: Document, path: str) -> list[ModelReport]:
    models: list[ModelReport] = []
    for scope in module.tree.classes():
        assert isinstance(scope.node, n.Class)
        if not scope.node.arguments:
            continue
        symbol = module.definition(scope.node)
        framework = framework_of_model(module.project.all_bases(symbol))
        if framework is not None:
            line = document.place(scope.node.name_start).position.line
            models.append(ModelReport(symbol.canonical, path, line, framework, "class"))
    return sorted(models, key=lambda model: model.line)
