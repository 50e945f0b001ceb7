"""The end of the rich report: what could not be read, and the counts by family."""

from __future__ import annotations

from collections import Counter

from ..finding import Report, Severity
from .page import Page
from .tally import SEVERITIES, plural, set_aside, severity_counts
from .visible import one_line, shown_path

_OTHER = "other"  # the group of families that only an organisation's own rules name


def write_summary(page: Page, report: Report) -> None:
    """Errors of reading, then one sentence of counts, then the table, then what was set aside."""
    if report.errors:
        page.add(("Could not be read", "bold red"))
        for error in report.errors:
            page.add((f"{shown_path(error.path)}: {one_line(error.message)}", ""), first="  - ", rest="    ")
        page.blank()
    page.add(("Summary", "bold"))
    files = plural(report.files, "file")
    if report.findings:
        touched = len({finding.path for finding in report.findings})
        found = plural(len(report.findings), "finding")
        page.add((f"{found} in {touched} of {files}: {severity_counts(report.findings)}.", ""))
        _write_table(page, report)
    elif report.files:
        page.add((f"No findings in {files}. A rule can miss things; a careful reader still helps.", ""))
    else:
        page.add(("No files were read.", ""))
    aside = set_aside(report)
    if aside:
        page.add((f"Not counted above: {aside}", ""))
    if report.findings:
        page.add(("More about a rule: ", ""), ("wellbeing-lint explain RULE", "bold"))


def _write_table(page: Page, report: Report) -> None:
    """A row a family under its group, a column a severity; on a narrow page a line a family."""
    counts = Counter((finding.family, finding.severity) for finding in report.findings)
    groups: dict[str, list[str]] = {}
    named = [family for family in report.families if any(family == found for found, _ in counts)]
    own = sorted({family for family, _ in counts if family not in report.families})
    for family in [*named, *own]:
        groups.setdefault(report.families.get(family, _OTHER), []).append(family)

    # Padded by code points: a family's name is letters and hyphens.
    labels = max(len(_words(family)) + 2 for family in [*named, *own])
    heads = [f"{severity.label}s" for severity in SEVERITIES]
    wide = labels + sum(2 + len(head) for head in heads) <= page.width

    page.blank()
    if wide:
        page.add(("".join(["".ljust(labels), *(f"  {head}" for head in heads)]), "dim"))
    for group, families in groups.items():
        page.add((_words(group), "bold"))
        for family in families:
            row = {severity: counts[family, severity] for severity in SEVERITIES}
            if wide:
                cells = (
                    f"  {row[severity] or '-':>{len(head)}}"
                    for severity, head in zip(row, heads, strict=True)
                )
                page.add((f"  {_words(family):<{labels - 2}}{''.join(cells)}", ""))
            else:
                page.add((f"{_words(family)}: {_counted(row)}", ""), first="  ", rest="    ")
    page.blank()


def _counted(row: dict[Severity, int]) -> str:
    """The counts that aren't zero, as in "2 errors, 1 note"."""
    return ", ".join(plural(count, severity.label) for severity, count in row.items() if count)


def _words(name: str) -> str:
    """A family or group as a person says it: "victim or criminal"."""
    return one_line(name).replace("-", " ").strip()
