"""Draft text taken out of a report, so that it can be printed where others read along: the log of a CI job."""

from __future__ import annotations

from dataclasses import replace

from .finding import Finding, Report
from .fingerprint import fingerprints_of


def redact(report: Report) -> Report:
    """The report without a word of any draft: places, rules, reasons and counts stay.

    Matches, sentences and the words that excused a match become empty strings. Fingerprints are kept, so that code
    hosts know the findings again. Paths stay too: without them nobody could find the place.
    """
    return replace(
        report,
        findings=tuple(_redacted(finding) for finding in report.findings),
        excused=tuple(_redacted(finding) for finding in report.excused),
        fingerprints=fingerprints_of(report),
    )


def _redacted(finding: Finding) -> Finding:
    excuse = None if finding.excuse is None else replace(finding.excuse, cue="")
    return replace(finding, match="", sentence="", sentence_start=finding.start, excuse=excuse)
