"""The `statistics` format: how often each rule and each family was found, most frequent first."""

from __future__ import annotations

from collections import Counter

from ..finding import Report
from .tally import summary
from .visible import one_line


def render(report: Report) -> str:
    """Counts by rule (with its family), counts by family (with its group), and the summary line."""
    rules = Counter((finding.rule, finding.family) for finding in report.findings)
    families = Counter((finding.family, report.families.get(finding.family, "")) for finding in report.findings)
    lines = []
    if report.findings:
        lines = ["By rule", *_rows(rules), "", "By family", *_rows(families), ""]
    return "\n".join([*lines, summary(report)]) + "\n"


def _rows(counts: Counter[tuple[str, str]]) -> list[str]:
    """Aligned lines of count, name and what the name belongs to; equal counts in alphabetical order."""
    rows = [
        (count, one_line(name), one_line(group))
        for (name, group), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    digits = len(str(max(count for count, _, _ in rows)))
    width = max(len(name) for _, name, _ in rows)
    return [f"  {count:>{digits}}  {name:<{width}}  {group}".rstrip() for count, name, group in rows]
