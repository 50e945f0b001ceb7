"""Each kind of broken rule fails with its file, its line and a mend; all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, rule_text
from wellbeing_lint.errors import RuleFault, RulesetError
from wellbeing_lint.matching.matcher import Matcher, Passage
from wellbeing_lint.ruleset.compile import compile_rules
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.ruleset.files import rule_files
from wellbeing_lint.ruleset.load import load_rules
from wellbeing_lint.ruletest import check_examples

GOOD = rule_text("you will be arrested")


def faults_of(text: str, tmp_path: Path, name: str = "broken.yaml") -> list[RuleFault]:
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        compile_rules(load_rules([ROOT / "rules", tmp_path / "own"]))
    assert all(fault.path == str(path) for fault in caught.value.faults)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (GOOD.replace("severity", "severty"), 3, "unknown key 'severty'; did you mean 'severity'?"),
        (GOOD.replace("severity: error\n", ""), 1, "missing key 'severity'"),
        (GOOD.replace("message: A rule", "id: twice\nmessage: A rule"), 5, "duplicate key 'id'; keep one"),
        (GOOD.replace("error", "fatal"), 3, "unknown severity 'fatal'"),
        (GOOD.replace("legal-threat", "legal-treat"), 2, "unknown family 'legal-treat'; did you mean 'legal-threat'?"),
        (GOOD.replace("no-threats", "no-thrats"), 4, "the model has no point 'no-thrats'; did you mean 'no-threats'?"),
        (GOOD.replace("relationships-require-trust", "wellbeing"), 4, "write page: relationships-require-trust"),
        (GOOD.replace("stated", "guessed"), 4, "unknown basis 'guessed'; use stated or inferred"),
        (GOOD.replace("test-rule", "Test Rule"), 1, "is no rule id"),
        (
            GOOD.replace("you will be", "@authorty will be"),
            9,
            "unknown word list @authorty; did you mean '@?authority'?",
        ),
        (GOOD.replace("you will be", "(you will be"), 9, "never closed"),
        (GOOD.replace("you will be arrested", "* ... #"), 9, "no fixed word|gap at the edge|would match anywhere"),
        (GOOD.replace('flag: ["a", "b", "c"]', 'flag: ["a", "b"]'), 11, "'flag' needs at least 3"),
        (GOOD.replace('pass: ["a", "b", "c"]', "pass: a"), 12, "pass must be a list"),
        (GOOD.replace('pass: ["a", "b", "c"]', ""), 1, "missing key 'pass'"),
        (GOOD.replace("why: A", "why: &x A"), 6, "anchors and aliases are not allowed"),
        (GOOD.replace("why: A", 'why: "A'), 7, "not valid YAML"),
        ("[]", 1, "a rule file is a mapping"),
        ("", 1, "file is empty"),
        (GOOD.replace("{", "[").replace("}", "]"), 4, "model must be a mapping"),
        (GOOD + "not_excused_by: [negatoin]\n", 13, "unknown excuse 'negatoin'; did you mean 'negation'?"),
    ],
)
def test_a_broken_rule_is_named_with_its_line_and_a_mend(text: str, line: int, says: str, tmp_path: Path) -> None:
    import re

    faults = faults_of(text, tmp_path)
    assert any(fault.line == line and re.search(says, str(fault)) for fault in faults), [str(fault) for fault in faults]


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    faults = faults_of(GOOD.replace("severity", "severty").replace("legal-threat", "legal"), tmp_path)
    assert {fault.what for fault in faults} >= {
        "unknown key 'severty'",
        "missing key 'severity'",
        "unknown family 'legal'",
    }


def test_an_error_in_a_pattern_points_at_its_column(tmp_path: Path) -> None:
    [fault] = faults_of(GOOD.replace("you will be", "you (will be"), tmp_path)
    assert (fault.line, fault.column) == (9, 10)


def test_a_word_that_yaml_would_change_stays_text(rules_of: Callable[..., CompiledRuleset]) -> None:
    ruleset = rules_of(one=rule_text("off 90 arrested").replace('"off 90 arrested"', "off 90 arrested"))
    assert ruleset.pattern(0).text == "off 90 arrested"


def test_a_duplicate_id_names_the_other_file(tmp_path: Path, rules_of: Callable[..., CompiledRuleset]) -> None:
    with pytest.raises(RulesetError, match=r"two\.yaml:1:5: duplicate id 'test-rule'.*one\.yaml has it already"):
        rules_of(one=GOOD, two=GOOD)


def test_a_list_that_names_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own" / "words").mkdir(parents=True)
    path = tmp_path / "own" / "words" / "loop.yaml"
    path.write_text('loop-a: ["@loop-b"]\nloop-b: ["@loop-a"]\n', encoding="utf-8")
    (tmp_path / "own" / "rule.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RulesetError, match="names itself"):
        compile_rules(load_rules([ROOT / "rules", tmp_path / "own"]))


def test_a_list_that_would_explode_is_never_written_out(tmp_path: Path) -> None:
    (tmp_path / "own" / "words").mkdir(parents=True)
    entry = " ".join("(a|b|c|d|e|f|g|h|i|j)" for _ in range(12))
    (tmp_path / "own" / "words" / "big.yaml").write_text(f'big: ["{entry}"]\n', encoding="utf-8")
    (tmp_path / "own" / "rule.yaml").write_text(rule_text("tell @big jail"), encoding="utf-8")
    ruleset = CompiledRuleset(compile_rules(load_rules([ROOT / "rules", tmp_path / "own"])))
    matches = Matcher(ruleset).matches([Passage("tell a b c d e f g h i j a b jail")])
    assert [ruleset.rules[match.rule].id for match in matches] == ["test-rule"]


def test_an_example_that_contradicts_its_rule_is_named(tmp_path: Path) -> None:
    text = rule_text("you will .. be arrested").replace(
        'flag: ["a", "b", "c"]', 'flag: ["you will be arrested", "tea", "You won\'t be arrested"]'
    )
    text = text.replace('pass: ["a", "b", "c"]', 'pass: ["tea", "You will be arrested tonight", "x"]')
    text = text.replace('try_instead: ["Tea is at four."]', 'try_instead: ["You\'ll be arrested."]')
    (tmp_path / "rule.yaml").write_text(text, encoding="utf-8")
    source = load_rules([ROOT / "rules", tmp_path])
    rule = next(rule for rule in source.rules if rule.id == "test-rule")
    faults = check_examples([rule], CompiledRuleset(compile_rules(source)))
    told = "\n".join(map(str, faults))
    assert "should flag 'tea', but no pattern matches" in told
    assert "excused as negation by 'not'" in told
    assert "pass line of test-rule is flagged by" in told
    assert "try_instead line of test-rule is flagged by" in told
    assert {fault.line for fault in faults} == {7, 11, 12}


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(GOOD, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "link.yaml").symlink_to(outside)
    assert rule_files(tmp_path / "own") == []
