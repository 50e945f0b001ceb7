from collections.abc import Callable
from dataclasses import replace

from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]


def test_text_matches_its_golden_file(folder_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.txt", render("text", folder_report))


def test_clean_run_says_so() -> None:
    assert render("text", Report(files=1, findings=())) == "No findings in 1 file.\n"


def test_what_was_set_aside_and_not_read_is_counted_in_the_last_line() -> None:
    report = Report(files=4, findings=(), suppressed=2, baselined=1, errors=(ReadError("a.pdf", "it is locked"),))
    assert render("text", report) == (
        "a.pdf: error: it is locked\nNo findings in 4 files. 1 could not be read. 2 suppressed, 1 in the baseline.\n"
    )


def test_draft_cannot_forge_a_line_or_a_ci_command(make_finding: MakeFinding) -> None:
    source = "last chance\n::error::forged\r\n##[add-mask]chance\x1b[2J\u202e"
    finding = make_finding(source, source, "last-chance", path="::stop-commands::x\ny.txt")
    assert render("text", Report(files=1, findings=(finding,))).splitlines() == [
        "./::stop-commands::x␊y.txt:1:1: warning[last-chance] Sets a deadline that isn't real."
        " «last chance ::error::forged # #[add-mask]chance␛[2J<U+202E>»",
        "Found 1 finding in 1 file (0 errors, 1 warning, 0 notes).",
    ]


def test_long_match_loses_its_middle(make_finding: MakeFinding) -> None:
    source = "last " + "very " * 100 + "chance"
    line = render("text", Report(files=1, findings=(make_finding(source, source, "last-chance", path="a"),)))
    assert "«last very" in line
    assert "very … very" in line
    assert "chance»" in line
    assert len(line.splitlines()[0]) < 250


def test_excused_match_names_kind_and_cue(folder_report: Report) -> None:
    text = render("text", replace(folder_report, findings=(), errors=()))
    assert text.startswith("staff/guide.md:1:20: excused[arrest-unless-victim] ")
    assert text.splitlines()[0].endswith("(excused as warning by «Never tell anyone»)")
