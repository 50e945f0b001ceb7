"""The `github` format: workflow commands, which GitHub Actions shows at the lines of a pull request.

GitHub shows ten of each level for a step and drops the rest without a word, so the worst come first and a last
line says how many there are. `--output markdown:$GITHUB_STEP_SUMMARY` gives the whole list.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..finding import Finding, ReadError, Report, Severity
from .excerpt import shorten
from .places import repository_path
from .tally import summary
from .visible import one_line

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SHOWN = 10
"""Of each level, GitHub shows so many for a step."""

_MATCH_ROOM = 160  # code points


def render(report: Report) -> str:
    """One command for each draft that could not be read and each finding, the worst first; then the counts."""
    findings = sorted(report.findings, key=lambda finding: (-finding.severity, finding.sort_key))
    lines = [_error(report, error) for error in report.errors]
    lines += [_annotation(report, finding) for finding in findings]
    lines.append(summary(report))
    if any(sum(line.startswith(f"::{level} ") for line in lines) > SHOWN for level in LEVELS.values()):
        lines.append(f"GitHub shows {SHOWN} of each level at most; the format markdown lists them all.")
    return "\n".join(lines) + "\n"


def _annotation(report: Report, finding: Finding) -> str:
    where: dict[str, object] = {"line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        # GitHub refuses columns for a stretch of several lines.
        where |= {"col": finding.column, "endColumn": finding.end_column}
    said = [one_line(finding.message)]
    if finding.match:
        said.append(f"«{shorten(finding.match, _MATCH_ROOM)}»")
    if finding.location is not None:
        said.append(f"({one_line(finding.location)})")
    paragraphs = [" ".join(said), one_line(finding.why)]
    paragraphs += [f"Write instead: {one_line(wording)}" for wording in finding.try_instead]
    title = f"wellbeing-lint: {one_line(finding.rule)}"
    properties = {"file": repository_path(report, finding.path), **where, "title": title}
    return _command(LEVELS[finding.severity], properties, "\n".join(filter(None, paragraphs)))


def _error(report: Report, error: ReadError) -> str:
    properties = {"file": repository_path(report, error.path), "title": "wellbeing-lint: could not be read"}
    return _command("error", properties, one_line(error.message))


def _command(level: str, properties: Mapping[str, object], message: str) -> str:
    stated = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {stated}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """`text` as the runner of GitHub Actions reads it back: on one line, without active characters."""
    lines = "%0A".join(one_line(line.replace("%", "%25")) for line in text.split("\n"))
    return lines.replace("\r", "%0D")


def _property(text: str) -> str:
    """A value of a property, in which ":" and "," would end it."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
