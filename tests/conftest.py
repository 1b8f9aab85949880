"""Fixtures and options that all rooms share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from fwlint.proving.runner import Runner

_PROOF_SECONDS = "proof_cpu_seconds"
_SLOWEST = 10


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proof: runs code in the real frameworks")
    if not config.pluginmanager.hasplugin("xdist"):
        config.addinivalue_line("markers", "xdist_group(name): tests that share one worker")


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """Runs programs; its processes and what it has learnt live as long as the session."""
    with Runner() as runner:
        yield runner


@pytest.fixture
def record_proof(record_property: Callable[[str, object], None]) -> Callable[[float], None]:
    """Called with a proof's CPU seconds; the slowest are printed when the session ends."""
    return lambda seconds: record_property(_PROOF_SECONDS, seconds)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    times: list[tuple[float, str]] = [
        (float(str(seconds)), report.nodeid)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, seconds in report.user_properties
        if name == _PROOF_SECONDS
    ]
    if times:
        total = sum(seconds for seconds, _ in times)
        terminalreporter.section(f"slowest of {len(times)} proofs ({total:.0f} s CPU)")
        for seconds, nodeid in sorted(times, reverse=True)[:_SLOWEST]:
            terminalreporter.write_line(f"{seconds:6.2f} s  {nodeid}")
