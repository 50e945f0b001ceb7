"""What holds for every text: segments lead back into the source, and line ends don't change the words."""

from hypothesis import example, given
from hypothesis import strategies as st

from wellbeing_lint.documents import Document, read_text
from wellbeing_lint.documents.document import Segment
from wellbeing_lint.finding import Span

PIECES = [
    "you", "will be", "arrested", "**", "*", "_", "__", "~~", "***", "`", "``", "&amp;", "&#8217;", "&nbsp;", "&bad;",
    "\\*", "\\", "\r\n", "\n", "\r", "\n\n", "\ufeff", "[", "]", "](https://example.org)", "](<a b> 'c')", "![", "[ref]",
    "[ref]: /a\n", "[^1]", "[^1]: ", "\n| a | b |\n|---|---|\n| c | d |\n", "|", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n# ",
    "\n===\n", "\n---\n", "\n```\n", "\n    ", "\t", "<!-- ", " -->", "<b>", "</b>", "<br>", "\n<div>\n", "</div>\n",
    "<li>", "<script>", "</script>", "<a href='", "{{first_name}}", "{{", "}}", "[NAME]", "*|FNAME|*", "<name>", "%NAME%",
    "\n• ", "\n🚫 ", "\nNEVER SAY:\n", "é", "’", "\0", "\x0b", "\u2028", "İ", "\U0001f6ab", "---\ntitle: x\n---\n", ": ", " ",
]  # fmt: skip

assembled = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
anything = st.text(max_size=120)


def check_segment(document: Document, segment: Segment) -> None:
    assert segment.text.strip()
    assert segment.source_map.runs[-1].text + segment.source_map.runs[-1].length == len(segment.text)
    last_end = 0
    for run in segment.source_map.runs:
        assert run.source >= last_end
        last_end = run.source + run.source_length
        if run.length == run.source_length:
            words = segment.text[run.text : run.text + run.length]
            source = document.source[run.source : run.source + run.source_length]
            assert words == source.replace("\r", "\n")
    assert last_end <= len(document.source)
    length = len(segment.text)
    for start, end in {(0, length), (0, 1), (length - 1, length), (length // 3, length // 3 + 1)}:
        span = segment.source_map.to_source(Span(start, end))
        assert 0 <= span.start < span.end <= len(document.source)


@given(st.one_of(assembled, anything))
@example("- " * 300 + "a")
@example(">" * 300 + "a")
def test_segments_lead_back_into_the_source(source: str) -> None:
    for name in ("draft.md", "draft.txt"):
        document = read_text(name, source)
        for segment in document.segments:
            check_segment(document, segment)


@given(assembled)
def test_line_ends_do_not_change_the_words(source: str) -> None:
    unix = source.replace("\r\n", "\n").replace("\r", "\n")
    for name in ("draft.md", "draft.txt"):
        expected = [
            (segment.kind, segment.text.split(), segment.headings, segment.intro)
            for segment in read_text(name, unix).segments
        ]
        for line_end in ("\r\n", "\r"):
            other = read_text(name, unix.replace("\n", line_end))
            assert [
                (segment.kind, segment.text.split(), segment.headings, segment.intro) for segment in other.segments
            ] == expected


@given(st.lists(st.sampled_from(["we", "know", "arrested", "tonight"]), min_size=1, max_size=12), st.randoms())
def test_emphasis_never_changes_the_words(words: list[str], random) -> None:  # type: ignore[no-untyped-def]
    marks = [random.choice(["", "*", "**", "_", "***", "~~"]) for _ in words]
    source = " ".join(f"{mark}{word}{mark}" for word, mark in zip(words, marks, strict=True))
    assert [segment.text for segment in read_text("draft.md", source).segments] == [" ".join(words)]
