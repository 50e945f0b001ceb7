"""With --redact no word of a draft may be in any output."""

from dataclasses import replace

import pytest

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Excuse, Finding, Report
from wellbeing_lint.redact import redact
from wellbeing_lint.reporters import REPORTERS, render

SECRET = "Zsofia"
SOURCE = f"Hi {SECRET}, this is your last chance, {SECRET}. We told {SECRET} so."


@pytest.fixture
def report() -> Report:
    def finding(match: str, path: str, **more: object) -> Finding:
        return finding_in(SOURCE, match, "last-chance", path=path, **more)  # type: ignore[arg-type]

    return Report(
        files=2,
        findings=(finding(f"this is your last chance, {SECRET}", "a.txt"), finding("your last chance", "b.txt")),
        excused=(finding("last chance", "b.txt", excuse=Excuse("report", f"We told {SECRET}")),),
        families={"urgency": "manipulation"},
    )


@pytest.mark.parametrize("name", REPORTERS)
def test_no_format_shows_the_words_of_a_draft(name: str, report: Report) -> None:
    text = render(name, redact(report))
    assert SECRET not in text
    assert "last chance" not in text
    assert "«»" not in text


@pytest.mark.parametrize("name", set(REPORTERS) - {"statistics"})
def test_place_and_rule_are_still_told(name: str, report: Report) -> None:
    text = render(name, redact(report))
    assert "last-chance" in text
    assert "a.txt" in text


def test_fingerprints_are_those_of_the_words(report: Report) -> None:
    for name in ("gitlab", "sarif"):
        assert _fingerprints(render(name, redact(report))) == _fingerprints(render(name, report))


def test_redacting_twice_changes_nothing_more(report: Report) -> None:
    assert redact(redact(report)) == redact(report)


def test_counts_and_errors_stay(report: Report) -> None:
    redacted = redact(replace(report, suppressed=3))
    assert (redacted.files, redacted.suppressed, len(redacted.findings), len(redacted.excused)) == (2, 3, 2, 1)


def _fingerprints(text: str) -> list[str]:
    return [line for line in text.splitlines() if "ingerprint" in line or "/v1" in line or "LineHash" in line]
