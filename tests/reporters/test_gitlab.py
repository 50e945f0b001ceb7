"""GitLab publishes no schema; the fields are those of its documentation of Code Quality reports."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]


def issues(report: Report) -> list[dict[str, Any]]:
    text = render("gitlab", report)
    assert not text.startswith("\ufeff")
    listed = json.loads(text)
    assert isinstance(listed, list)
    for issue in listed:
        assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["description"].startswith(issue["check_name"])
    return listed


def test_gitlab_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.gitlab.json", render("gitlab", hosted_report))


def test_each_finding_and_each_unread_file_is_an_issue(hosted_report: Report) -> None:
    assert [issue["severity"] for issue in issues(hosted_report)] == [
        "major",
        "minor",
        "major",
        "major",
        "minor",
        "info",
        "major",
    ]


def test_clean_run_is_an_empty_list() -> None:
    assert issues(Report(files=1, findings=())) == []


def test_fingerprints_differ_for_repeats_and_for_files(make_finding: MakeFinding) -> None:
    one = make_finding("your last chance", "your last chance", "last-chance", path="./a.txt")
    again = replace(one, start=90)
    elsewhere = replace(one, path="b.txt")
    report = Report(files=2, findings=(one, again, elsewhere), errors=(ReadError("c", "x"), ReadError("c", "y")))
    assert len({issue["fingerprint"] for issue in issues(report)}) == 5


def test_fingerprint_holds_when_lines_are_added_above(make_finding: MakeFinding) -> None:
    sentence = "This is your last chance."
    before = make_finding(sentence, "your last chance", "last-chance", path="a.txt")
    after = make_finding(f"Hello.\n\n{sentence}", "your last chance", "last-chance", path="a.txt", sentence=sentence)
    (one,) = issues(Report(files=1, findings=(before,)))
    (other,) = issues(Report(files=1, findings=(after,)))
    assert one["fingerprint"] == other["fingerprint"]
    assert one["location"]["lines"] != other["location"]["lines"]


def test_same_message_twice_is_one_issue() -> None:
    assert len(issues(Report(files=0, findings=(), errors=(ReadError("c", "x"), ReadError("c", "x"))))) == 1


def test_draft_text_stays_on_one_line_without_active_characters(make_finding: MakeFinding) -> None:
    source = 'last\n\x1b[2J "}], \u202e<img src=x onerror=alert(1)> chance'
    (issue,) = issues(Report(files=1, findings=(make_finding(source, source, "last-chance", path="a"),)))
    assert issue["description"].isprintable()
