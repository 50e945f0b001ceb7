"""Patterns on sentences: gaps, order, neighbours, merge fields, excuses."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.conftest import rule_text
from wellbeing_lint.finding import Span
from wellbeing_lint.matching.matcher import Match, Matcher, Passage
from wellbeing_lint.ruleset.compiled import CompiledRuleset

RulesOf = Callable[..., CompiledRuleset]


def matches(ruleset: CompiledRuleset, text: str, *fields: Span, above: str = "") -> list[Match]:
    return Matcher(ruleset).matches([Passage(text, fields, above)])


def matched(ruleset: CompiledRuleset, text: str) -> list[str]:
    """The words of each adopted match."""
    return [
        text[match.first.span.start : match.last.span.end] for match in matches(ruleset, text) if match.excuse is None
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("you .. arrested", "you get arrested", ["you get arrested"]),
        ("you .. arrested", "you may well get arrested", []),
        (
            "you ... arrested",
            "you may very well end up getting arrested",
            ["you may very well end up getting arrested"],
        ),
        ("you * arrested", "you arrested", []),
        ("you * arrested", "you get arrested", ["you get arrested"]),
        ("{arrest} (you|her at home)", "arresting her at home now", ["arresting her at home"]),
        ("a [very] bad day", "a bad day", ["a bad day"]),
        ("a [very] bad day", "a very bad day", ["a very bad day"]),
        ("(lock ... up|take ... in) tonight", "we take the lot of you in tonight", ["take the lot of you in tonight"]),
        ("owe # dollars", "You owe 500 dollars", ["owe 500 dollars"]),
        ("owe # dollars", "You owe many dollars", []),
        ("arrested", "It says: arrested. Tea?", ["arrested"]),
        ("@authority ... arrested", "the vice squad had him arrested", ["vice squad had him arrested"]),
        ("you are arrested", "YOU’RE ARR\u200bESTED!", ["YOU’RE ARR\u200bESTED"]),
        ("arrested & warrant", "a warrant means she is arrested", ["warrant means she is arrested"]),
        ("arrested & warrant", "A warrant is out. She is arrested.", []),
        ("arrested && warrant", "A warrant is out. She is arrested.", ["warrant is out. She is arrested"]),
        ("arrested && warrant", "A warrant is out. Tea is at four. She is arrested.", []),
        ("arrested & arrested", "arrested", []),
        ("^ arrested", "She is arrested", []),
        ("^ arrested", "Status: arrested", ["arrested"]),
        ("^ arrested", 'Tell her "arrested" then', ["arrested"]),
        ("mother house", "your mother's house", ["mother's house"]),
        ("clock is ticking", "the clock's ticking", ["clock's ticking"]),
    ],
)
def test_a_pattern_matches_as_written(rules_of: RulesOf, pattern: str, text: str, found: list[str]) -> None:
    assert matched(rules_of(one=rule_text(pattern)), text) == found


def test_a_merge_field_never_splits_a_match(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("you will be arrested"))
    text = "you will {{first_name}} be [NAME] arrested"
    [match] = matches(ruleset, text, Span(9, 23), Span(27, 33))
    assert text[match.first.span.start : match.first.span.end] == text


def test_a_word_that_spacy_splits_is_still_one_word(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("at 6 pm sharp", "6pm (jail|cell)", "(6 pm|arrested) now"))
    assert matched(ruleset, "Be here at 6 pm sharp") == ["at 6 pm sharp"]
    assert matched(ruleset, "6pm jail") == ["6pm jail"]
    assert matched(ruleset, "6 pm is now 6pm now") == []


def test_the_more_specific_pattern_of_a_rule_wins(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("arrested", "you will be arrested"))
    [match] = matches(ruleset, "Then you will be arrested")
    assert (match.pattern, match.weight) == ("you will be arrested", 4)


@pytest.mark.parametrize(
    ("text", "excuse"),
    [
        ("You will be arrested", None),
        ("You will not be arrested", "negation"),
        ("Staff must not, on the doorstep or on the phone, let slip that you will be arrested", "prohibition"),
        ("She was told you will be arrested", "report"),
        ("Not today, but you will be arrested", None),
        ("We do not lie; you will be arrested", "prohibition"),
    ],
)
def test_stance_decides_whether_a_match_is_adopted(rules_of: RulesOf, text: str, excuse: str | None) -> None:
    [match] = matches(rules_of(one=rule_text("you will .. be arrested")), text)
    assert (match.excuse.kind if match.excuse else None) == excuse


def test_a_negation_that_the_pattern_itself_names_is_no_excuse(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("if you do not talk ... arrested"))
    [match] = matches(ruleset, "If you don't talk to us you get arrested")
    assert match.excuse is None


def test_a_cue_may_share_a_word_with_the_act(rules_of: RulesOf) -> None:
    [match] = matches(rules_of(one=rule_text("hint at a warrant")), "Never hint at a warrant.")
    assert match.excuse is not None


def test_a_heading_that_forbids_excuses_what_stands_under_it(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("you will be arrested"))
    [match] = matches(ruleset, "You will be arrested", above="Things not to say")
    assert match.excuse is not None
    assert match.excuse.kind == "prohibition"


def test_unless_excuses_only_its_own_rule(rules_of: RulesOf) -> None:
    ruleset = rules_of(
        one=rule_text("arrested", more='unless: ["arresting view"]'), two=rule_text("arrested", id="other")
    )
    excused = {
        ruleset.rules[match.rule].id: match.excuse for match in matches(ruleset, "arrested by an arresting view")
    }
    assert excused["other"] is None
    assert excused["test-rule"] is not None


def test_a_rule_may_refuse_an_excuse(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("you will .. be arrested", more="not_excused_by: [negation]"))
    [match] = matches(ruleset, "You will not be arrested")
    assert match.excuse is None


def test_three_gaps_in_a_long_message_without_stops_cost_no_time(rules_of: RulesOf) -> None:
    ruleset = rules_of(one=rule_text("you ... you ... you ... arrested"))
    text = "you can be " * 70 + "fined"
    started = time.perf_counter()
    assert matches(ruleset, text) == []
    matcher = Matcher(ruleset)
    matcher.matches([Passage(text + " arrested")])
    assert time.perf_counter() - started < 2.0
