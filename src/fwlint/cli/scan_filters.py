"""What of a scan is not shown: its baseline, and what did not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fwlint.cli.console import Console, write_file
from fwlint.config import Config

if TYPE_CHECKING:
    from fwlint.baseline import Baseline
    from fwlint.filters import FindingFilter
    from fwlint.run.result import Report


class ScanFilters:
    """The filters that a configuration and a command line ask for.

    Raises UsageError when one of them cannot be had.
    """

    def __init__(self, config: Config, options: Mapping[str, Any], paths: Sequence[Path]) -> None:
        self._config = config
        self._paths = paths
        self._baseline: Baseline | None = None
        self.filters: list[FindingFilter] = []
        if config.baseline and options["write_baseline"] is None:
            from fwlint.baseline import Baseline

            self._baseline = Baseline.read(_shown(config.baseline_file))
            self.filters.append(self._baseline)
        if options["diff_base"] is not None:
            from fwlint.changed import ChangedLines

            self.filters.append(ChangedLines.since(options["diff_base"], paths))

    def apply(self, report: Report) -> None:
        """Take out of the report what is not to be shown."""
        if self.filters:
            from fwlint.filters import apply_filters

            apply_filters(report, self.filters)

    def tell_fixed(self, report: Report, console: Console) -> None:
        """Tell of findings of the baseline that are gone, so that they do not come back."""
        if self._baseline is None:
            return
        gone = self._baseline.gone(self._paths, {error.path for error in report.errors})
        if not gone:
            return
        from fwlint.run.judging import chosen_checks

        judged = {check.code for check in chosen_checks(self._config)}
        count = sum(number for code, number in gone.items() if code in judged)
        if count:
            subject = (
                "1 finding of the baseline is"
                if count == 1
                else f"{count} findings of the baseline are"
            )
            console.note(f"{subject} fixed; write it anew with --write-baseline.")


def write_baseline(report: Report, config: Config, console: Console) -> None:
    """Accept all findings of the report. Raises UsageError when the file cannot be written."""
    from fwlint.baseline import Baseline

    file = _shown(config.baseline_file)
    baseline = Baseline.of(report.findings, file)
    write_file(file, baseline.text())
    plural = "" if len(baseline) == 1 else "s"
    console.note(f"Wrote {len(baseline)} finding{plural} to {file}.")
    if "baseline" not in config.sources:
        console.note(f"Hide them with `--baseline {file}`, or with the key `baseline`.")


def _shown(file: Path) -> Path:
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
