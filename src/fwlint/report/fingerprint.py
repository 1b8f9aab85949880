"""What makes a finding the same finding after the lines around it have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from fwlint.findings import Finding


def fingerprint(finding_code: str, path: str, line_text: str, occurrence_index: int) -> str:
    """32 hexadecimal digits that do not depend on line numbers, indentation or spacing.

    ``occurrence_index`` counts from 0 the findings of this code at equal lines of the file.
    """
    parts = (finding_code, path, _normalized(line_text), str(occurrence_index))
    # A path that is not UTF-8 holds lone surrogates.
    content = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=16).hexdigest()


def assign(findings: Iterable[Finding]) -> None:
    """Fill ``fingerprint`` of findings that are sorted by ``sort_key``."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        line = source_line(finding)
        place = (finding.code, finding.path, _normalized(line))
        finding.fingerprint = fingerprint(finding.code, finding.path, line, seen[place])
        seen[place] += 1


def source_line(finding: Finding) -> str:
    """The source line where a finding begins; empty for a finding without source."""
    frame = finding.frame
    if frame is None:
        return ""
    index = finding.start.line - frame.first
    return frame.lines[index] if 0 <= index < len(frame.lines) else ""


def _normalized(line: str) -> str:
    return " ".join(line.split())
