from wellbeing_lint.documents import read_text
from wellbeing_lint.documents.document import Segment
from wellbeing_lint.finding import Span


def segments(source: str) -> tuple[Segment, ...]:
    return read_text("draft.txt", source).segments


def shapes(source: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in segments(source)]


def intros(source: str) -> dict[str, str]:
    return {segment.text: segment.intro for segment in segments(source)}


def headings(source: str) -> dict[str, tuple[str, ...]]:
    return {segment.text: segment.headings for segment in segments(source)}


def test_blank_lines_part_paragraphs_and_line_breaks_stay_inside() -> None:
    assert shapes("We know\nwhere you work.\n \t\nCall us.") == [
        ("paragraph", "We know\nwhere you work."),
        ("paragraph", "Call us."),
    ]


def test_empty_and_blank_text_has_no_segments() -> None:
    assert shapes("") == []
    assert shapes(" \n\r\n\t") == []


def test_every_kind_of_bullet_makes_an_item_without_it() -> None:
    bullets = ["- ", "* ", "• ", "•", "– ", "1. ", "2) ", "(a) ", "b) ", "(iv) ", "☐ ", "[ ] ", "- [x] ", "→ "]
    source = "\n".join(f"{bullet}say this" for bullet in bullets)
    assert shapes(source) == [("item", "say this")] * len(bullets)


def test_emoji_leads_an_item_and_stays_in_it() -> None:
    assert shapes("Free Stuff\n🍲 hot food\n❌ no questions\n✅ ID") == [
        ("heading", "Free Stuff"),
        ("item", "🍲 hot food"),
        ("item", "❌ no questions"),
        ("item", "✅ ID"),
    ]


def test_number_that_counts_something_is_no_bullet() -> None:
    assert shapes("1.5 million people\n24 hours\n-5 degrees\n*really*") == [
        ("paragraph", "1.5 million people\n24 hours\n-5 degrees\n*really*")
    ]


def test_item_goes_on_over_wrapped_lines() -> None:
    assert shapes("- we will\n  call you\n- and\nthen wait\nBring this card.") == [
        ("item", "we will\ncall you"),
        ("item", "and\nthen wait"),
        ("paragraph", "Bring this card."),
    ]


def test_line_that_ends_in_a_colon_leads_into_its_list_and_no_further() -> None:
    source = "Be kind. Never say:\n\n- You'll be jailed.\n\n- Or fined.\n\nWe post names."
    assert intros(source) == {
        "Be kind. Never say:": "",
        "You'll be jailed.": "Never say:",
        "Or fined.": "Never say:",
        "We post names.": "",
    }


def test_colon_in_capitals_before_a_list_does_not_reach_behind_it() -> None:
    assert headings("NEVER SAY:\n- You'll be jailed.\n\nWe post names.")["We post names."] == ()


def test_nested_item_carries_both_lead_ins() -> None:
    source = "Never say:\n- at the door:\n  - we know you\n- goodbye"
    assert intros(source)["we know you"] == "Never say: at the door:"
    assert intros(source)["goodbye"] == "Never say:"


def test_headline_leads_into_the_list_below_it() -> None:
    assert intros("WHAT NOT TO SAY\n1. We know you.")["We know you."] == "WHAT NOT TO SAY"


def test_lead_in_reaches_the_next_paragraph_and_quoted_ones_after_it() -> None:
    source = 'We never say:\n\n"You will be jailed."\n\n"We know you."\n\nWe post names.'
    assert intros(source) == {
        "We never say:": "",
        '"You will be jailed."': "We never say:",
        '"We know you."': "We never say:",
        "We post names.": "",
    }


def test_headings_hold_until_the_next_of_their_rank() -> None:
    source = "SCRIPTS\n\nAt The Door\n\nSay hello.\n\nOn The Phone\n\nSay bye.\n\nMONEY\n\nNone."
    assert headings(source) == {
        "SCRIPTS": (),
        "At The Door": ("SCRIPTS",),
        "Say hello.": ("SCRIPTS", "At The Door"),
        "On The Phone": ("SCRIPTS",),
        "Say bye.": ("SCRIPTS", "On The Phone"),
        "MONEY": (),
        "None.": ("MONEY",),
    }


def test_underlined_line_is_a_heading() -> None:
    assert shapes("what we do not say\n------\nText.") == [("heading", "what we do not say"), ("paragraph", "Text.")]


def test_statement_in_capitals_is_prose_of_its_own() -> None:
    assert shapes("YOU WILL BE ARRESTED!\n\nCall us.") == [
        ("paragraph", "YOU WILL BE ARRESTED!"),
        ("paragraph", "Call us."),
    ]
    assert shapes("YOU WILL BE ARRESTED\n\nCall us.")[0] == ("heading", "YOU WILL BE ARRESTED")


def test_statement_in_capitals_over_many_lines_stays_whole_and_heads_nothing() -> None:
    source = "TELL US WHO HE IS\nOR YOU WILL BE ARRESTED\nAND LOSE YOUR CHILDREN\n\nCall us."
    assert shapes(source)[0] == ("paragraph", "TELL US WHO HE IS\nOR YOU WILL BE ARRESTED\nAND LOSE YOUR CHILDREN")
    assert headings(source)["Call us."] == ()


def test_first_line_of_a_wrapped_sentence_is_no_heading() -> None:
    assert shapes("Maria Lopez From Downtown\nwill call your mother.") == [
        ("paragraph", "Maria Lopez From Downtown\nwill call your mother.")
    ]


def test_rows_of_dashes_are_no_words() -> None:
    assert shapes("One.\n\n* * *\n\nTwo.\n~~~~~\n") == [("paragraph", "One."), ("paragraph", "Two.")]


def test_positions_lead_back_behind_the_bullet() -> None:
    source = "Hi.\r\n\r\n  - we know\r\n    you\r\n"
    segment = segments(source)[1]
    assert segment.text == "we know\nyou"
    span = segment.source_map.to_source(Span(3, 11))
    assert source[span.start : span.end] == "know\r\n    you"
