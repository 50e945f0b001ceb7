"""The end of the rich report: what could not be read, and the counts by family."""

from __future__ import annotations

from ..finding import Report, Severity
from .by_family import by_family, words
from .page import Page
from .tally import SEVERITIES, plural, set_aside, severity_counts
from .visible import one_line, shown_path


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
    groups = by_family(report)
    families = [family for found in groups.values() for family in found]

    # Padded by code points: a family's name is letters and hyphens.
    labels = max(len(words(family.name)) + 2 for family in families)
    heads = [f"{severity.label}s" for severity in SEVERITIES]
    wide = labels + sum(2 + len(head) for head in heads) <= page.width

    page.blank()
    if wide:
        page.add(("".join(["".ljust(labels), *(f"  {head}" for head in heads)]), "dim"))
    for group, found in groups.items():
        page.add((words(group), "bold"))
        for family in found:
            row = family.counts
            if wide:
                cells = (f"  {row[severity] or '-':>{len(head)}}" for severity, head in zip(row, heads, strict=True))
                page.add((f"  {words(family.name):<{labels - 2}}{''.join(cells)}", ""))
            else:
                page.add((f"{words(family.name)}: {_counted(row)}", ""), first="  ", rest="    ")
    page.blank()


def _counted(row: dict[Severity, int]) -> str:
    """The counts that aren't zero, as in "2 errors, 1 note"."""
    return ", ".join(plural(count, severity.label) for severity, count in row.items() if count)
