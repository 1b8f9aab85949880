"""One run over many files: what is kept of earlier runs where it still holds, the rest judged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from fwlint.config.settings import Config
from fwlint.project.links import Links
from fwlint.project.modules import ModuleFinder
from fwlint.run.cache import Cache, KeptFile
from fwlint.run.contents import Content, Contents
from fwlint.run.fresh import stale_files
from fwlint.run.outcome import FileOutcome
from fwlint.run.paths import absolute, shown
from fwlint.run.relevance import relevant_files
from fwlint.run.stamps import Stamp
from fwlint.run.surroundings import Surroundings

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of files."""


class IncrementalRun:
    """A run over the files of ``stamps``, by absolute path.

    First ``judge``; then ``keep`` and ``surroundings`` serve later runs.
    """

    def __init__(
        self, stamps: Mapping[str, Stamp], config: Config, cache: Cache | None, environment: bytes
    ) -> None:
        self._stamps = stamps
        self._config = config
        self._cache = cache
        self._environment = environment
        self._started = cache.started if cache is not None else time.time_ns()
        self._kept = cache.files() if cache is not None else {}
        self._contents = Contents(stamps, self._recall, self._started)
        self._finder = ModuleFinder([Path(path) for path in stamps], Path(absolute(config.root)))
        self._stale: set[str] = set()
        self._judged: dict[str, FileOutcome] = {}
        self._links: dict[str, Links] = {}

    def _recall(self, path: str) -> Content | None:
        kept = self._kept.get(path)
        return None if kept is None else kept.content

    # -- judging --------------------------------------------------------------------------------

    def judge(self, progress: Progress | None) -> list[FileOutcome]:
        """The outcomes of all files, in their order."""
        limit = self._config.max_file_size * 1000
        small = [path for path, stamp in self._stamps.items() if stamp.size <= limit]
        relevant = relevant_files(small, self._contents.look, self._finder)
        self._finder.take_links()  # findings have their own
        self._stale = stale_files(
            self._kept, small, self._contents, self._finder, self._environment
        )
        self._finder.take_links()
        outcomes: dict[str, FileOutcome] = {}
        todo: list[str] = []
        for path, stamp in self._stamps.items():
            if stamp.size > limit:
                outcomes[path] = _too_large(path, stamp.size, self._config)
            elif path not in relevant:
                outcomes[path] = FileOutcome(shown(path), parsed=False)
            elif (kept := self._kept_outcome(path)) is not None:
                outcomes[path] = kept
            else:
                todo.append(path)
        self._judge(todo, progress)
        return [outcomes.get(path) or self._judged[path] for path in self._stamps]

    def _kept_outcome(self, path: str) -> FileOutcome | None:
        kept = self._kept.get(path)
        if kept is None or path in self._stale or self._cache is None:
            return None
        outcome = self._cache.outcome(kept)
        if outcome is not None:
            outcome.show_as(shown(path))
        return outcome

    def _judge(self, todo: list[str], progress: Progress | None) -> None:
        if not todo:
            return  # and no check is imported
        from fwlint.run.judging import judge_files

        done = len(self._stamps) - len(todo)
        with closing(judge_files(todo, list(self._stamps), self._config)) as judged:
            for path, outcome in judged:
                self._judged[path] = outcome
                for name, links in outcome.links.items():
                    self._links.setdefault(name, Links(links.root)).add(links)
                outcome.links = {}
                done += 1
                if progress is not None:
                    progress(done, len(self._stamps))

    # -- keeping --------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write into the cache what this run has learnt of files."""
        if self._cache is None:
            return
        consulted = {other for links in self._links.values() for other in links.consulted}
        for path in consulted:
            self._contents.of(path)
        changed: dict[str, KeptFile] = {}
        for path, content in self._contents.seen().items():
            # What is newer than the run may be newer than what was judged.
            if content is not None and content.stamp.older_than(self._started):
                file = self._to_keep(path, content)
                if file != self._kept.get(path):
                    changed[path] = file
        gone = [
            path
            for path in self._kept
            if path not in changed
            and (path in self._stale or (path not in self._stamps and not os.path.exists(path)))
        ]
        self._cache.keep_files(changed, gone)

    def _to_keep(self, path: str, content: Content) -> KeptFile:
        links = self._links.get(path) or Links(str(self._finder.import_root(Path(path))))
        kept = self._kept.get(path)
        judged = self._judged.get(path)
        if judged is not None:
            outcome = b"" if judged.transient else msgspec.msgpack.encode(judged)
        elif kept is None or path in self._stale:
            outcome = b""
        else:
            links, outcome = kept.links.joined(links), kept.outcome
        return KeptFile(content, self._environment, links, outcome)

    def surroundings(self) -> Surroundings | None:
        """What else the report depends on; ``None`` if another run might see something else."""
        if any(outcome.transient for outcome in self._judged.values()):
            return None
        for path, links in self._links.items():
            if not self._finder.agrees(Path(path), links):
                return None  # files came or went meanwhile
        files: dict[str, Stamp] = {}
        for path, content in self._contents.seen().items():
            if path not in self._stamps:
                if content is None:
                    return None
                files[path] = content.stamp
        if not all(s.settled(self._started) for s in (*self._stamps.values(), *files.values())):
            return None
        return Surroundings.of(files, self._finder.on_disk)


def _too_large(path: str, size: int, config: Config) -> FileOutcome:
    notice = (
        f"{shown(path)}: skipped, {size // 1000} kB is more than max-file-size "
        f"({config.max_file_size} kB)"
    )
    return FileOutcome(shown(path), parsed=False, skipped=True, notices=[notice])
