import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.finding import Finding
from wellbeing_lint.reporters.excerpt import excerpt, shorten

MakeFinding = Callable[..., Finding]


def test_short_sentence_is_shown_whole_on_one_line(make_finding: MakeFinding) -> None:
    source = "Hi [first_name],\n  this is your\nlast chance to write."
    shown = excerpt(make_finding(source, "your\nlast chance", "last-chance", path="a.txt"))
    assert (shown.before, shown.match, shown.after) == (
        "Hi [first_name], this is ",
        "your last chance",
        " to write.",
    )


def test_long_sentence_is_cut_between_words_on_both_sides(make_finding: MakeFinding) -> None:
    source = "before " * 40 + "last chance" + " after" * 40
    shown = excerpt(make_finding(source, "last chance", "last-chance", path="a.txt"), room=60)
    assert shown.before == "… before before before "
    assert shown.match == "last chance"
    assert shown.after == " after after after after …"


def test_side_that_needs_little_leaves_its_room_to_the_other(make_finding: MakeFinding) -> None:
    source = "A last chance" + " after" * 40
    shown = excerpt(make_finding(source, "last chance", "last-chance", path="a.txt"), room=61)
    assert shown.before == "A "
    assert shown.after == " after" * 8 + " …"


def test_cut_never_falls_inside_a_merge_field() -> None:
    source = "Hi {{ first name }} and [last name], see *|COMPANY NAME|* or <<Staff Name>> or %%MY NAME%% now"
    fields = ("{{ first name }}", "[last name]", "*|COMPANY NAME|*", "<<Staff Name>>", "%%MY NAME%%")
    for room in range(len(source) + 1):
        rest = shorten(source, room)
        for field in fields:
            rest = rest.replace(field, "")
        assert not re.search(r"[{}\[\]*|<>%]", rest), room


def test_sentence_that_does_not_hold_the_match_is_left_out(make_finding: MakeFinding) -> None:
    finding = make_finding("Your last chance.", "last chance", "last-chance", path="a.txt")
    shown = excerpt(replace(finding, sentence_start=3))
    assert (shown.before, shown.match, shown.after) == ("", "last chance", "")


@given(text=st.text(), room=st.integers(0, 200))
def test_shortened_text_keeps_its_start_and_end(text: str, room: int) -> None:
    short = shorten(text, room)
    head, ellipsis, tail = short.partition(" … ")
    if ellipsis and "…" not in text:
        assert shorten(text, len(text) * 10).startswith(head)
        assert shorten(text, len(text) * 10).endswith(tail)
