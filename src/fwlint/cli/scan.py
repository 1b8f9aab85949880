"""``fwlint scan``: find, and fix."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fwlint.cli.console import Console, write_file
from fwlint.cli.progress import Progress
from fwlint.cli.scan_config import configure
from fwlint.cli.scan_filters import ScanFilters, write_baseline
from fwlint.cli.scan_options import ScanCommand, refuse_conflicts, scan_options
from fwlint.cli.source_url import source_url
from fwlint.config import Config, UsageError

if TYPE_CHECKING:
    from fwlint.checks import Check
    from fwlint.run.result import Report

_STDIN = Path("-")
_INTERNAL_ERROR = "FW000"

CLEAN, FINDINGS, FAILURE = 0, 1, 2


@click.command("scan", cls=ScanCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@scan_options
@click.pass_context
def command(context: click.Context, /, paths: tuple[Path, ...], **options: Any) -> int:
    """Find what blocks deployment, dead APIs and unsafe code.

    PATH is a file or a directory; by default the current directory. `-` reads one file from
    standard input. Exit code: 0 when nothing was found or all was fixed, 1 with findings, 2 when
    fwlint could not do its work.
    """
    console = Console(
        options["color"],
        quiet=options["quiet"],
        silent=options["silent"],
        verbose=options["verbose"],
    )
    stdin = _stdin(paths, options["stdin_filename"])
    config = configure([stdin] if stdin else paths, options, context)
    paths = paths or (Path(),)
    refuse_conflicts(options, stdin=stdin is not None)
    if options["show_settings"]:
        from fwlint.cli.settings_text import settings_text

        console.write(settings_text(config))
        return CLEAN
    if options["show_files"]:
        return _show_files(paths, config, console)
    if console.verbose:
        _tell_settings(config, console)
    if not options["watch"]:
        gc.disable()  # the process ends soon; while files are judged, the session frees memory
    if options["watch"]:
        from fwlint.cli.scan_watch import ScanWatch

        ScanWatch(
            paths,
            config,
            console,
            configure=lambda: configure(paths, options, context),
            scan=lambda config: _Scan(paths, None, config, options, console).run(),
        ).run()
        return CLEAN
    return _Scan(paths, stdin, config, options, console).run()


def _stdin(paths: tuple[Path, ...], filename: str | None) -> Path | None:
    """The name of what is read from standard input; None when files are read."""
    if _STDIN not in paths:
        if filename is not None:
            raise UsageError("--stdin-filename goes with the path `-`")
        return None
    if len(paths) > 1:
        raise UsageError("`-` reads standard input and goes with no other path")
    return Path(filename) if filename else _STDIN


def _tell_settings(config: Config, console: Console) -> None:
    from fwlint.versions import target_versions

    console.note(f"Configuration: {config.file or 'none'}; project: {config.root}")
    for framework, target in target_versions(config).versions.items():
        console.note(f"{framework} {target.label} ({target.source})")


def _show_files(paths: tuple[Path, ...], config: Config, console: Console) -> int:
    from fwlint.run.scan import find

    found = find(paths, config)
    for file in found.files:
        console.write(f"{file.path}\n")
    for missing in found.missing:
        console.error(f"{missing}: no such file or directory")
    for error in found.errors:
        console.error(f"{error.path}: {error.message}")
    return FAILURE if found.missing or found.errors else CLEAN


class _Scan:
    """One run: what is asked, and where the answer goes."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        stdin: Path | None,
        config: Config,
        options: Mapping[str, Any],
        console: Console,
    ) -> None:
        self.paths = paths
        self.filters = ScanFilters(config, options, [stdin] if stdin else paths)
        self.stdin = (sys.stdin.buffer.read(), stdin) if stdin else None
        self.config = config
        self.options = options
        self.console = console

    def run(self) -> int:
        """Scan, show the report, and return the exit code."""
        if self.options["statistics"]:
            self._require_statistics()
        if self.options["diff"]:
            return self._diff()
        if self.options["add_noqa"] is not None:
            return self._add_noqa(self.options["add_noqa"])
        report = self._fix() if self.config.fix else self._scan()
        self._remark(report)
        if self.options["write_baseline"] is not None:
            write_baseline(report, self.config, self.console)
            return FAILURE if _is_unreadable(report) else CLEAN
        self._show(report)
        return self._exit_code(report)

    def _scan(self) -> Report:
        from fwlint.run.scan import scan_paths

        with Progress(enabled=not self.console.quiet) as progress:
            report = scan_paths(self.paths, self.config, stdin=self.stdin, progress=progress)
        self.filters.apply(report)
        return report

    def _fix(self) -> Report:
        from fwlint.run.fix import fix_paths

        with Progress(enabled=not self.console.quiet) as progress:
            outcome = fix_paths(
                self.paths,
                self.config,
                write=True,
                stdin=self.stdin,
                filters=self.filters.filters,
                progress=progress,
            )
        if outcome.stdout is not None:
            sys.stdout.buffer.write(outcome.stdout)
            sys.stdout.flush()
        return outcome.report

    def _diff(self) -> int:
        from fwlint.run.fix import fix_paths

        outcome = fix_paths(
            self.paths, self.config, write=False, stdin=self.stdin, filters=self.filters.filters
        )
        self._remark(outcome.report)
        diff = "".join(outcome.diffs)
        if self.options["output_file"]:
            write_file(Path(self.options["output_file"]), diff)
        else:
            self.console.write(diff)
        self.console.note(_would_fix(outcome.report))
        if _is_unreadable(outcome.report):
            return FAILURE
        return FINDINGS if outcome.diffs and not self.options["exit_zero"] else CLEAN

    def _add_noqa(self, reason: str) -> int:
        from fwlint.report.wording import location
        from fwlint.run.silence import silence_findings

        if len(reason.splitlines()) > 1:
            raise UsageError("the reason of --add-noqa must be one line")
        report = self._scan()
        self._remark(report)
        silenced = silence_findings(report.findings, self.config, reason)
        for error in [*report.errors, *silenced.errors]:
            self.console.error(f"{error.path}: {error.message}")
        for finding in silenced.left:
            self.console.warning(f"{location(finding)}: no comment can silence {finding.code}")
        self.console.note(f"Added {silenced.lines} noqa directive{_s(silenced.lines)}.")
        return FAILURE if silenced.errors or _is_unreadable(report) else CLEAN

    def _remark(self, report: Report) -> None:
        for notice in report.notices:
            self.console.warning(notice)
        self.filters.tell_fixed(report, self.console)
        if report.scanned == report.skipped == 0 and not report.errors:
            self.console.warning("no Python files, notebooks or Markdown pages found")

    def _show(self, report: Report) -> None:
        from fwlint.report import render
        from fwlint.report.options import ReportOptions

        file = self.options["output_file"]
        to_stderr = self.stdin is not None and self.config.fix
        stream = sys.stderr if to_stderr else sys.stdout
        options = ReportOptions(
            color=self.options["color"] == "always" if file else self.console.colored(stream),
            unsafe_fixes=self.config.unsafe_fixes,
            show_fixes=self.options["show_fixes"],
            quiet=self.console.quiet,
            statistics=self.options["statistics"],
            checks=self._checks(),
            source_url=source_url(os.environ, Path.cwd()),
        )
        text = render(self.config.output_format, report, options)
        if file:
            write_file(Path(file), text)
        else:
            self.console.write(text, to_stderr=to_stderr)

    def _checks(self) -> dict[str, Check]:
        """The checks by code, for the reports that describe them: importing them takes time."""
        if self.config.output_format != "sarif" and not self.options["show_fixes"]:
            return {}
        from fwlint.registry import all_checks

        return {check.code: check for check in all_checks()}

    def _exit_code(self, report: Report) -> int:
        if _is_unreadable(report):
            return FAILURE
        found = bool(report.findings or report.errors)
        return FINDINGS if found and not self.options["exit_zero"] else CLEAN

    def _require_statistics(self) -> None:
        from fwlint.report import STATISTICS

        if self.config.output_format not in STATISTICS:
            raise UsageError(
                f"--statistics has no {self.config.output_format} output; "
                f"it has {', '.join(STATISTICS)}"
            )


def _is_unreadable(report: Report) -> bool:
    """Whether fwlint could not do all of its work."""
    # A syntax error has a line; what could not be read, or does not exist, has none.
    return any(error.line is None for error in report.errors) or any(
        finding.code == _INTERNAL_ERROR for finding in report.findings
    )


def _would_fix(report: Report) -> str:
    count = sum(number for codes in report.fixed.values() for number in codes.values())
    return f"Would fix {count} finding{_s(count)}."


def _s(number: int) -> str:
    return "" if number == 1 else "s"
