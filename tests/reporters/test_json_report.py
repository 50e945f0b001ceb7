import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]

FIELDS = [
    "path",
    "rule",
    "family",
    "severity",
    "message",
    "line",
    "column",
    "end_line",
    "end_column",
    "start",
    "end",
    "match",
    "why",
    "model",
    "try_instead",
]


def test_json_matches_its_golden_file(folder_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.json", render("json", folder_report))


def test_fields_and_their_order_are_those_of_the_contract(folder_report: Report) -> None:
    report = json.loads(render("json", replace(folder_report, excused=())))
    assert list(report) == ["version", "files", "findings", "suppressed", "baselined", "errors"]
    assert [list(finding) for finding in report["findings"][:4]] == [FIELDS] * 4
    assert list(report["findings"][4]) == [*FIELDS, "location"]
    assert list(report["findings"][0]["model"]) == ["page", "point", "url"]
    assert report["findings"][0]["severity"] == "error"
    assert report["errors"] == [
        {"path": "drafts/old.docx", "message": "the file is damaged; open it in Word and save it again"}
    ]


def test_excused_matches_have_a_list_of_their_own_with_kind_and_cue(folder_report: Report) -> None:
    report = json.loads(render("json", folder_report))
    (excused,) = report["excused"]
    assert list(excused) == [*FIELDS, "excuse"]
    assert excused["excuse"] == {"kind": "warning", "cue": "Never tell anyone"}


def test_clean_run_has_every_key_and_empty_lists() -> None:
    assert json.loads(render("json", Report(files=3, findings=()))) == {
        "version": 1,
        "files": 3,
        "findings": [],
        "suppressed": 0,
        "baselined": 0,
        "errors": [],
    }


def test_letters_and_emoji_are_written_as_they_are(folder_report: Report) -> None:
    report = replace(folder_report, errors=(ReadError("💜 小林.txt", "naïve"),))
    assert '"path": "💜 小林.txt"' in render("json", report)


@pytest.mark.parametrize("active", ["\x1b[2J", "\x9b31m", "\u202eabc", "\ud800", "a\u2028b", "##[add-mask]x"])
def test_active_characters_are_escaped_but_mean_the_same(make_finding: MakeFinding, active: str) -> None:
    source = f"your {active} last chance"
    text = render("json", Report(files=1, findings=(make_finding(source, source, "last-chance", path=active),)))
    assert active not in text
    text.encode()
    assert json.loads(text)["findings"][0]["match"] == source


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\\"#[\x7f\u202e')))
def test_every_string_comes_back_as_it_was(message: str) -> None:
    text = render("json", Report(files=0, findings=(), errors=(ReadError("a", message),)))
    assert text.endswith("}\n")
    assert json.loads(text)["errors"][0]["message"] == message
