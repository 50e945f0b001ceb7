"""The `text` format: one line a finding, for grep, editors and CI logs.

drafts/first-text.txt:3:14: error[arrest-unless-victim] Makes freedom from arrest ... «unless you ...»
"""

from __future__ import annotations

from ..finding import Finding, ReadError, Report
from .tally import summary
from .visible import one_line, shown_path

_MATCH_ROOM = 160  # code points


def render(report: Report) -> str:
    """Findings, excused matches if the report carries any, what could not be read, and the counts."""
    lines = [_finding_line(finding) for finding in report.findings]
    lines += [_finding_line(finding) for finding in report.excused]
    lines += [_error_line(error) for error in report.errors]
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def _finding_line(finding: Finding) -> str:
    from .excerpt import shorten  # a clean draft needs none

    label = "excused" if finding.excuse else finding.severity.label
    line = (
        f"{shown_path(finding.path)}:{finding.line}:{finding.column}: {label}[{one_line(finding.rule)}]"
        f" {one_line(finding.message)}"
    )
    if finding.match:
        line += f" «{shorten(finding.match, _MATCH_ROOM)}»"
    if finding.location is not None:
        line += f" ({one_line(finding.location)})"
    if finding.excuse:
        by = f" by «{one_line(finding.excuse.cue)}»" if finding.excuse.cue else ""
        line += f" (excused as {one_line(finding.excuse.kind)}{by})"
    return line


def _error_line(error: ReadError) -> str:
    return f"{shown_path(error.path)}: error: {one_line(error.message)}"
