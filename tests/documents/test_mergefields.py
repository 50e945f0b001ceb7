import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.documents.mergefields import find_fields


def fields(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_fields(text)]


@pytest.mark.parametrize(
    "field",
    [
        "{{first_name}}",
        "{{ contact.first_name | default: 'friend' }}",
        "{{{name}}}",
        "{% if city %}",
        "{# a note to ourselves #}",
        "{{!-- a note --}}",
        "{name}",
        "{first name}",
        "{!Contact.FirstName}",
        "${name}",
        "[NAME]",
        "[/name]",
        "[first_name]",
        "[first_name|friend]",
        "[FirstName]",
        "[First Name]",
        "[your name here]",
        "[Your phone number]",
        "[DATE]",
        "[City, State]",
        "[name 2]",
        "[INSERT WARM GREETING]",
        "[[first_name]]",
        "*|FNAME|*",
        "*|IF:FNAME|*",
        "%FIRSTNAME%",
        "%%name%%",
        "%(name)s",
        "$name$",
        "<<name>>",
        "<first_name>",
        "<your name>",
        "«First_Name»",
        "<%= name %>",
    ],
)
def test_field_is_found_whole(field: str) -> None:
    assert fields(f"Hi {field}, we know.") == [field]


@pytest.mark.parametrize(
    "prose",
    [
        "[Sound of a cell door]",
        "[laughs]",
        "[APPLAUSE]",
        "[sic]",
        "[1]",
        "[^1]",
        "[x]",
        "[Get help]",
        "[we know your name]",
        "[YOUR FAMILY WILL KNOW]",
        "[name](https://example.org)",
        "[name]: https://example.org",
        "<b>bold</b>",
        "<a name>",
        "<p>",
        "<https://example.org/name>",
        "« vous serez arrêtée »",
        "100% of women and 50% of men",
        "$20 or $30",
        "{you will be arrested tonight}",
        "{Hi|Hello}",
        "{{first_name",
        "[NAME",
        "*|FNAME",
        "{% if",
        "%FIRST NAME%",
        "5 * | 3",
    ],
)
def test_prose_and_unclosed_fields_are_none(prose: str) -> None:
    assert fields(f"Well, {prose} and so on.") == []


def test_fields_side_by_side_are_told_apart() -> None:
    assert fields("[FIRST][LAST] {{a}}{{b}}") == ["[FIRST]", "[LAST]", "{{a}}", "{{b}}"]


@given(st.text("[]{}<>*|%$ #!-_aN«»()", max_size=80))
def test_fields_are_in_order_and_apart(text: str) -> None:
    end = 0
    for span in find_fields(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "{{",
        "{{{a",
        "{{!--",
        "{%",
        "{#",
        "[",
        "[a ",
        "[[a",
        "*|",
        "*|a",
        "%a",
        "%%a",
        "$a",
        "${",
        "<",
        "<%",
        "<<a",
        "«a",
    ],
)
def test_unclosed_fields_take_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = time.perf_counter()
    find_fields(text)
    assert time.perf_counter() - start < 3
