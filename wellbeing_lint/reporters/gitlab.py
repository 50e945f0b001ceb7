"""The `gitlab` format: a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from ..finding import Finding, ReadError, Report, Severity
from ..fingerprint import fingerprints_of
from .excerpt import shorten
from .json_text import to_json
from .places import repository_path
from .visible import one_line

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
UNREADABLE = "could-not-be-read"

_MATCH_ROOM = 160  # code points


def render(report: Report) -> str:
    """A JSON array with one issue for each finding and each draft that could not be read; empty on a clean run."""
    keys = fingerprints_of(report)
    issues = [_issue(report, finding, keys[finding.sort_key].sentence) for finding in report.findings]
    issues += [_unreadable(report, error) for error in report.errors]
    return to_json(_unique(issues))


def _issue(report: Report, finding: Finding, key: str) -> dict[str, Any]:
    # GitLab doesn't show the name of the check, so the description begins with it.
    description = f"{one_line(finding.rule)}: {one_line(finding.message)}"
    if finding.match:
        description += f" «{shorten(finding.match, _MATCH_ROOM)}»"
    if finding.location is not None:
        description += f" ({one_line(finding.location)})"
    return _entry(
        path=repository_path(report, finding.path),
        line=finding.line,
        check=one_line(finding.rule),
        severity=SEVERITIES[finding.severity],
        description=description,
        key=key,
    )


def _unreadable(report: Report, error: ReadError) -> dict[str, Any]:
    return _entry(
        path=repository_path(report, error.path),
        line=1,
        check=UNREADABLE,
        severity="major",
        description=f"{UNREADABLE}: {one_line(error.message)}",
        key=error.message,
    )


def _entry(*, path: str, line: int, check: str, severity: str, description: str, key: str) -> dict[str, Any]:
    # The path is hashed too: GitLab merges issues whose fingerprints are equal, also those of two files.
    identity = "|".join((path, check, key)).encode("utf-8", "surrogatepass")
    return {
        "description": description,
        "check_name": check,
        "fingerprint": sha256(identity).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


def _unique(issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The issues without those that say again what one before them said."""
    return list({issue["fingerprint"]: issue for issue in reversed(issues)}.values())[::-1]
