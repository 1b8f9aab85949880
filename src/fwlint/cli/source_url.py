"""Where the sources can be read on the web, in a run of GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote


def source_url(environment: Mapping[str, str], here: Path) -> str:
    """What paths from ``here`` follow to become addresses; empty where that is not known."""
    try:
        server, repository, commit, workspace = (
            environment[f"GITHUB_{name}"]
            for name in ("SERVER_URL", "REPOSITORY", "SHA", "WORKSPACE")
        )
        below = here.relative_to(workspace).as_posix()
    except (KeyError, ValueError):
        return ""
    directory = "" if below == "." else f"{quote(below)}/"
    return f"{server}/{repository}/blob/{commit}/{directory}"
