"""Counts of a report and the words for them, the same in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..finding import Finding, Report, Severity

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""Worst first, as reports list them."""


def plural(count: int, noun: str, many: str = "") -> str:
    """A count and its noun: "1 error", "2 errors"; `many` is the plural where it takes more than an "s"."""
    return f"{count} {noun}" if count == 1 else f"{count} {many or noun + 's'}"


def severity_counts(findings: Iterable[Finding]) -> str:
    """The findings by severity, as in "3 errors, 1 warning, 0 notes"."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(plural(counts[severity], severity.label) for severity in SEVERITIES)


def set_aside(report: Report) -> str:
    """What was matched but isn't counted as a finding, as in "2 suppressed, 1 excused."; "" if nothing."""
    counts = (
        (report.suppressed, "suppressed"),
        (report.baselined, "in the baseline"),
        (len(report.excused), "excused"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f"{said}." if said else ""


def summary(report: Report) -> str:
    """The last line of a plain report: findings by severity, files read, what was set aside or not read."""
    files = plural(report.files, "file")
    if report.findings:
        found = plural(len(report.findings), "finding")
        said = [f"Found {found} in {files} ({severity_counts(report.findings)})."]
    else:
        said = [f"No findings in {files}."]
    if report.errors:
        said.append(f"{len(report.errors)} could not be read.")
    said.append(set_aside(report))
    return " ".join(filter(None, said))
