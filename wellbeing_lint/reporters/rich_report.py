"""The `rich` format: the default on a terminal, written for the person who wrote the draft.

The reasons and the wordings to use instead are printed in full where a rule is first met in a run; at its
later findings one line points back there, so that a folder with forty findings stays readable. A point of the
model that several rules rest on is summed up once, and only named after that. Matches are underlined and
coloured; without colour they stand in «».
"""

from __future__ import annotations

from ..finding import Finding, ModelPoint, Report, Severity
from .excerpt import excerpt
from .page import Page
from .places import place
from .rich_summary import write_summary
from .tally import plural
from .visible import one_line, shown_path

STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
LABEL = "bold"

# The bar keeps draft text off the start of a line, where GitHub Actions would obey a `::command::`.
GUTTER = "  │ "
INDENT = "  "


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """The report for reading, `width` terminal cells wide (100 at most); terminal codes only if `color`."""
    page = Page(width)
    writer = _FindingWriter(page, color=color)
    for path, findings in _by_path(report.findings).items():
        page.add((shown_path(path), "bold"), (f"  {plural(len(findings), 'finding')}", "dim"), rest=INDENT)
        for finding in findings:
            page.blank()
            writer.write(finding)
        page.blank()
    if report.excused:
        _write_excused(page, report, color=color)
    write_summary(page, report)
    return page.to_string(color=color)


def _by_path(findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    paths: dict[str, list[Finding]] = {}
    for finding in findings:
        paths.setdefault(finding.path, []).append(finding)
    return paths


class _FindingWriter:
    """Writes findings, and remembers which rules and points of the model it has explained."""

    def __init__(self, page: Page, *, color: bool) -> None:
        self._page = page
        self._color = color
        self._explained: dict[str, Finding] = {}
        self._points: set[tuple[str, str]] = set()

    def write(self, finding: Finding) -> None:
        style = STYLES[finding.severity]
        self._page.add(
            (f"{finding.severity.label}: ", f"bold {style}"),
            (one_line(finding.message), "bold"),
            first=INDENT,
        )
        self._page.add((f"{place(finding)}, rule {one_line(finding.rule)}", "dim"), first=INDENT)
        write_sentence(self._page, finding, style=style, color=self._color)
        if finding.rule in self._explained:
            self._point_back(finding, self._explained[finding.rule])
        else:
            self._explained[finding.rule] = finding
            self._explain(finding)

    def _point_back(self, finding: Finding, first: Finding) -> None:
        where = f"line {first.line}" if first.location is None else one_line(first.location)
        if first.path != finding.path:
            where = f"{shown_path(first.path)}, {where},"
        self._page.add((f"Why, and what to write instead: see {where} above.", ""), first=INDENT)

    def _explain(self, finding: Finding) -> None:
        if finding.why:
            self._page.add(("What it does to trust: ", LABEL), (one_line(finding.why), ""), first=INDENT)
        self._write_model(finding.model)
        if finding.try_instead:
            self._page.add(("Write instead:", LABEL), first=INDENT)
        for wording in finding.try_instead:
            self._page.add((one_line(wording), ""), first=f"{INDENT}- ", rest=f"{INDENT}  ")

    def _write_model(self, model: ModelPoint) -> None:
        label = "Model: " if model.basis == "stated" else "Model (our reading; it does not name this itself): "
        title = one_line(model.title or model.point.replace("-", " ").capitalize()).rstrip(". ")
        said = f"{title}. " if title else ""
        key = (model.page, model.point)
        if model.summary and key not in self._points:
            said += f"{one_line(model.summary).strip()} "
        self._points.add(key)
        self._page.add((label, LABEL), (said, ""), (one_line(model.url), ""), first=INDENT)


def write_sentence(page: Page, finding: Finding, *, style: str, color: bool) -> None:
    """The sentence behind a bar, its match underlined in the colour `style`, or in «» without colour."""
    if not finding.match:  # taken out of the report
        return
    words = excerpt(finding)
    match = words.match if color else f"«{words.match}»"
    page.add((words.before, ""), (match, f"underline {style}"), (words.after, ""), first=GUTTER)


def _write_excused(page: Page, report: Report, *, color: bool) -> None:
    page.add(("Excused", "bold"), (f"  {plural(len(report.excused), 'match', 'matches')}", "dim"))
    page.add(
        ("These words match a rule, but here the text does not use them against its reader.", ""),
        first=INDENT,
    )
    for finding in report.excused:
        page.blank()
        page.add((f"{shown_path(finding.path)}, {place(finding)}, rule {one_line(finding.rule)}", ""), first=INDENT)
        write_sentence(page, finding, style="", color=color)
        if finding.excuse:
            kind, cue = one_line(finding.excuse.kind), one_line(finding.excuse.cue)
            said = f"Excused as {kind}, by «{cue}»." if cue else f"Excused as {kind}."
            page.add((said, ""), first=INDENT)
    page.blank()
