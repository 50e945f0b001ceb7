"""The `json` format: the contract that scripts rest on (DESIGN.md), version 1."""

from __future__ import annotations

from typing import Any

from ..finding import Finding, Report
from .json_text import to_json

VERSION = 1


def render(report: Report) -> str:
    """The report as indented JSON: letters beyond ASCII as they are, each string exactly as in the source."""
    content: dict[str, Any] = {
        "version": VERSION,
        "files": report.files,
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "errors": [{"path": error.path, "message": error.message} for error in report.errors],
    }
    if report.excused:
        content["excused"] = [_finding(finding) for finding in report.excused]
    return to_json(content)


def _finding(finding: Finding) -> dict[str, Any]:
    """The contract's fields in the contract's order, then `location` and `excuse` where there is one."""
    fields: dict[str, Any] = {
        "path": finding.path,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.label,
        "message": finding.message,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start": finding.start,
        "end": finding.end,
        "match": finding.match,
        "why": finding.why,
        "model": {"page": finding.model.page, "point": finding.model.point, "url": finding.model.url},
        "try_instead": list(finding.try_instead),
    }
    if finding.location is not None:
        fields["location"] = finding.location
    if finding.excuse is not None:
        fields["excuse"] = {"kind": finding.excuse.kind, "cue": finding.excuse.cue}
    return fields
