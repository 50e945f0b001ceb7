"""Findings that a writer left standing on purpose: each suppression names a rule and gives a reason.

There is no blanket ignore. A suppression that is malformed, unknown, expired or unused hides nothing, or has nothing to
hide, and is told of as a `Notice`. Notices don't change the exit code: what a faulty suppression fails to hide does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .finding import Finding, Span
from .fingerprint import normalised


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something a writer should know about a suppression or a baseline: the file, its 1-based line, and what it is."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}" if self.line else f"{self.path}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One rule or family (`name`) that may stand in one stretch of a draft, or (None) in all of it.

    `words`, where given, must occur in the finding. `path` and `line` are where the suppression is written, and
    `wording` what it is called there ("wl-ignore[urgency]").
    """

    name: str
    wording: str
    path: str
    line: int
    scope: Span | None = None
    words: str = ""

    def covers(self, finding: Finding) -> bool:
        """True when the finding is of the rule or family and in the stretch."""
        if self.name not in (finding.rule, finding.family):
            return False
        if self.scope is not None and not self.scope.overlaps(Span(finding.start, finding.end)):
            return False
        return not self.words or normalised(self.words) in normalised(finding.match)

    def notice(self, what: str) -> Notice:
        """What is to be said of this suppression."""
        return Notice(self.path, self.line, f"{self.wording} {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """What is left of a draft's findings, how many were suppressed, and the suppressions that covered some."""

    findings: tuple[Finding, ...]
    count: int
    used: frozenset[Suppression]


@dataclass(frozen=True, slots=True)
class RuleNames:
    """The names that a suppression may use: `families` with the ids of their rules; and the groups, which it may not."""

    families: Mapping[str, frozenset[str]]
    groups: frozenset[str]

    def rules_of(self, name: str) -> frozenset[str]:
        """The rules that `name` stands for; none when it is unknown."""
        if name in self.families:
            return self.families[name]
        return frozenset({name}) if any(name in rules for rules in self.families.values()) else frozenset()

    def fault(self, name: str) -> str:
        """Why `name` can't be suppressed; "" when it can."""
        if self.rules_of(name):
            return ""
        if name in self.groups:
            members = "name its families, or the rules"
            return f"{name!r} is a group, which is too much to leave standing; {members}"
        if name in self.families:
            return ""
        from .ruleset.yamlnodes import did_you_mean

        known = {*self.families, *(rule for rules in self.families.values() for rule in rules)}
        return f"no rule or family is called {name!r}; {did_you_mean(name, known)}"


def suppress(findings: Iterable[Finding], suppressions: Collection[Suppression]) -> Suppressed:
    """Take out the findings that a suppression covers. One that several cover counts as a use of each."""
    kept: list[Finding] = []
    used: set[Suppression] = set()
    count = 0
    for finding in findings:
        covering = [suppression for suppression in suppressions if suppression.covers(finding)]
        if covering:
            count += 1
            used.update(covering)
        else:
            kept.append(finding)
    return Suppressed(findings=tuple(kept), count=count, used=frozenset(used))


def unused_notices(
    suppressions: Iterable[Suppression], used: frozenset[Suppression], names: RuleNames, checked: frozenset[str] | None
) -> Iterator[Notice]:
    """A notice for each suppression that covered nothing, unless some of its rules were not `checked` (None: all were)."""
    for suppression in suppressions:
        judged = checked is None or names.rules_of(suppression.name) <= checked
        if suppression not in used and judged:
            yield suppression.notice("is not needed: nothing of the kind is found there; take it out")
