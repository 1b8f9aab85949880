"""A repository to scan, a clock that is never too early, and checks that tell what they hear."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fwlint.checks import Check, Remark
from fwlint.config.settings import Config
from fwlint.documents.discover import Kind
from fwlint.run.outcome import FileOutcome
from fwlint.run.result import Report
from fwlint.run.scan import scan_paths
from fwlint.run.session import Session
from fwlint.sites import CallSite, ClassSite

BASE = "import torch\n\n\nclass Base(torch.nn.Module):\n    pass\n"
NET = "from helper import Base\n\n\nclass Net(Base):\n    pass\n"


class TellsModels(Check):
    """Every class that is a torch module."""

    code, name, severity = "FWQ199", "tells-models", "info"
    bases = ("torch.nn.Module",)

    def on_class(self, cls: ClassSite) -> Iterator[Remark]:
        yield Remark(cls.span, cls.node.name)


class TellsLoads(Check):
    """Every torch.load."""

    code, name, severity = "FWQ198", "tells-loads", "warning"
    calls = ("torch.load",)

    def on_call(self, call: CallSite) -> Iterator[Remark]:
        yield Remark(call.span, call.module.source(call.node))


class Repository:
    """Files below ``root``; scanned with the two checks, in this process, from the cache."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.judged: list[str] = []
        """Names of the files judged by the last scan."""
        self._monkeypatch = monkeypatch
        self._spy()

    def _spy(self) -> None:
        judge = Session.judge

        def spy(
            session: Session, path: Path, kind: Kind | None = None, data: bytes | None = None
        ) -> FileOutcome:
            self.judged.append(path.relative_to(self.root).as_posix())
            return judge(session, path, kind, data)

        self._monkeypatch.setattr(Session, "judge", spy)

    def write(self, name: str, text: str | bytes) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def scan(self, *names: str, **settings: object) -> Report:
        """Scan the whole repository, or some of it, as if all files were written long ago."""
        self.judged.clear()
        real = time.time_ns
        values = {"root": self.root, "jobs": 1, **settings}
        with self._monkeypatch.context() as patch:
            patch.setattr("fwlint.run.cache.time.time_ns", lambda: real() + 10**10)
            paths = [self.root / name for name in names] or [self.root]
            return scan_paths(paths, Config(**values))  # type: ignore[arg-type]

    def models(self, *names: str, **settings: object) -> list[str]:
        """What a scan finds, as ``file:class``."""
        report = self.scan(*names, **settings)
        return [f"{Path(f.path).name}:{f.message}" for f in report.findings]


def told(report: Report) -> list[tuple[str, int, str, str]]:
    """Findings, for comparison."""
    return [(f.path, f.start.line, f.code, f.message) for f in report.findings]
