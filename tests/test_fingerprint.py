import json
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.finding import Finding, ModelPoint, Severity
from wellbeing_lint.fingerprint import context_key, fingerprints, normalised, sentence_key


def find(source: str, match: str, *, sentence: str | None = None, rule: str = "r", path: str = "a.txt") -> Finding:
    sentence = source if sentence is None else sentence
    start = source.index(match)
    return Finding(
        path=path,
        rule=rule,
        family="urgency",
        severity=Severity.NOTE,
        message="m",
        line=source.count("\n", 0, start) + 1,
        column=1,
        end_line=1,
        end_column=1,
        start=start,
        end=start + len(match),
        match=match,
        why="w",
        model=ModelPoint("p", "q", "u"),
        try_instead=(),
        sentence=sentence,
        sentence_start=source.index(sentence),
    )


ACT = "Act now or lose your place"
BEFORE = find(f"Dear {{{{ name }}}}, please listen well: {ACT} in our warm house on Mondays.", ACT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t wait", "don't  WAIT"),
        ("**Act** _now_, `please`", "Act now, please"),
        ("Dear {{ first_name }}", "Dear *|FNAME|*"),
        ("Dear [first_name]", "Dear {name}"),
        ("<b>Act</b>&nbsp;now", "Act now"),
        ("[Act now](https://example.org/a_b) or", "Act now or"),
        ("act now\n> or never", "act now or never"),
        ("“Act now”", '"act now"'),
        ("ﬁrst", "first"),
        ("tea \\& cake", "tea & cake"),
    ],
)
def test_spacing_case_quotes_markup_and_names_of_fields_make_no_difference(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("act now", "act never"), ("snake_case", "snakecase"), ("5 * 3", "5 3 *"), ("dear {{ name }}", "dear name")],
)
def test_other_words_make_a_difference(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text(max_size=80))
def test_normalising_never_fails_and_leaves_single_spaces(text: str) -> None:
    assert normalised(text) == " ".join(normalised(text).split())


def test_lines_above_and_the_file_make_no_difference() -> None:
    moved = find(f"New paragraph.\n\n{BEFORE.sentence}", ACT, sentence=BEFORE.sentence, path="b/c.md")
    assert sentence_key(moved) == sentence_key(BEFORE)
    assert context_key(moved) == context_key(BEFORE)


def test_context_holds_when_words_far_off_in_the_sentence_change() -> None:
    edited = find(f"Hello, please listen well: {ACT} in our warm house on Tuesdays at four.", ACT)
    assert sentence_key(edited) != sentence_key(BEFORE)
    assert context_key(edited) == context_key(BEFORE)


def test_context_changes_with_a_word_next_to_the_match() -> None:
    edited = find(f"Dear {{{{ name }}}}, please listen closely: {ACT} in our warm house on Mondays.", ACT)
    assert context_key(edited) != context_key(BEFORE)


def test_another_rule_on_the_same_words_is_another_finding() -> None:
    other = replace(BEFORE, rule="other")
    assert sentence_key(other) != sentence_key(BEFORE)
    assert context_key(other) != context_key(BEFORE)


def test_sentence_and_context_are_never_equal() -> None:
    alone = find(ACT, ACT)
    assert sentence_key(alone) != context_key(alone)


def test_finding_without_a_sentence_rests_on_its_match() -> None:
    assert sentence_key(replace(BEFORE, sentence="")) == sentence_key(find(ACT, ACT))
    assert context_key(replace(BEFORE, sentence="")) == context_key(find(ACT, ACT))


def test_repeats_in_a_draft_are_numbered_by_place_and_drafts_apart() -> None:
    source = f"{ACT}. {ACT}."
    first = find(source, ACT, sentence=f"{ACT}.")
    second = replace(first, start=first.start + len(ACT) + 2, sentence_start=len(ACT) + 2)
    other = replace(first, path="b.txt")
    found = fingerprints([second, other, first])
    assert ":" not in found[first.sort_key].sentence
    assert found[second.sort_key].sentence == f"{found[first.sort_key].sentence}:2"
    assert found[second.sort_key].context == f"{found[first.sort_key].context}:2"
    assert found[other.sort_key] == found[first.sort_key]


def test_two_findings_of_a_rule_in_one_sentence_differ() -> None:
    source = "Act now, it is your last chance, act now."
    found = fingerprints([find(source, "Act now"), find(source, "last chance")])
    assert len({key.sentence for key in found.values()}) == 2


@given(st.text(min_size=12, max_size=60))
def test_fingerprint_holds_no_draft_text(text: str) -> None:
    finding = find(text, text)
    stated = json.dumps(asdict(fingerprints([finding])[finding.sort_key]))
    assert re.fullmatch(r'\{"sentence": "[0-9a-f]{16}", "context": "[0-9a-f]{16}"\}', stated)


def test_keys_stay_what_they_were_in_earlier_releases() -> None:
    # A baseline in a user's repository rests on them: a change here needs a new VERSION.
    assert (sentence_key(BEFORE), context_key(BEFORE)) == ("010c8ce209314684", "bd99e3b6edc8ad26")
