import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Excuse, Finding, ModelPoint, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]
VOID = {"meta", "rect"}


class Page(HTMLParser):
    """Reads a page and fails on one that isn't well formed; `text` is what stands in its body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_html_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.html", render("html", hosted_report))


def test_page_loads_nothing_and_has_no_script(hosted_report: Report) -> None:
    html = render("html", hosted_report)
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.elements}
    assert not any("src" in attributes or "style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_page_has_what_a_screen_reader_goes_by(hosted_report: Report) -> None:
    page = Page(render("html", hosted_report))
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("nav")) == len(page.all("caption")) == 1
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in page.all("a"):
        href = str(attributes["href"])
        assert href.startswith("https://") or href.removeprefix("#") in ids
    for _, attributes in page.elements:
        assert attributes.get("aria-labelledby", ids[0]) in ids
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_finding_is_marked_in_its_sentence_and_explained(hosted_report: Report) -> None:
    page = Page(render("html", hosted_report))
    assert len(page.all("mark")) == len(page.all("article")) == 6
    assert "we were glad to talk; but  [finding 4: unless you say that you are a victim" in page.text
    assert page.text.count("What to write instead") == 6
    assert "{{ agency name }}" in page.text
    assert "This is  [finding 2: your last chance] [/name]!" in page.text


def test_later_findings_of_a_rule_in_a_draft_point_back(make_finding: MakeFinding) -> None:
    source = "Your last chance. Your very last chance."
    findings = tuple(
        make_finding(source, match, "last-chance", path="a") for match in ("Your last chance", "very last")
    )
    page = Page(render("html", Report(files=1, findings=findings)))
    assert page.text.count("A false deadline") == 1
    assert "see finding 1" in page.text


def test_our_reading_is_not_given_as_the_models_word(hosted_report: Report) -> None:
    page = Page(render("html", hosted_report))
    assert page.text.count("Our reading of the Wellbeing Model (it does not name this itself)") == 3


def test_clean_empty_and_unread_runs_have_a_page_of_their_own() -> None:
    assert "No coercive wording found in 2 drafts" in Page(render("html", Report(files=2, findings=()))).text
    unread = Page(render("html", Report(files=0, findings=(), errors=(ReadError("a.pdf", "it is locked"),))))
    assert "No draft was read" in unread.text
    assert "a.pdf: it is locked" in unread.text


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "</p></blockquote></style><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='x",
        "{{ 7 * 7 }}{% for x in y %}",
        "&lt;b&gt;",
        "-->",
    ],
)
def test_draft_text_is_shown_as_it_is(make_finding: MakeFinding, evil: str) -> None:
    source = f"{evil} this is your {evil} last chance {evil}"
    excused = make_finding(source, "last chance", "last-chance", path=evil, excuse=Excuse("report", evil))
    finding = replace(
        make_finding(source, f"your {evil} last chance", "last-chance", path=evil),
        message=evil,
        why=evil,
        family=evil,
        try_instead=(evil,),
    )
    report = Report(files=1, findings=(finding,), excused=(excused,), errors=(ReadError(evil, evil),))
    page = Page(render("html", report))
    assert page.text.count(evil) >= 11
    plain = Page(render("html", replace(report, findings=(replace(finding, message="x"),))))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_address_of_a_rule_is_a_link_only_to_the_web(make_finding: MakeFinding) -> None:
    finding = make_finding("your last chance", "your last chance", "last-chance", path="a")
    for url in ("javascript:alert(1)", "data:text/html,x", " https://x.example"):
        report = Report(files=1, findings=(replace(finding, model=ModelPoint("p", "q", url)),))
        assert url not in [attributes["href"] for attributes in Page(render("html", report)).all("a")]


@given(text=st.text(st.characters(exclude_categories=()) | st.sampled_from("<>&\"'{}%"), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_a_well_formed_page(text: str) -> None:
    finding = replace(finding_in(f"a {text} b", text, "last-chance", path=text), message=text, family=text, rule=text)
    Page(render("html", Report(files=1, findings=(finding,))))
