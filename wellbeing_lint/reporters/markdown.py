"""The `markdown` format: a comment for a pull request, or the summary of a CI job, on GitHub and GitLab.

A draft is a part that can be folded away. The reasons and the wordings to use instead stand where a rule is first met.
"""

from __future__ import annotations

from itertools import groupby

from ..finding import Finding, Report, Severity
from .by_family import by_family, words
from .excerpt import excerpt
from .markdown_text import as_html, as_markdown
from .places import place, repository_path
from .tally import plural, summary

MARKER = "<!-- wellbeing-lint -->"
"""The first line, by which a CI job finds the comment it is to replace."""

ROOM = 60_000
"""Code points; GitHub takes comments of 65,536 at most."""

_WORST_FIRST = sorted(Severity, reverse=True)
_SIGNS = {Severity.ERROR: "🟥", Severity.WARNING: "🟧", Severity.NOTE: "🟦"}


def render(report: Report) -> str:
    """The report as Markdown, cut where it would be too long for a comment: the worst findings stay."""
    head = [MARKER, f"### {_headline(report)}", ""]
    if report.findings:
        head += [*_table(report), ""]
    tail = [*_unreadable(report), f"<sub>{as_markdown(summary(report))}</sub>"]
    parts, left_out = _findings(report, ROOM - sum(len(line) + 1 for line in [*head, *tail]))
    if left_out:
        tail.insert(0, f"**{plural(left_out, 'more finding')}** would make this too long; the worst are shown.\n")
    return "\n".join([*head, *parts, *tail]) + "\n"


def _headline(report: Report) -> str:
    if report.findings:
        drafts = len({finding.path for finding in report.findings})
        found = plural(len(report.findings), "place")
        return f"{found} in {plural(drafts, 'draft')} can cost readers' trust"
    if report.errors and not report.files:
        return "No draft could be read"
    return f"No coercive wording found in {plural(report.files, 'draft')}"


def _table(report: Report) -> list[str]:
    rows = ["| Family | Errors | Warnings | Notes |", "|:--|--:|--:|--:|"]
    for group, families in by_family(report).items():
        for family in families:
            counts = " | ".join(str(family.counts[severity] or "") for severity in _WORST_FIRST)
            rows.append(f"| {as_markdown(words(family.name))} ({as_markdown(words(group))}) | {counts} |")
    return rows


def _findings(report: Report, room: int) -> tuple[list[str], int]:
    """The parts for the drafts, in `room` code points at most; and the number of findings left out."""
    worst_first = sorted(report.findings, key=lambda finding: (-finding.severity, finding.sort_key))
    kept = len(worst_first)
    # Which finding explains a rule depends on what is kept, so the text is made anew: a few times, not for each.
    while True:
        parts = _parts(report, sorted(worst_first[:kept], key=lambda finding: finding.sort_key))
        size = sum(len(line) + 1 for line in parts)
        if size <= room or not kept:
            return parts, len(worst_first) - kept
        kept = min(kept - 1, kept * room // size) if room > 0 else 0


def _parts(report: Report, findings: list[Finding]) -> list[str]:
    lines: list[str] = []
    explained: set[str] = set()
    for path, group in groupby(findings, key=lambda finding: finding.path):
        here = list(group)
        counted = plural(len(here), "finding")
        lines += [f"<details open><summary><b>{as_html(repository_path(report, path))}</b>: {counted}</summary>"]
        lines.append("")
        for finding in here:
            lines += _finding(finding, explain=finding.rule not in explained)
            explained.add(finding.rule)
        lines += ["</details>", ""]
    return lines


def _finding(finding: Finding, *, explain: bool) -> list[str]:
    sign = _SIGNS[finding.severity]
    where = f"{place(finding)}, rule {finding.rule}"
    lines = [f"{sign} **{as_markdown(finding.message)}** ({finding.severity.label})<br>{as_markdown(where)}", ""]
    if finding.match:
        found = excerpt(finding)
        before, after = as_markdown(found.before), as_markdown(found.after)
        # The spaces that belong between the parts, which as_markdown strips.
        gap = " " if found.before.endswith(" ") else ""
        end_gap = " " if found.after.startswith(" ") else ""
        lines += [f"> {before}{gap}<b>{as_markdown(found.match)}</b>{end_gap}{after}", ""]
    if not explain:
        return lines
    if finding.why:
        lines += [f"What it does to trust: {as_markdown(finding.why)}", ""]
    if finding.try_instead:
        lines += ["Write instead:", "", *(f"- {as_markdown(wording)}" for wording in finding.try_instead), ""]
    return lines


def _unreadable(report: Report) -> list[str]:
    if not report.errors:
        return []
    listed = [
        f"- **{as_markdown(repository_path(report, error.path))}**: {as_markdown(error.message)}"
        for error in report.errors
    ]
    return ["**Could not be read:**", "", *listed, ""]
