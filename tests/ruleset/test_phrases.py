"""The phrase language: what can be written, and where an error points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.ruleset.locate import load_ruleset
from wellbeing_lint.ruleset.phrases import (
    Gap,
    Lemma,
    ListRef,
    Number,
    Optional,
    PhraseError,
    Start,
    Word,
    parse_pattern,
)


def items(source: str) -> tuple[object, ...]:
    pattern = parse_pattern(source, load_ruleset().normaliser)
    assert len(pattern.parts) == 1
    return pattern.parts[0].node.items  # type: ignore[union-attr]


def test_plain_words_are_normalised() -> None:
    assert items("You're here") == (Word("you"), Word("are"), Word("here"))


def test_every_element_is_read() -> None:
    assert items("{arrest} @you .. a ... # * b")[:5] == (
        Lemma("arrest"),
        ListRef("you", 9),
        Gap(0, 2),
        Word("a"),
        Gap(0, 8),
    )
    assert items("a # * b") == (Word("a"), Number(), Gap(1, 1), Word("b"))
    assert isinstance(items("a [b]")[1], Optional)
    assert items("^ a")[0] == Start()


def test_an_ampersand_joins_parts() -> None:
    pattern = parse_pattern("tell us && (or else|otherwise) & jail", load_ruleset().normaliser)
    assert [part.nearby for part in pattern.parts] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "at", "says"),
    [
        ("tell (a|b", 5, "never closed"),
        ("tell a)", 6, "without its opening"),
        ("tell (a]", 7, "closes what"),
        ("tell {arrest", 5, "braces come in pairs"),
        ("tell {}", 5, "needs a word"),
        ("tell @ us", 5, "name of a word list"),
        ("... tell", 0, "gap at the edge"),
        ("tell us ...", 0, "gap at the edge"),
        ("[tell] [us]", 0, "optional"),
        ("tell & ", 7, "nothing to match"),
        ("tell (a|)", 8, "nothing to match"),
        ("", 0, "nothing to match"),
        ("(" * 20 + "a" + ")" * 20, 13, "deep"),
        ("a " * 2000, 2000, "longer than"),
    ],
)
def test_an_error_points_at_the_character(source: str, at: int, says: str) -> None:
    with pytest.raises(PhraseError, match=says) as caught:
        parse_pattern(source, load_ruleset().normaliser)
    assert caught.value.at == at


@given(st.text(st.sampled_from(list("ab @{}()[]|&.#*'…é\n")), max_size=60))
def test_any_source_is_read_or_refused(source: str) -> None:
    at = 0
    try:
        parse_pattern(source, load_ruleset().normaliser)
    except PhraseError as error:
        at = error.at
    assert 0 <= at <= len(source)
