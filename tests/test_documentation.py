"""What the repository says of itself stays true."""

from __future__ import annotations

import re
from pathlib import Path

from fwlint.cli.rule_page import handbook
from fwlint.registry import all_checks

ROOT = Path(__file__).parents[1]


def test_handbook_is_made_from_the_rules() -> None:
    written = (ROOT / "docs/rules.md").read_text()
    assert written == handbook(all_checks()), (
        "docs/rules.md is old: fwlint rules --output-format markdown > docs/rules.md"
    )


def test_links_within_the_handbook_land() -> None:
    text = (ROOT / "docs/rules.md").read_text()
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= headings


def test_readme_counts_the_rules() -> None:
    told = re.search(r"(\d+) rules", (ROOT / "README.md").read_text())
    assert told is not None
    assert int(told[1]) == len(all_checks())
