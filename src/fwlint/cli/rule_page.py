"""A rule's page in the handbook, and the same as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from fwlint.checks import Bad, Check, Good

_EVIDENCE = {
    "proven": "proven (its examples are run in the real framework)",
    "sourced": "sourced, not run (see the references)",
}


def page(check: Check) -> str:
    """The page, in Markdown."""
    return "\n\n".join(_sections(check)) + "\n"


def handbook(checks: Sequence[Check]) -> str:
    """All pages in one, behind a table of them."""
    rows = [
        f"| [{c.code}](#{c.name}-{c.code.lower()}) | {c.name} | {c.severity} | {c.fix_safety} "
        f"| {', '.join(f'{t}: {effect}' for t, effect in c.effects.items())} | {c.status} |"
        for c in checks
    ]
    head = "# Rules\n\n| code | name | severity | fix | effects | evidence |\n"
    table = "\n".join([head + "| --- | --- | --- | --- | --- | --- |", *rows])
    return "\n".join([table + "\n", *(_one_level_down(page(check)) for check in checks)])


def _one_level_down(text: str) -> str:
    """Its headings, one level lower; code blocks as they are."""
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    parts[::2] = [re.sub(r"^#", "##", part, flags=re.MULTILINE) for part in parts[::2]]
    return "".join(parts)


def data(check: Check) -> dict[str, Any]:
    """The same, for machines."""
    return {
        "code": check.code,
        "name": check.name,
        "summary": check.summary,
        "explanation": check.explanation,
        "severity": check.severity,
        "effects": dict(check.effects),
        "versions": dict(check.versions),
        "fix": check.fix_safety,
        "status": check.status,
        "sources": list(check.sources),
        "url": check.url,
    }


def _sections(check: Check) -> Iterator[str]:
    yield f"# {check.name} ({check.code})"
    yield "\n".join(f"- {fact}" for fact in _facts(check))
    yield check.explanation
    for title, kind in (("Example", Bad), ("Use instead", Good)):
        example = next((e for e in check.examples if isinstance(e, kind)), None)
        if example is not None:
            yield f"## {title}\n\n```python\n{example.code.strip()}\n```"


def _facts(check: Check) -> Iterator[str]:
    yield f"Severity: {check.severity}"
    if check.effects:
        effects = ", ".join(f"{effect} `{target}`" for target, effect in check.effects.items())
        yield f"Effects: {effects}"
    yield f"Evidence: {_EVIDENCE[check.status]}"
    if check.versions:
        versions = ", ".join(f"{name} {wanted}" for name, wanted in check.versions.items())
        yield f"Versions: {versions}"
    fixes = {"none": "none", "safe": "safe (`--fix`)", "unsafe": "unsafe (`--fix --unsafe-fixes`)"}
    yield f"Fix: {fixes[check.fix_safety]}"
    if check.code[3] == "4":
        yield "Off by default; turn it on with `--extend-select`"
