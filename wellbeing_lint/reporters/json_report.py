"""The `json` format: the contract that scripts rest on (DESIGN.md), version 1."""

from __future__ import annotations

import json
import re
from typing import Any

from ..finding import Finding, Report

VERSION = 1

# JSON would leave these as they are. Escaped they mean the same to a JSON reader, but do nothing to a
# terminal or CI log in which the report is printed; lone surrogates could not be written as UTF-8 at all.
_ACTIVE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?=#[\[vVtT])")


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
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


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
