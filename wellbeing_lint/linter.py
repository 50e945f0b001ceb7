"""The program in one page: a document goes in, findings come out.

file -> reader -> Document(segments) -> sentences -> prefilter -> spaCy -> stance -> Finding
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .documents import read_bytes, read_text
from .documents.document import Document, Segment
from .documents.mergefields import find_fields
from .finding import Finding, Span
from .matching.matcher import Match, Matcher, Passage, Place
from .ruleset.compiled import CompiledRuleset
from .ruleset.locate import load_ruleset


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one draft gave: findings, and the matches that stance excused. Both sorted by place."""

    findings: tuple[Finding, ...]
    excused: tuple[Finding, ...]


class Linter:
    """Checks drafts against a ruleset (by default the built-in one). Picklable, and safe to make in many processes.

    `rules` narrows the check to these rule ids.

    >>> [finding.family for finding in Linter().check_text("Unless you're a victim, you will be arrested.")]
    ['victim-or-criminal']
    """

    def __init__(self, ruleset: CompiledRuleset | None = None, rules: Iterable[str] | None = None) -> None:
        self.ruleset = load_ruleset() if ruleset is None else ruleset
        self.rules = None if rules is None else frozenset(rules)
        self._matcher = Matcher(self.ruleset, self._numbers(self.rules))

    def __reduce__(self) -> tuple[type[Linter], tuple[CompiledRuleset, frozenset[str] | None]]:
        return (Linter, (self.ruleset, self.rules))

    def check_text(self, text: str, path: str = "<text>") -> list[Finding]:
        """The findings in `text`, read as the kind of file that `path` names (plain text by default)."""
        return list(self.check(read_text(path, text)).findings)

    def check_bytes(self, data: bytes, path: str) -> CheckResult:
        """The findings in the content of a file. Raises UnreadableError when it can't be read."""
        return self.check(read_bytes(path, data))

    def check(self, document: Document, rules: frozenset[str] | None = None) -> CheckResult:
        """The findings in a document, and what was excused.

        `rules` narrows this check to these rule ids. What others find is not weighed against what these find.
        """
        passages = [_passage(segment) for segment in document.segments]
        matches = self._matcher.matches(passages, self._numbers(rules))
        findings = [self._finding(document, match) for match in matches]
        adopted = _strongest(
            [(m, f) for m, f in zip(matches, findings, strict=True) if m.excuse is None],
        )
        excused = [f for f in findings if f.excuse is not None]
        return CheckResult(
            tuple(sorted(adopted, key=lambda finding: finding.sort_key)),
            tuple(sorted(excused, key=lambda finding: finding.sort_key)),
        )

    def _numbers(self, rules: frozenset[str] | None) -> frozenset[int] | None:
        return None if rules is None else frozenset(self.ruleset.rule_numbers[rule] for rule in rules)

    def _finding(self, document: Document, match: Match) -> Finding:
        """A match as a finding: the one place where spans of segments become places in the source."""
        rule = self.ruleset.rules[match.rule]
        start = _in_source(document, match.first).start
        end = _in_source(document, match.last).end
        sentence = _in_source(document, match.sentence)
        shown = Span(min(start, sentence.start), max(end, sentence.end))
        line, column = document.line_and_column(start)
        end_line, end_column = document.line_and_column(end)
        return Finding(
            path=document.path,
            rule=rule.id,
            family=rule.family,
            severity=rule.severity,
            message=rule.message,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            start=start,
            end=end,
            match=document.source[start:end],
            why=rule.why,
            model=rule.model,
            try_instead=rule.try_instead,
            sources=rule.sources,
            sentence=document.source[shown.start : shown.end],
            sentence_start=shown.start,
            location=document.segments[match.first.passage].location,
            excuse=match.excuse,
        )


def _passage(segment: Segment) -> Passage:
    above = "\n".join((*segment.headings, segment.intro)).strip()
    return Passage(segment.text, find_fields(segment.text), above, joins=segment.kind != "cell")


def _in_source(document: Document, place: Place) -> Span:
    return document.segments[place.passage].source_map.to_source(place.span)


def _strongest(matched: list[tuple[Match, Finding]]) -> list[Finding]:
    """One finding for overlapping matches of a family: the most specific rule, then the longest span."""
    ranked = sorted(matched, key=lambda pair: (-pair[0].weight, -len(pair[1].match), pair[1].sort_key))
    kept: list[Finding] = []
    for _, finding in ranked:
        span = Span(finding.start, finding.end)
        if not any(other.family == finding.family and span.overlaps(Span(other.start, other.end)) for other in kept):
            kept.append(finding)
    return kept
