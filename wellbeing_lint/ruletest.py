"""Runs the rules' own examples: what `rules test` shows, what the tests call, what the wheel's build insists on."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import RuleFault
from .matching.matcher import Match, Matcher, Passage
from .ruleset.compiled import CompiledRuleset
from .ruleset.schema import Rule, Wording


def check_examples(rules: Iterable[Rule], ruleset: CompiledRuleset) -> list[RuleFault]:
    """Every example that contradicts its rule: a `flag` line its rule does not find, a `pass` line or a `try_instead` that any rule finds."""
    matcher = Matcher(ruleset)
    faults: list[RuleFault] = []
    for rule in rules:
        number = ruleset.rule_numbers[rule.id]
        faults += [fault for line in rule.flag if (fault := _flag_fault(matcher, rule, number, line))]
        for key, lines in (("pass", rule.pass_), ("try_instead", rule.try_instead)):
            faults += [fault for line in lines if (fault := _pass_fault(matcher, rule, key, line))]
    return faults


def _flag_fault(matcher: Matcher, rule: Rule, number: int, line: Wording) -> RuleFault | None:
    matches = [match for match in _matches(matcher, line.text) if match.rule == number]
    if any(match.excuse is None for match in matches):
        return None
    if matches and (excuse := matches[0].excuse) is not None:
        what = f"{rule.id} should flag {line.text!r}, but it is excused as {excuse.kind} by {excuse.cue!r}"
        return RuleFault(rule.path, line.line, line.column, what, "reword it, or add the excuse to not_excused_by")
    what = f"{rule.id} should flag {line.text!r}, but no pattern matches"
    return RuleFault(rule.path, line.line, line.column, what, "widen a pattern, or correct the example")


def _pass_fault(matcher: Matcher, rule: Rule, key: str, line: Wording) -> RuleFault | None:
    for match in _matches(matcher, line.text):
        if match.excuse is None:
            found = matcher.ruleset.rules[match.rule].id
            what = f"{key} line of {rule.id} is flagged by {found} ({match.pattern!r}): {line.text!r}"
            return RuleFault(rule.path, line.line, line.column, what, "narrow the pattern, or reword the line")
    return None


def _matches(matcher: Matcher, text: str) -> list[Match]:
    return matcher.matches([Passage(text)])
