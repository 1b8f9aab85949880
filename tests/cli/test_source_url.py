from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.cli.source_url import source_url

ACTIONS = {
    "GITHUB_SERVER_URL": "https://git.example",
    "GITHUB_REPOSITORY": "o/r",
    "GITHUB_SHA": "abc",
    "GITHUB_WORKSPACE": "/ws",
}


@pytest.mark.parametrize(
    ("here", "address"),
    [
        ("/ws", "https://git.example/o/r/blob/abc/"),
        ("/ws/a b/c", "https://git.example/o/r/blob/abc/a%20b/c/"),
        ("/elsewhere", ""),
    ],
)
def test_the_address_leads_to_the_commit_that_was_scanned(here: str, address: str) -> None:
    assert source_url(ACTIONS, Path(here)) == address


def test_outside_of_actions_links_stay_relative() -> None:
    assert source_url({}, Path("/ws")) == ""
