import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.conftest import finding_in
from wellbeing_lint.finding import Finding, ReadError, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: level, properties, message."""
    command = COMMAND.fullmatch(line)
    assert command, line
    properties = dict(stated.split("=", 1) for stated in command[2].split(","))
    return command[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(command[3])


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_matches_its_golden_file(hosted_report: Report, assert_golden: Callable[[str, str], None]) -> None:
    assert_golden("report.github", render("github", hosted_report))


def test_worst_come_first_and_what_was_not_read_before_all(hosted_report: Report) -> None:
    lines = render("github", hosted_report).splitlines()
    assert [read(line)[0] for line in lines[:-1]] == ["error"] * 4 + ["warning"] * 2 + ["notice"]
    assert read(lines[0])[1]["file"] == "outreach/drafts/old.docx"
    assert lines[-1].startswith("Found 6 findings")


def test_columns_are_left_out_where_a_finding_runs_over_lines(hosted_report: Report) -> None:
    _, several, _ = read(render("github", hosted_report).splitlines()[1])
    assert several["line"] == "2"
    assert several["endLine"] == "3"
    assert "col" not in several
    assert "endColumn" not in several
    _, single, _ = read(render("github", hosted_report).splitlines()[2])
    assert (single["col"], single["endColumn"]) == ("6", "30")


def test_clean_run_has_no_command() -> None:
    assert render("github", Report(files=2, findings=())) == "No findings in 2 files.\n"


def test_more_than_github_shows_is_said(make_finding: MakeFinding) -> None:
    one = make_finding("your last chance", "your last chance", "last-chance", path="a")
    findings = tuple(replace(one, start=number) for number in range(11))
    assert "GitHub shows 10" in render("github", Report(files=1, findings=findings)).splitlines()[-1]
    assert "GitHub shows 10" not in render("github", Report(files=1, findings=findings[:10]))


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n%:,#[]\x1b"), min_size=1, max_size=40)
)
def test_no_text_makes_a_second_command_or_property(text: str) -> None:
    finding = finding_in(text, text, "last-chance", path=text, location=text)
    report = Report(files=1, findings=(replace(finding, message=text, why=text),), errors=(ReadError(text, text),))
    lines = render("github", report).splitlines()
    assert len(lines) == 3
    _, properties, _ = read(lines[1])
    assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert properties["title"] == "wellbeing-lint: last-chance"
    assert "##[" not in "".join(lines)


def test_commands_in_a_draft_stay_text(make_finding: MakeFinding) -> None:
    source = "last chance\r\n::add-mask::chance\n##[error]x%0A::stop-commands::y\x1b[2J\u202e"
    finding = make_finding(source, source, "last-chance", path="a,line=9::error::b\n.txt")
    lines = render("github", Report(files=1, findings=(finding,))).splitlines()
    assert len(lines) == 2
    level, properties, message = read(lines[0])
    assert level == "warning"
    assert properties["line"] == "1"
    assert "::add-mask::chance # #[error]x%0A::stop-commands::y␛[2J" in message
    assert "%0A%3A" not in lines[0]
