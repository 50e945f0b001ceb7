"""JUnit XML is validated against junit-10.xsd, from the source archive of pytest (tests/data/schemas)."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(Path(__file__).parents[1] / "data" / "schemas" / "junit-10.xsd")


def valid(report: Report) -> ElementTree.Element:
    root = ElementTree.fromstring(render("junit", report).encode())
    known = deepcopy(root)
    for case in known.iter("testcase"):
        # GitLab links to it; the schema doesn't know it.
        case.attrib.pop("file", None)
    schema().validate(known)
    return root


def test_junit_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.junit.xml", render("junit", hosted_report))


def test_suites_are_drafts_and_counts_add_up(hosted_report: Report) -> None:
    root = valid(hosted_report)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "6", "1")
    assert [suite.get("name") for suite in root] == [
        "outreach/drafts/first-text.txt",
        "outreach/drafts/letter.md",
        "outreach/drafts/sends.csv",
        "outreach/staff/training.docx",
        "could not be read",
    ]
    assert len(root.findall(".//failure")) == 6
    assert len(root.findall(".//error")) == 1
    assert [case.get("file") for case in root.iter("testcase")][-1] == "outreach/drafts/old.docx"


def test_clean_run_is_one_passed_test() -> None:
    root = valid(Report(files=3, findings=()))
    (case,) = root.iter("testcase")
    assert len(case) == 0
    assert root.get("failures") == "0"


def test_no_two_tests_have_one_name(make_finding: MakeFinding) -> None:
    one = make_finding("your last chance", "your last chance", "last-chance", path="a")
    report = Report(
        files=1,
        findings=(one, replace(one, start=40), replace(one, path="b")),
        errors=(ReadError("c", "x"), ReadError("c", "y")),
    )
    names = [(case.get("classname"), case.get("name")) for case in valid(report).iter("testcase")]
    assert len(set(names)) == len(names) == 5


@pytest.mark.parametrize(
    "evil", ["]]></failure><testcase/>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;", '" type="', "\x0b\x00\ufffe"]
)
def test_draft_cannot_break_out_of_its_text(make_finding: MakeFinding, evil: str) -> None:
    source = f"your last {evil} chance"
    root = valid(Report(files=1, findings=(make_finding(source, source, "last-chance", path=evil),)))
    assert len(list(root.iter("testcase"))) == 1
    (failure,) = root.iter("failure")
    assert failure.get("type") == "warning"
    shown = re.sub(r"[\x00-\x1f\ufffe]", "", evil)
    assert shown in str(failure.text).replace("␋", "").replace("␀", "").replace("\ufffd", "")


@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_valid_document(text: str) -> None:
    finding = replace(
        finding_in(text, text, "last-chance", path=text, location=text), rule=text, message=text, why=text
    )
    valid(Report(files=1, findings=(finding,), errors=(ReadError(text, text),)))
