"""The `html` format: one page that holds everything, to be read, printed and passed on.

The page is report.html.jinja beside this module. Jinja escapes whatever is put in; its Content-Security-Policy lets
nothing be loaded and no script run.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ..finding import Finding, Report, Severity
from .by_family import by_family, words
from .passages import MarkedPassage, Piece, marked_passages
from .places import place
from .tally import SEVERITIES, plural, set_aside
from .visible import one_line, shown_path

TEMPLATE = "report.html.jinja"


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding as the page shows it: numbered from 1 through the page.

    `explained_at` is the number of the finding of the same draft that has the reasons; its own if it has them.
    """

    number: int
    finding: Finding
    explained_at: int


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A passage with its findings numbered; the indexes in its pieces lead into `findings`."""

    passage: MarkedPassage
    findings: tuple[NumberedFinding, ...]

    def severity(self, piece: Piece) -> Severity:
        """The gravest of the findings that cover `piece`."""
        return max(self.passage.findings[index].severity for index in piece.covering)


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A draft with findings, in the order of the page."""

    number: int
    path: str
    findings: tuple[Finding, ...]
    passages: tuple[PassagePart, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(finding.severity == severity for finding in self.findings)


def render(report: Report) -> str:
    """The report as one HTML page: summary, chart, each draft with its findings in place, what was not checked."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"line": one_line, "path": shown_path, "words": words, "place": place, "link": _link}
    families = by_family(report)
    return environment.get_template(TEMPLATE).render(
        report=report,
        drafts=_drafts(report),
        families=families,
        most=max((family.total for group in families.values() for family in group), default=1),
        severities=SEVERITIES,
        counts={severity: sum(f.severity == severity for f in report.findings) for severity in SEVERITIES},
        set_aside=set_aside(report),
        plural=plural,
    )


def _drafts(report: Report) -> list[DraftPart]:
    drafts: list[DraftPart] = []
    number = 0
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        findings = tuple(group)
        explained: dict[str, int] = {}
        parts: list[PassagePart] = []
        for passage in marked_passages(findings):
            numbered = []
            for finding in passage.findings:
                number += 1
                numbered.append(NumberedFinding(number, finding, explained.setdefault(finding.rule, number)))
            parts.append(PassagePart(passage, tuple(numbered)))
        drafts.append(DraftPart(len(drafts) + 1, path, findings, tuple(parts)))
    return drafts


def _link(url: str) -> str:
    """`url` if it is an address on the web, else "": a rule must not bring in `javascript:`."""
    return url if url.startswith(("https://", "http://")) else ""
