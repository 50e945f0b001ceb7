"""SARIF is validated against OASIS's schema, from the npm package @microsoft/jest-sarif (tests/data/schemas)."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from wellbeing_lint.finding import Finding, Origin, ReadError, Report
from wellbeing_lint.reporters import render, sarif

MakeFinding = Callable[..., Finding]
SCHEMA = Path(__file__).parents[1] / "data" / "schemas" / "sarif-2.1.0-rtm.5.json"


def valid(report: Report) -> dict[str, Any]:
    """The one run of the report's SARIF, after it was validated."""
    log = json.loads(render("sarif", report))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text())).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.sarif", render("sarif", hosted_report))


def test_golden_report_and_clean_run_are_valid(hosted_report: Report) -> None:
    valid(hosted_report)
    run = valid(Report(files=3, findings=()))
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_every_field_that_github_requires_is_there_and_not_empty(hosted_report: Report) -> None:
    run = valid(hosted_report)
    for rule in run["tool"]["driver"]["rules"]:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]]
        assert all(0 < len(text) <= 1024 for text in texts[:2])
        assert texts[2]
        assert rule["help"]["markdown"]
        assert rule["id"]
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(rule["properties"]["tags"]) <= 10
        assert "security-severity" not in rule["properties"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"].startswith("wellbeing-lint/")
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert len(run["results"]) == 6
    for result in run["results"]:
        assert result["message"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        assert set(physical["region"]) >= {"startLine", "startColumn", "endLine", "endColumn"}
        assert physical["artifactLocation"]["uri"].startswith("outreach/")
        assert all(result["partialFingerprints"].values())


def test_excused_matches_are_left_out(hosted_report: Report) -> None:
    assert "guide.md" not in render("sarif", hosted_report)


def test_file_that_could_not_be_read_is_a_notification(hosted_report: Report) -> None:
    (invocation,) = valid(hosted_report)["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("the file is damaged")
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "outreach/drafts/old.docx"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#1.txt", "a%20b/%C3%BC%231.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("./a.txt", "a.txt"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_path_is_a_relative_address(make_finding: MakeFinding, path: str, uri: str) -> None:
    finding = make_finding("your last chance", "your last chance", "last-chance", path=path)
    (result,) = valid(Report(files=1, findings=(finding,)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def line_hash(result: dict[str, Any]) -> Any:
    return result["partialFingerprints"]["primaryLocationLineHash"]


def test_line_hash_is_githubs_where_it_can_be(hosted_report: Report) -> None:
    results = valid(hosted_report)["results"]
    assert [line_hash(result) for result in results[:4]] == ["a1b2:1", "c3d4:1", "e5f6:1", "0708:1"]


def test_line_hash_is_ours_where_the_text_was_extracted(hosted_report: Report) -> None:
    for result in valid(hosted_report)["results"][4:]:
        assert line_hash(result) == result["partialFingerprints"]["wellbeingLint/v1"]


def test_line_hash_is_ours_where_two_results_of_a_rule_would_share_it(make_finding: MakeFinding) -> None:
    source = "Your last chance! We mean it, the very last chance. We will tell your family."
    findings = tuple(
        make_finding(source, match, rule, path="a.txt")
        for match, rule in (
            ("Your last chance", "last-chance"),
            ("very last chance", "last-chance"),
            ("We will tell your family", "tell-family"),
        )
    )
    report = Report(files=1, findings=findings, origins={"a.txt": Origin("a.txt", {1: "abc:1"})})
    one, two, other = valid(report)["results"]
    assert line_hash(other) == "abc:1"
    assert "abc:1" not in (line_hash(one), line_hash(two))
    assert line_hash(one) != line_hash(two)


def test_location_in_words_is_a_logical_location(hosted_report: Report) -> None:
    result = valid(hosted_report)["results"][4]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "row 12, column body"}]


def test_draft_text_is_not_in_the_message(make_finding: MakeFinding) -> None:
    source = "your [last](javascript:x) {0} chance"
    (result,) = valid(Report(files=1, findings=(make_finding(source, source, "last-chance", path="a"),)))["results"]
    assert "javascript" not in json.dumps(result["message"])
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == source


def test_rule_text_cannot_make_links_or_placeholders(make_finding: MakeFinding) -> None:
    finding = replace(
        make_finding("x", "x", "last-chance", path="a"),
        message="[click](http://x.example) {0} <img src=x>",
        why="\x1b[2J @everyone",
        try_instead=("Hi [first_name] <script>", "{{ name }}"),
    )
    run = valid(Report(files=1, findings=(finding,)))
    assert run["results"][0]["message"]["text"].startswith("\\[click\\](http://x.example) {{0}} <img")
    help_text = run["tool"]["driver"]["rules"][0]["help"]["markdown"]
    assert "<script>" not in help_text
    assert "@everyone" not in help_text
    assert "\\[first\\_name\\]" in help_text


def test_too_many_results_are_cut_to_the_worst_and_counted(
    make_finding: MakeFinding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    findings = tuple(
        replace(make_finding("x", "x", rule, path="a"), start=start)
        for start, rule in enumerate(["degrading-label", "tell-family", "last-chance", "tell-family"])
    )
    run = valid(Report(files=1, findings=findings, errors=(ReadError("b", "gone"),)))
    assert [result["ruleId"] for result in run["results"]] == ["tell-family", "tell-family"]
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"].startswith("2 findings were left")
