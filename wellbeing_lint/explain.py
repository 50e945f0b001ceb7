"""Why a sentence is found or not: for rule authors, in lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from .matching.matcher import Match, Matcher, Passage
from .matching.prefilter import may_match
from .ruleset.compiled import CompiledRuleset


def explain_sentence(ruleset: CompiledRuleset, sentence: str, rule: str | None = None) -> Iterator[str]:
    """Lines that tell what matched `sentence` and what excused it; and, for `rule`, what each pattern lacked."""
    words = ruleset.normaliser.words(sentence).words
    yield f"read as: {' '.join(words)}"
    numbers = None if rule is None else frozenset({ruleset.rule_numbers[rule]})
    matches = Matcher(ruleset, numbers).matches([Passage(sentence)])
    for match in matches:
        yield from _told(ruleset, sentence, match)
    if not matches:
        yield "no pattern matches"
    if rule is not None and not matches:
        yield from _missing(ruleset, sentence, ruleset.rule_numbers[rule])


def _told(ruleset: CompiledRuleset, sentence: str, match: Match) -> Iterator[str]:
    rule = ruleset.rules[match.rule]
    verdict = "found" if match.excuse is None else f"excused as {match.excuse.kind} by {match.excuse.cue!r}"
    yield f"{rule.id} ({rule.family}): {verdict}"
    yield f"  words:   {sentence[match.first.span.start : match.last.span.end]}"
    yield f"  pattern: {match.pattern}"


def _missing(ruleset: CompiledRuleset, sentence: str, rule: int) -> Iterator[str]:
    """For each pattern of the rule: the sets of words of which the sentence holds none, or that only their order fails."""
    mask = ruleset.mask_of(ruleset.normaliser.vocabulary(sentence))
    for number in range(ruleset.pattern_count):
        pattern = ruleset.pattern(number)
        if pattern.rule != rule:
            continue
        needed = [atom for part in pattern.parts for atom in range(part.needs.bit_length()) if part.needs >> atom & 1]
        lacking = [atom for atom in needed if not may_match(1 << atom, mask)]
        yield f"  {pattern.text}"
        yield (
            f"    lacks: {'; '.join(_sample(ruleset, atom) for atom in lacking)}"
            if lacking
            else ("    all its words are there, but not in this order or this near")
        )


def _sample(ruleset: CompiledRuleset, atom: int) -> str:
    """A few of the wordings of an atom: enough to recognise it by."""
    forms: set[str] = set()
    pending, seen = [atom], {atom}
    while pending and len(forms) < 200:
        at = pending.pop()
        forms |= {word for word, atoms in ruleset.words() if at in atoms}
        forms |= {phrase for phrase, atoms in ruleset.phrases() if at in atoms}
        composite = ruleset.composite(at)
        fresh = set(composite.children) - seen if composite is not None else set()
        seen |= fresh
        pending += fresh
    shown = " | ".join(sorted(forms, key=lambda form: (len(form), form))[:6])
    return f"{shown} | ..." if len(forms) > 6 else shown
