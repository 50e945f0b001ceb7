from collections.abc import Callable
from dataclasses import replace

from wellbeing_lint.finding import Report
from wellbeing_lint.reporters import render


def test_statistics_match_their_golden_file(folder_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("statistics.txt", render("statistics", folder_report))


def test_most_frequent_rule_comes_first_and_counts_are_aligned(folder_report: Report) -> None:
    one = folder_report.findings[1]
    report = replace(folder_report, findings=(folder_report.findings[0], *[one] * 10))
    assert render("statistics", report).splitlines()[:3] == [
        "By rule",
        "  10  last-chance           urgency",
        "   1  arrest-unless-victim  victim-or-criminal",
    ]


def test_clean_run_has_the_summary_line_only() -> None:
    assert render("statistics", Report(files=2, findings=())) == "No findings in 2 files.\n"
