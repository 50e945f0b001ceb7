import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.test_properties import check_segment
from wellbeing_lint.documents import Segment, read_text
from wellbeing_lint.documents.htmltokens import attributes, tokens
from wellbeing_lint.finding import Span


def segments(source: str) -> tuple[Segment, ...]:
    return read_text("page.html", source).segments


def texts(source: str) -> list[str]:
    return [segment.text for segment in segments(source)]


def in_source(source: str, words: str) -> str:
    """The stretch of source that `words` was read from."""
    for segment in segments(source):
        at = segment.text.find(words)
        if at >= 0:
            span = segment.source_map.to_source(Span(at, at + len(words)))
            return source[span.start : span.end]
    raise AssertionError(f"{words!r} was not read")


def test_inline_elements_do_not_split_a_word_and_blocks_do() -> None:
    source = "<p>You will be <b>arr</b>ested<div>tonight</div>now"
    assert texts(source) == ["You will be arrested", "tonight", "now"]
    assert in_source(source, "arrested") == "arr</b>ested"


def test_entities_are_decoded_and_lead_back() -> None:
    source = "<p>you&rsquo;re&nbsp;a victim &amp you&#x27;ll see &bad; &lt;b&gt;</p>"
    assert texts(source) == ["you’re\xa0a victim & you'll see &bad; <b>"]
    assert in_source(source, "’") == "&rsquo;"
    assert in_source(source, "'ll") == "&#x27;ll"


def test_white_space_reads_as_a_browser_shows_it() -> None:
    source = "<p>\n   you  will\r\n      be <b> arrested </b> now\n</p>"
    assert texts(source) == ["you will be arrested now"]
    assert in_source(source, "will be") == "will\r\n      be"


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- no -->",
        "<!--[if mso]> no <![endif]-->",
        "<script>no</script>",
        "<style>no {}</style>",
        "<template><p>no</p></template>",
        "<div hidden>no<div>no</div>no</div>",
        "<p style='color: red; display : none'>no<p hidden=until-found>no</p>",
        "<span style='visibility:hidden'>no</span>",
        "{# no #}",
        "{{! no }}",
        "{{!-- no }} --}}",
        "{%- comment %} <p>no</p> {% endcomment -%}",
        "<input type=hidden value=no>",
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert texts(f"<div>a</div>{hidden}<div>b</div>") == ["a", "b"]


def test_template_comment_inside_a_phrase_does_not_hide_it() -> None:
    assert texts("<p>you will {# soft? #}be <!-- or not -->arrested</p>") == ["you will be arrested"]


def test_aria_hidden_text_and_a_preheader_are_read() -> None:
    assert texts('<i aria-hidden="true">a</i><div class="x preheader" style="display:none">b</div>') == ["a", "b"]


def test_words_in_attributes_are_read() -> None:
    source = (
        '<title>A &amp; B</title><meta name=description content="C"><meta name=robots content="no">'
        "<p title='D'>E <img alt=\"F isn&#39;t\" src='no.png'><a aria-label=G href=no>H</a></p>"
        '<input type=submit value="I"><input value="no" placeholder=J>'
    )
    assert sorted(texts(source)) == ["A & B", "C", "D", "E H", "F isn't", "G", "I", "J"]
    assert in_source(source, "isn't") == "isn&#39;t"


def test_hidden_elements_have_no_words_in_attributes() -> None:
    assert texts("<div hidden><img alt='no'></div><img hidden alt='no'>a") == ["a"]


def test_headings_and_lead_ins_are_carried() -> None:
    source = "<h1>Scripts</h1><p>Never say:</p><ul><li>one<li>two <ul><li>deep</ul></ul><h2>Say</h2><p>three"
    found = {segment.text: (segment.kind, segment.headings, segment.intro) for segment in segments(source)}
    assert found["one"] == found["two"] == ("item", ("Scripts",), "Never say:")
    assert found["deep"] == ("item", ("Scripts",), "Never say:")
    assert found["three"] == ("paragraph", ("Scripts", "Say"), "")


def test_what_looks_like_a_heading_or_a_list_is_one() -> None:
    source = "<p><b>Never say</b></p><p>- one</p><p>- two</p><div>PLEASE NEVER:<br>• three<br>• four</div>"
    found = {segment.text: (segment.kind, segment.headings) for segment in segments(source)}
    assert found["Never say"][0] == "heading"
    assert found["one"] == found["two"] == ("item", ("Never say",))
    assert found["three"][0] == found["four"][0] == "item"


def test_line_break_keeps_a_sentence_together() -> None:
    source = "<p>Unless you're a victim,<br/>\n  you will be arrested.<br><br>New line</p>"
    assert texts(source)[0] == "Unless you're a victim,\nyou will be arrested."
    assert in_source(source, "victim,\nyou") == "victim,<br/>\n  you"


