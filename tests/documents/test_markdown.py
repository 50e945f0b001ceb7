import pytest

from wellbeing_lint.documents import read_text
from wellbeing_lint.documents.document import Segment
from wellbeing_lint.finding import Span


def segments(source: str) -> tuple[Segment, ...]:
    return read_text("draft.md", source).segments


def texts(source: str) -> list[str]:
    return [segment.text for segment in segments(source)]


def under(source: str, text: str) -> Segment:
    (segment,) = (segment for segment in segments(source) if segment.text == text)
    return segment


def slice_of(source: str, words: str) -> str:
    """The stretch of the source that `words`, of one of its segments, lead back to."""
    (segment,) = (segment for segment in segments(source) if words in segment.text)
    start = segment.text.index(words)
    span = segment.source_map.to_source(Span(start, start + len(words)))
    return source[span.start : span.end]


@pytest.mark.parametrize(
    ("source", "words", "markup"),
    [
        ("you will be **arr**ested", "arrested", "arr**ested"),
        ("you will *be* arrested.", "be arrested", "be* arrested"),
        ("don&#8217;t tell &amp; go", "’t tell & go", "&#8217;t tell &amp; go"),
        ("we\u00a0know&nbsp;you", "know\u00a0you", "know&nbsp;you"),
        (r"not \*ever\* again", "*ever* again", r"*ever\* again"),
        (
            "[Call *us*](https://example.org/a_(b) 'x') now",
            "Call us now",
            "Call *us*](https://example.org/a_(b) 'x') now",
        ),
        ("> we know\n> where you are", "know where".replace(" ", "\n"), "know\n> where"),
        ("- we know\r\n  you", "know\nyou", "know\r\n  you"),
        ("a\r\n\r\n**b** c", "b c", "b** c"),
        ("you <b>will</b> go", "will go", "will</b> go"),
        ("you <!-- hush --> go", "you  go", "you <!-- hush --> go"),
        ("it says `rm -rf` here", "says \ufffc here", "says `rm -rf` here"),
        ("you ~~may~~ will", "you may will", "you ~~may~~ will"),
        ("### We *know* you ###", "We know you", "We *know* you"),
        ("We know\nyou **now**\n===", "We know\nyou now", "We know\nyou **now"),
        ("| a | **b** c |\n|---|---|\n| d | e \\| f |", "b c", "b** c"),
        ("| a | b |\n|---|---|\n| d | e \\| f |", "e | f", "e \\| f"),
        ("![you *will* go](x.png)", "you will go", "you *will* go"),
        ("<p>we <i>know</i> &lt;you</p>", "know <you", "know</i> &lt;you"),
    ],
)
def test_words_are_read_without_markup_and_lead_back_to_it(source: str, words: str, markup: str) -> None:
    assert slice_of(source, words) == markup


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: You will be arrested\n---\n",
        "+++\ntitle = 'You will be arrested'\n+++\n",
        "```\nYou will be arrested\n```",
        "~~~text\nYou will be arrested",
        "    You will be arrested",
        "<!-- You will be arrested -->",
        "<!--\nYou will\n\nbe arrested -->",
        "<script>\nlet arrested = 1\n\n</script>",
        "<style>\n.arrested {}\n</style>",
        "[a]: https://example.org/arrested 'You will be arrested'",
        "***\n\n---",
        "![](https://example.org/arrested.png)",
        "",
    ],
)
def test_what_is_no_prose_is_left_out(source: str) -> None:
    assert texts(source) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Call first_name now_or never", "Call first_name now_or never"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("f**k that", "f**k that"),
        ("**Never say:**You", "Never say:You"),
        ("you** will** go", "you will go"),
        ("*a **b** c*", "a b c"),
        ("***both***", "both"),
        ("Hi {{first_name}} and {{last_name}}", "Hi {{first_name}} and {{last_name}}"),
        ("Hi [NAME], *|FNAME|* and **[first_name]**", "Hi [NAME], *|FNAME|* and [first_name]"),
        ("Hi <first_name> and <name>", "Hi <first_name> and <name>"),
        ("[text]({{ unsubscribe_url }}) end", "text end"),
        ("[a *b*][ref] and [ref]\n\n[ref]: https://example.org", "a b and ref"),
        ("[NAME][ref]\n\n[ref]: https://example.org", "NAME"),
        ("[not] a link", "[not] a link"),
        ("see\\![it](x.png)", "see!it"),
        ("[x][NAME]", "[x][NAME]"),
        ("[![alt](i.png)](https://example.org)", "alt"),
        ("AT&T &bogus; &#0;", "AT&T &bogus; \ufffd"),
        ("one<br>two", "one\ntwo"),
        ("one\\\ntwo", "one\ntwo"),
        ("see note[^1].", "see note."),
        ("see <https://example.org>", "see \ufffc"),
        ("2 < 3 <!-- open", "2 < 3 <!-- open"),
        ("`` a ` b `` and ` c", "\ufffc and ` c"),
        ("[ANNA]: Hello.", "[ANNA]: Hello."),
        ("é**é**é", "ééé"),
    ],
)
def test_inline_markup_reads_as_a_reader_sees_it(source: str, text: str) -> None:
    assert texts(source) == [text]


