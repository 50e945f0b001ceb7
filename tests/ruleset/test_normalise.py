"""What people type, as plain words with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.finding import Span
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.ruleset.locate import load_ruleset
from wellbeing_lint.ruleset.normalise import FIELD, Normaliser


@pytest.fixture(scope="module")
def normaliser(ruleset: CompiledRuleset) -> Normaliser:
    return ruleset.normaliser


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You're", "you are"),
        ("youre", "you are"),
        ("you’re", "you are"),
        ("won't can't wont", "will not can not will not"),
        ("ur gonna b ok", "you are going to be ok"),
        ("ur kids", "your kids"),
        ("bring 4 friends", "bring 4 friends"),
        ("u can bring 4 friends n their mates", "you can bring for friends and their mates"),
        ("arr\u200bested", "arrested"),
        ("arr\u00adested", "arrested"),
        ("𝗮𝗿𝗿𝗲𝘀𝘁𝗲𝗱", "arrested"),
        ("аrrested", "arrested"),  # the first letter is Cyrillic
        ("ARRESTED", "arrested"),
        ("your mother's house", "your mother is house"),  # an optional "is"
        ("he's here", "he is here"),
        ("drug-free", "drug free"),
        ("fiancée", "fiancee"),
        ("R&R", "r and r"),
        ("in the U.S. and the U.K.", "in the usa and the uk"),
        ("100%", "100 percent"),
        ("w/o ID", "without id"),
        ("the well is ill", "the well is ill"),
        ("we were its shell", "we were its shell"),
        ("мама", "мама"),
        ("", ""),
        ("... !!! —", ""),
    ],
)
def test_text_is_read_as_plain_words(normaliser: Normaliser, text: str, words: str) -> None:
    assert " ".join(normaliser.words(text).words) == words


def test_a_merge_field_is_one_word(normaliser: Normaliser) -> None:
    text = "Hi {{first_name}}, hello"
    words = normaliser.words(text, [Span(3, 17)])
    assert words.words == ("hi", FIELD, "hello")
    assert text[words.starts[1] : words.ends[1]] == "{{first_name}}"


def test_words_know_where_they_stand(normaliser: Normaliser) -> None:
    text = "If you’ll arr\u200best\u00a0me"
    words = normaliser.words(text)
    places = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert words.words == ("if", "you", "will", "arrest", "me")
    assert places == ["If", "you’ll", "you’ll", "arr\u200best", "me"]


def test_a_dash_or_a_stop_breaks_a_clause_and_a_comma_does_not(normaliser: Normaliser) -> None:
    words = normaliser.words("a, b - c; d well-known")
    assert {words.words[at] for at in words.breaks} == {"c", "d"}


_TYPED = st.lists(
    st.one_of(
        st.sampled_from([*"abuy '’-/&%.24wo{}[]\n", "ur ", "dont", "\u200b", "é", "а", "İ", "ﬁ", "w/o ", "'s", "n't"]),
        st.characters(),
    ),
    max_size=40,
).map("".join)


@given(_TYPED)
def test_every_word_lies_in_the_text_and_in_order(text: str) -> None:
    words = load_ruleset().normaliser.words(text)
    previous = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert previous <= start
        previous = start


@given(_TYPED)
def test_the_quick_vocabulary_misses_no_word(text: str) -> None:
    normaliser = load_ruleset().normaliser
    assert set(normaliser.words(text).words) <= normaliser.vocabulary(text)
