import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.reporters.visible import one_line, shown_path


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Call\r\n\t now\u2028or\x85never", "Call now or never"),
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x9b31m\x7f", "<U+009B>31m␡"),
        ("a\u202egnp.exe\u2069", "a<U+202E>gnp.exe<U+2069>"),
        ("un\u00adbe\u200blie\ufeffvable", "unbelievable"),
        ("\udc80", "<U+DC80>"),
        ("\U0001f9d1\u200d\U0001f9d1 ❤️ שלום 小林", "\U0001f9d1\u200d\U0001f9d1 ❤️ שלום 小林"),
        ("x ##[add-mask]y ##vso[task.complete]", "x # #[add-mask]y # #vso[task.complete]"),
        ("[first_name] [/name] {{ n }}", "[first_name] [/name] {{ n }}"),
    ],
)
def test_what_could_act_on_a_terminal_is_shown_and_the_rest_kept(raw: str, shown: str) -> None:
    assert one_line(raw) == shown


def test_path_can_neither_break_the_line_nor_begin_a_ci_command() -> None:
    assert shown_path("::error::x\n::stop") == "./::error::x␊::stop"
    assert shown_path("  ::error::x.txt") == "./  ::error::x.txt"
    assert shown_path("drafts/a  b.txt") == "drafts/a  b.txt"


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("\x1b\n\r\u202e\u2028\ud800#[")))
def test_nothing_active_is_left_in_one_line(text: str) -> None:
    shown = one_line(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]|##\[", shown)