def test_footnotes_are_segments_of_their_own() -> None:
    assert texts("[^1]: You will be *jailed*.\n[^2]: Really.\n\n[^3]: Yes") == ["You will be jailed.", "Really.", "Yes"]


def test_kinds_are_told() -> None:
    source = "# A\n\nb\n\n- c\n\n> d\n\n| e |\n|---|\n| f |\n\n<ul><li>g</li></ul>\n"
    assert [(segment.kind, segment.text) for segment in segments(source)] == [
        ("heading", "A"),
        ("paragraph", "b"),
        ("item", "c"),
        ("paragraph", "d"),
        ("cell", "e"),
        ("cell", "f"),
        ("item", "g"),
    ]


def test_headings_nest() -> None:
    source = "# A\n## B\nb\n# C\nc\n"
    assert under(source, "b").headings == ("A", "B")
    assert under(source, "c").headings == ("C",)


def test_bold_line_that_stands_alone_is_a_heading() -> None:
    source = "# A\n\n**Never say:**\n\n- x\n\ny\n\n**Do say**\n\nz\n"
    assert under(source, "Never say:").kind == "heading"
    assert under(source, "x").headings == ("A", "Never say:")
    assert under(source, "x").intro == "Never say:"
    assert under(source, "z").headings == ("A", "Do say")


def test_bold_statement_heads_nothing() -> None:
    source = "**Don't lie to us.**\n\nz\n"
    assert under(source, "z").headings == ()


def test_bold_item_heads_the_rest_of_its_item_only() -> None:
    source = "1. **Never say**\n\n   x\n\n2. y\n"
    assert under(source, "x").headings == ("Never say",)
    assert under(source, "y").headings == ()


def test_lead_in_reaches_lists_quotations_and_the_next_paragraph() -> None:
    assert under("Be kind. Never *say*:\n\n1. x\n2. y\n", "y").intro == "Never say:"
    assert under("We never say:\n\n> x\n\ny", "x").intro == "We never say:"
    assert under("We never say:\n\n> x\n\ny", "y").intro == ""
    assert under("We never say:\n\nx\n\ny", "x").intro == "We never say:"
    assert under("- never say:\n  - x\n- y", "x").intro == "never say:"
    assert under("We never say:\n\n```\ncode\n```\n\n- x\n", "x").intro == ""


def test_cells_carry_the_title_of_their_column() -> None:
    source = "| Don't say | Say |\n|---|---|\n| x | y |\n"
    assert under(source, "x").intro == "Don't say"
    assert under(source, "y").intro == "Say"


def test_merge_fields_with_bars_do_not_part_cells() -> None:
    assert texts("| a | b |\n|---|---|\n| Hi *|FNAME|* | y |\n") == ["a", "b", "Hi *|FNAME|*", "y"]


def test_bullets_that_markdown_does_not_know_are_items() -> None:
    source = "Never say:\n• x\n• y\n  z\n☐ w\n"
    assert [(segment.kind, segment.text, segment.intro) for segment in segments(source)] == [
        ("paragraph", "Never say:", ""),
        ("item", "x", "Never say:"),
        ("item", "y\nz", "Never say:"),
        ("item", "w", "Never say:"),
    ]


def test_checkbox_is_no_word() -> None:
    assert texts("- [ ] x\n- [x] y\n") == ["x", "y"]


def test_headings_in_html_and_quotations_are_known() -> None:
    assert under("<h2>Never say</h2>\n<p>x</p>\n", "x").headings == ("Never say",)
    assert under("> # A\n> x\n\ny\n", "x").headings == ("A",)
    assert under("> # A\n> x\n\ny\n", "y").headings == ()


def test_paragraph_above_a_row_of_dashes_is_no_heading() -> None:
    assert under("We post names.\nWe call homes.\n---\nx\n", "x").headings == ()


def test_rule_at_the_start_is_not_taken_for_front_matter() -> None:
    assert texts("---\nYou will be arrested.\n\n---\nx\n") == ["You will be arrested.", "x"]


def test_nothing_is_lost_however_deep_it_stands() -> None:
    for mark in ("- ", "> ", "1. ", "> - "):
        source = mark * 400 + "arrested"
        assert "arrested" in " ".join(texts(source)).split()
    nested = "".join("  " * depth + "- w\n" for depth in range(200))
    assert len([word for text in texts(nested) for word in text.split() if word == "w"]) == 200
