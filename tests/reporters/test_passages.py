from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Finding
from wellbeing_lint.reporters.passages import LONGEST, marked_passages

MakeFinding = Callable[..., Finding]


def test_findings_that_overlap_share_a_sentence_in_pieces(make_finding: MakeFinding) -> None:
    source = "Reply now or we tell your family."
    one = make_finding(source, "Reply now or we tell your family", "last-chance", path="a")
    two = make_finding(source, "we tell your family", "tell-family", path="a")
    (passage,) = marked_passages([one, two])
    assert [(piece.text, piece.covering) for piece in passage.pieces] == [
        ("Reply now or ", (0,)),
        ("we tell your family", (0, 1)),
        (".", ()),
    ]
    assert [piece.beginning for piece in passage.pieces] == [(0,), (1,), ()]
    assert [piece.ending for piece in passage.pieces] == [(), (0, 1), ()]


def test_sentences_that_share_words_are_shown_once(make_finding: MakeFinding) -> None:
    source = "It is late. Reply now. Or else."
    one = make_finding(source, "late. Reply now", "last-chance", path="a", sentence="It is late. Reply now.")
    two = make_finding(source, "now. Or else", "tell-family", path="a", sentence="Reply now. Or else.")
    (passage,) = marked_passages([one, two])
    assert "".join(piece.text for piece in passage.pieces) == source


def test_sentences_apart_are_passages_apart(make_finding: MakeFinding) -> None:
    source = "Reply now. Or else."
    one = make_finding(source, "now", "last-chance", path="a", sentence="Reply now.")
    two = make_finding(source, "else", "tell-family", path="a", sentence="Or else.")
    assert [len(passage.findings) for passage in marked_passages([one, two])] == [1, 1]


def test_very_long_sentence_is_cut_around_each_match(make_finding: MakeFinding) -> None:
    source = "and " * LONGEST + "your last chance" + " and" * LONGEST
    (passage,) = marked_passages([make_finding(source, "your last chance", "last-chance", path="a")])
    assert sum(len(piece.text) for piece in passage.pieces) < LONGEST
    assert [piece.text for piece in passage.pieces if piece.covering] == ["your last chance"]


def test_report_without_draft_text_has_passages_without_pieces(make_finding: MakeFinding) -> None:
    finding = replace(make_finding("x", "x", "last-chance", path="a"), match="", sentence="")
    (passage,) = marked_passages([finding])
    assert passage.findings == (finding,)
    assert passage.pieces == ()


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20)), min_size=1, max_size=6))
def test_every_finding_is_marked_once_and_no_word_is_lost(spans: list[tuple[int, int]]) -> None:
    source = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    findings = sorted(
        {finding_in(source, source[start : start + length], "last-chance", path="a") for start, length in spans},
        key=lambda finding: finding.sort_key,
    )
    (passage,) = marked_passages(findings)
    assert "".join(piece.text for piece in passage.pieces) == source
    for index, finding in enumerate(passage.findings):
        marked = "".join(piece.text for piece in passage.pieces if index in piece.covering)
        assert marked == finding.match
        assert sum(index in piece.beginning for piece in passage.pieces) == 1
        assert sum(index in piece.ending for piece in passage.pieces) == 1
