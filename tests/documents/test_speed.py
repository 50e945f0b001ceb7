"""Hostile and large texts take linear time. The bounds leave slow machines a factor of five or more."""

import time

import pytest

from wellbeing_lint.documents import read_text

SIZE = 100_000
PUMPED = [
    "[", "]", "![", "[[", "[a](", "[a][", "[a]", "[^", "*", "_", "`", "` ", "*a", "**a", "a**b", "*a _b ", "~a", "*_~",
    "<", "<a ", "<a b=\"", "<!--", "<?", "<script>", "<b>", "&", "&a", "&amp;", "\\", "{{", "{#", "[NAME]", "> ", ">", "- ",
    "1. ", "#", "|", "a|", "(", "\t", "    ", "\n", "\r", "> a\n", "- a\n\n", "a:\n", "[a]:\n", "<div>\n\n", "---\n", "A B\n",
    "- a\n", "• a\n", "NEVER\n\n", '"a"\n\n',
]  # fmt: skip


@pytest.mark.parametrize("piece", PUMPED)
def test_repeated_marks_take_linear_time(piece: str) -> None:
    source = piece * (SIZE // len(piece))
    for name in ("draft.md", "draft.txt"):
        start = time.perf_counter()
        read_text(name, source)
        assert time.perf_counter() - start < 6


@pytest.mark.parametrize(
    "source",
    [
        "[a]: /b\n\n" + "[" * (SIZE // 2) + "]" * (SIZE // 2),
        "[" * (SIZE // 2) + "](x)" * (SIZE // 8),
        "|a|b|\n|-|-|\n|" + "*|A|*" * (SIZE // 5) + "|",
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "> - " * 3000 + "a",
        ">" * 60 + "a\n" + "b\n" * (SIZE // 10),
        "".join("`" * width + "a" for width in range(440)),
        '[a](x "' + "b" * SIZE,
    ],
    ids=["brackets", "closings", "fields in a row", "nested list", "nested marks", "lazy quote", "ticks", "open title"],
)
def test_hostile_markdown_takes_linear_time(source: str) -> None:
    start = time.perf_counter()
    read_text("draft.md", source)
    assert time.perf_counter() - start < 6


def test_a_megabyte_is_read_in_a_moment() -> None:
    page = "# Scripts\n\nWe know **where** you work, and we will\ncall [you](https://example.org).\n\n- Say hello\n\n"
    source = (page + "Plain words in a paragraph of usual length, which goes on for a while.\n\n" * 5) * 2200
    assert len(source) > 900_000
    start = time.perf_counter()
    read_text("draft.md", source)
    middle = time.perf_counter()
    read_text("draft.txt", source)
    assert middle - start < 6
    assert time.perf_counter() - middle < 1.5
