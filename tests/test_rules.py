"""The built-in rules keep their promises: their own examples, their families, what they cite."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import ROOT
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.ruleset.load import load_rules
from wellbeing_lint.ruleset.schema import RuleSource
from wellbeing_lint.ruletest import check_examples


@pytest.fixture(scope="module")
def source() -> RuleSource:
    return load_rules([ROOT / "rules"])


def test_every_example_is_as_its_rule_says(source: RuleSource, ruleset: CompiledRuleset) -> None:
    assert [str(fault) for fault in check_examples(source.rules, ruleset)] == []


def test_every_family_has_at_least_two_rules(source: RuleSource) -> None:
    counts = Counter(rule.family for rule in source.rules)
    assert {family: counts[family] for family in source.families if counts[family] < 2} == {}


def test_a_rule_lies_in_the_folder_of_its_group_under_its_own_name(source: RuleSource) -> None:
    for rule in source.rules:
        assert rule.path.endswith(f"{source.families[rule.family].group}/{rule.id}.yaml"), rule.path


def test_every_excuse_kind_and_list_is_in_use(source: RuleSource) -> None:
    assert set().union(*source.excused_by.values()) == {excuse.kind for excuse in source.excuses}


def test_sources_are_web_addresses(source: RuleSource) -> None:
    assert [
        (rule.id, address) for rule in source.rules for address in rule.sources if " " in address or "." not in address
    ] == []


def test_no_rule_names_a_match_of_a_word_alone(source: RuleSource) -> None:
    """A rule is an act in context: hardly any pattern is one bare word. Degrading labels are the exception."""
    from wellbeing_lint.ruleset.phrases import Gap, Word

    bare = [
        (rule.id, phrase.text)
        for rule in source.rules
        for phrase in rule.patterns
        if len(phrase.pattern.parts) == 1
        and len([item for item in phrase.pattern.parts[0].node.items if not isinstance(item, Gap)]) == 1
        and isinstance(phrase.pattern.parts[0].node.items[0], Word)
    ]
    assert bare == []