def test_cells_have_their_columns_title() -> None:
    source = "<table><tr><th>Say<th>Never<tr><td>a<td>b</table><table><tr><td>c<p>d</table>"
    found = [(segment.text, segment.kind, segment.intro) for segment in segments(source)]
    assert found[:4] == [("Say", "cell", ""), ("Never", "cell", ""), ("a", "cell", "Say"), ("b", "cell", "Never")]
    assert found[4:] == [("c", "paragraph", ""), ("d", "paragraph", "")]


def test_end_tag_too_many_does_not_end_the_table() -> None:
    source = "<div><table><tr><th>A<th>B<tr><td>c</div></p><td>d</table>"
    assert [(s.text, s.intro) for s in segments(source)][2:] == [("c", "A"), ("d", "B")]


@pytest.mark.parametrize(
    "field",
    [
        "{{ name | default: '<b>' }}",
        "{% if a < b %}",
        "*|FNAME|*",
        "{{{name}}}",
        "<first_name>",
        "[FIRST NAME]",
        "<%= name %>",
    ],
)
def test_fields_stay_whole(field: str) -> None:
    assert texts(f"<p>you {field} will <b>be</b></p>") == [f"you {field} will be"]


def test_fields_inside_tags_are_no_words() -> None:
    assert texts("<a href={{ url }} {% if a > b %}class='x'{% endif %} title='t'>link</a>") == ["link", "t"]


def test_tags_of_word_are_no_fields() -> None:
    assert texts("<p>in <st1:place>Ohio</st1:place><o:p></o:p></p>") == ["in Ohio"]


def test_preformatted_lines_stay_lines() -> None:
    assert texts("<pre>one two\nthree</pre>") == ["one two\nthree"]


PIECES = [
    "you", "<p>", "</p>", "<b>", "</b>", "<br>", "<ul>", "<li>", "</ul>", "<div hidden>", "</div>", "<table>", "<tr>", "<td>",
    "<th>", "</table>", "<h1>", "</h1>", "<!--", "-->", "<script>", "</script>", "&amp;", "&nbsp", "&#39;", "&", "<", ">", '"',
    "'", "=", "{{name}}", "{{", "}}", "{#", "#}", "<img alt='a &lt; b'>", '<a title="', "<pre>", "</pre>", "\n", "\r\n", "\r",
    "  ", " ", "<title>", "</title>", "<blockquote>", "- ", "NEVER:", "<dl><dt>", "<dd>", "</td>", "<first_name>", "\ufeff", "\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_segments_lead_back_into_the_source(source: str) -> None:
    document = read_text("page.html", source)
    for segment in document.segments:
        check_segment(document, segment)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [(name, value or "") for name, value in attrs]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)


_names = st.sampled_from(["p", "B", "td", "a", "h1", "img"])
_values = st.text("ab <>='/", max_size=5)
_attribute = st.one_of(
    _names,
    st.builds('{}="{}"'.format, _names, _values),
    st.builds("{} = '{}'".format, _names, st.text('ab <>="/', max_size=5)),
    st.builds("{}={}".format, _names, st.text("ab:.", min_size=1, max_size=4)),
)
_ends = st.sampled_from([">", " >", "\n/>"])
_tags = st.one_of(
    st.builds(
        lambda name, some, end: f"<{name} {' '.join(some)}{end}", _names, st.lists(_attribute, max_size=3), _ends
    ),
    st.builds("</{}>".format, _names),
)


@given(st.lists(st.one_of(_tags, st.text("ab ", max_size=4)), max_size=8).map("".join))
def test_tags_are_those_that_the_standard_library_sees(source: str) -> None:
    parser = _Parser()
    parser.feed(source)
    parser.close()
    found: list[object] = []
    for token in tokens(source):
        if token.kind == "open":
            values = [(a.name, source[a.start : a.end]) for a in attributes(source, token)]
            found.append((token.name, values))
        elif token.kind == "close":
            found.append(token.name)
    assert found == parser.seen


PUMPED = [
    "<", "<a", "<a ", '<a b="', "<a b='", "<a b=\"'", "<a b='\" c=\"' ", "<a b", "<a =", "<a {{", "<a {% ", "</", "</a", "<!", "<!--",
    "<?", "<script>", "<title>", "<title>&", "<b>", "<p>", "<div>", "<table><tr><td>", "<ul><li>", "<blockquote>", "</p>", "<b></i>",
    "&", "&a", "&amp", "&#", "{#", "{{!", "{{!--", "{% comment %}", "{%comment", "{{", "<br>", "a<br>- b<br>", "<img alt='&'>", "<th>",
    "<p>NEVER</p>", "<p>Never say:</p><ul><li>", " ", "\n", "<b> ", "<span style='display:none'>", "<dl><dt>a<dd>b", "<select><option>",
]  # fmt: skip


@pytest.mark.parametrize("piece", PUMPED)
def test_repeated_tags_take_linear_time(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    start = time.perf_counter()
    segments(source)
    segments(source + ">\"'")
    assert time.perf_counter() - start < 8
