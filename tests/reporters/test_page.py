from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.reporters.page import Page, break_offsets
from wellbeing_lint.reporters.visible import one_line


def test_lines_break_between_words_and_merge_fields_stay_whole() -> None:
    page = Page(24)
    page.add(("Good evening dear {{ first name }}, hello", ""), first="- ", rest="  ")
    assert page.to_string(color=False) == "- Good evening dear\n  {{ first name }},\n  hello\n"


def test_word_wider_than_the_page_is_broken_by_cells() -> None:
    page = Page(20)
    page.add(("小" * 15, ""))
    assert page.to_string(color=False) == "小" * 10 + "\n" + "小" * 5 + "\n"


def test_merge_field_wider_than_the_page_runs_over_its_edge() -> None:
    page = Page(20)
    page.add(("Hello dear{{ contact.preferred_first_name }}, good evening", ""))
    assert page.to_string(color=False) == "Hello dear\n{{ contact.preferred_first_name }}\n, good evening\n"


def test_blank_lines_do_not_add_up() -> None:
    page = Page(20)
    page.blank()
    page.add(("a", ""))
    page.blank()
    page.blank()
    page.add(("b", ""))
    assert page.to_string(color=False) == "a\n\nb\n"


@given(text=st.text() | st.text(st.sampled_from("ab {}[]<>%*|💜小\u200d\u0301\ufe0f")), width=st.integers(4, 40))
def test_breaks_ascend_inside_the_text(text: str, width: int) -> None:
    text = one_line(text)
    breaks = break_offsets(text, width)
    assert breaks == sorted(set(breaks))
    assert all(0 < offset < len(text) for offset in breaks)
