"""Findings counted by family, the families in the order of reports, under their groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..finding import Report, Severity
from .visible import one_line

_OTHER = "other"  # the group of families that only an organisation's own rules name


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """How often a family was found, by severity."""

    name: str
    counts: dict[Severity, int]

    @property
    def total(self) -> int:
        """The findings of all severities."""
        return sum(self.counts.values())


def by_family(report: Report) -> dict[str, list[FamilyCount]]:
    """Group -> the families in it that were found."""
    counts = Counter((finding.family, finding.severity) for finding in report.findings)
    found = {family for family, _ in counts}
    named = [family for family in report.families if family in found]
    own = sorted(found - report.families.keys())
    groups: dict[str, list[FamilyCount]] = {}
    for family in [*named, *own]:
        row = {severity: counts[family, severity] for severity in sorted(Severity, reverse=True)}
        groups.setdefault(report.families.get(family, _OTHER), []).append(FamilyCount(family, row))
    return groups


def words(name: str) -> str:
    """A family or group as a person says it: "victim or criminal"."""
    return one_line(name).replace("-", " ").strip()
