import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import markdown, render
from wellbeing_lint.reporters.markdown_text import as_markdown

MakeFinding = Callable[..., Finding]
OURS = {"details", "summary", "b", "br", "sub"}


class _Seen(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str) -> _Seen:
    """What a browser shows of the Markdown, rendered as GitHub does, but with raw HTML let through."""
    seen = _Seen()
    seen.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))
    return seen


def test_markdown_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.md", render("markdown", hosted_report))


def test_first_line_is_the_marker_by_which_the_comment_is_found_again(hosted_report: Report) -> None:
    assert render("markdown", hosted_report).startswith("<!-- wellbeing-lint -->\n")


def test_reasons_stand_where_a_rule_is_first_met(hosted_report: Report) -> None:
    text = render("markdown", hosted_report)
    assert text.count("You can talk with us whether or not") == 1
    assert text.count("Makes freedom from arrest") == 2


def test_clean_run_says_so() -> None:
    assert "No coercive wording found in 1 draft" in render("markdown", Report(files=1, findings=()))
    unread = Report(files=0, findings=(), errors=(ReadError("a.pdf", "it is locked"),))
    assert "No draft could be read" in render("markdown", unread)


def test_long_report_is_cut_to_the_worst_and_says_how_many_are_missing(make_finding: MakeFinding) -> None:
    source = "This is your last chance, " + "and we mean it, " * 20
    notes = tuple(
        replace(make_finding(source, "your last chance", rule, path=f"{number:04}.txt"), start=number)
        for number, rule in enumerate(["degrading-label"] * 300 + ["tell-family"])
    )
    text = render("markdown", Report(files=301, findings=notes))
    assert 40_000 < len(text) <= 65_536
    assert "Threatens to tell people" in text
    missing = re.search(r"\*\*(\d+) more findings\*\*", text)
    assert missing
    assert int(missing[1]) + text.count("rule ") == 301


def test_the_longest_head_leaves_a_comment_that_github_takes(
    make_finding: MakeFinding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "ROOM", 10)
    text = render("markdown", Report(files=1, findings=(make_finding("x", "x", "last-chance", path="a"),)))
    assert "1 more finding" in text


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</details><h1>x",
        "[click](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "**loud** __loud__ `code` ~~gone~~",
        "| a | b |\n|--|--|",
        "# heading",
        "- item",
        "1. item",
        "1) item",
        "> quote",
        "```\ncode",
        "---",
        "===",
        "a\n\n# b",
        "&lt;b&gt;",
        "<!-- hidden",
        "$x$ \\(x\\)",
        "\\",
        "[^1]: note",
    ],
)
def test_draft_text_is_shown_as_it_is(make_finding: MakeFinding, evil: str) -> None:
    for source, match in ((f"{evil} your last chance", "your last chance"), (f"{evil} chance", f"{evil} chance")):
        finding = make_finding(source, match, "last-chance", path=evil)
        plain = make_finding("words your last chance", "your last chance", "last-chance", path="words")
        seen = shown(render("markdown", Report(files=1, findings=(finding,))))
        expected = shown(render("markdown", Report(files=1, findings=(plain,))))
        assert seen.tags == expected.tags
        assert seen.attributes == expected.attributes
        assert " ".join(evil.split()) in seen.text


@pytest.mark.parametrize(
    "reference",
    ["@somebody", "a@b.example", "#12", "me/repo#12", "GH-12", "https://x.example", "www.x.example", "!12", "%3", "&4"],
)
def test_nothing_in_a_draft_is_a_mention_or_a_link(reference: str) -> None:
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(as_markdown(reference))
    pieces = re.split(r"<[^>]*>", rendered)
    assert not any(reference in piece for piece in pieces)
    assert shown(as_markdown(reference)).text.strip() == reference


@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&[]()`*_#-+.\\\n|!~@:/"), min_size=1, max_size=30
    )
)
@settings(max_examples=60, deadline=None)
def test_no_text_brings_in_elements_of_its_own(text: str) -> None:
    finding = finding_in(text, text, "last-chance", path=text, location=text)
    finding = replace(finding, message=text, why=text, try_instead=(text,), family=text)
    seen = shown(render("markdown", Report(files=1, findings=(finding,), errors=(ReadError(text, text),))))
    assert set(seen.tags) <= OURS | {
        "h3",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
        "strong",
        "blockquote",
        "ul",
        "li",
    }
    assert set(seen.attributes) <= {"open", "style"}
