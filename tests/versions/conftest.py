from __future__ import annotations

import pytest


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Newest versions that do not change with every release."""
    versions = {"torch": "2.13.0", "tensorflow": "2.21.0", "keras": "3.15.0"}
    monkeypatch.setattr("fwlint.frameworks.MEASURED_VERSIONS", versions, raising=False)
    return versions
