"""Where sentences end, in prose and in what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.matching.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Tell us who he is. Otherwise you're going to jail.",
            ["Tell us who he is.", "Otherwise you're going to jail."],
        ),
        ("Dr. Osei is in at 4 p.m. today", ["Dr. Osei is in at 4 p.m. today"]),
        ("We are at St. Mark's Rd. by the van", ["We are at St. Mark's Rd. by the van"]),
        ("it costs 3.50 now", ["it costs 3.50 now"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("hey hun u ok? call me", ["hey hun u ok?", "call me"]),
        ("think about it... or else", ["think about it... or else"]),
        ("Think about it... We will wait.", ["Think about it...", "We will wait."]),
        ('"You must go." She left.', ['"You must go."', "She left."]),
        ("FREE LUNCH\nNO QUESTIONS", ["FREE LUNCH", "NO QUESTIONS"]),
        ("If you don't tell us\nyou will be arrested", ["If you don't tell us\nyou will be arrested"]),
        ("VICTIM?\nWe'll find you a bed.", ["VICTIM?", "We'll find you a bed."]),
        ("What we have:\n- beds\n- soup", ["What we have:", "- beds", "- soup"]),
        ("🚿 Hot shower\n👕 Clean clothes", ["🚿 Hot shower", "👕 Clean clothes"]),
        ("one\n\ntwo", ["one", "two"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_text_is_cut_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(st.sampled_from(list("abA. !?\n-•…\"'1🚿")), max_size=80))
def test_no_letter_is_lost_and_spans_are_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))
