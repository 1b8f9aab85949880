"""``fwlint scan --watch``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from fwlint.cli.console import Console
from fwlint.config import Config, UsageError
from fwlint.watch import stamps_of, watch


class ScanWatch:
    """Scans again whenever a file, the configuration or the baseline changes.

    ``configure`` reads the configuration, and ``scan`` shows a report. What is wrong with the
    configuration is told, and the last good one stays.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        config: Config,
        console: Console,
        configure: Callable[[], Config],
        scan: Callable[[Config], object],
    ) -> None:
        self._paths = paths
        self._config = config
        self._console = console
        self._configure = configure
        self._scan = scan

    def run(self) -> None:
        """Watch until Ctrl-C."""
        watch(self.look, self.act)

    def look(self) -> object:
        """What is different after a change: files that came and went, times and sizes."""
        from fwlint.run.scan import find

        found = find(self._paths, self._config)
        files = {file.path: (file.stat.st_mtime_ns, file.stat.st_size) for file in found.files}
        config = self._config
        settings = [config.file] if config.file else []
        return files, stamps_of([*settings, config.baseline_file])

    def act(self) -> None:
        """Scan, on a clear screen."""
        click.clear()
        try:
            self._config = self._configure()
            self._scan(self._config)
        except UsageError as error:
            self._console.error(str(error))
        self._console.note("Watching for changes; Ctrl-C ends it.")
