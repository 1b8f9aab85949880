"""How often each check spoke, as a JSON list."""

from __future__ import annotations

import json

from fwlint.report.options import ReportOptions
from fwlint.report.statistics import count
from fwlint.run.result import Report


def render(report: Report, options: ReportOptions) -> str:
    rows = [
        {
            "code": tally.code,
            "name": tally.name,
            "count": tally.count,
            "fixable": tally.fixable == tally.count,
            "fixable_count": tally.fixable,
        }
        for tally in count(report, options)
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
