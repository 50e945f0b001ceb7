import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from wellbeing_lint.finding import Finding, Report
from wellbeing_lint.reporters import render

MakeFinding = Callable[..., Finding]
_STYLE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_rich_without_colour_matches_its_golden_file(
    width: int, folder_report: Report, assert_golden: Callable[[str, str], None]
) -> None:
    assert_golden(f"rich-{width}.txt", render("rich", folder_report, width=width))


def test_rich_in_colour_matches_its_golden_file(
    folder_report: Report, assert_golden: Callable[[str, str], None]
) -> None:
    assert_golden("rich-80-color.txt", render("rich", folder_report, width=80, color=True))


@pytest.mark.parametrize("width", [30, 40, 80, 200])
@pytest.mark.parametrize("color", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, color: bool, folder_report: Report) -> None:
    lines = _STYLE.sub("", render("rich", folder_report, width=width, color=color)).splitlines()
    assert max(cell_len(line) for line in lines) <= min(width, 100)


def test_match_is_underlined_in_colour_and_stands_in_guillemets_without(folder_report: Report) -> None:
    report = replace(folder_report, findings=folder_report.findings[1:2])
    assert "This is «your last chance»[/name]!" in render("rich", report)
    assert "This is \x1b[4;33myour last chance\x1b[0m[/name]!" in render("rich", report, color=True)
    assert "\x1b" not in render("rich", report)


def test_environment_changes_nothing(folder_report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, coloured = render("rich", folder_report), render("rich", folder_report, color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "33")
    assert render("rich", folder_report, color=True) == coloured
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert render("rich", folder_report) == plain


@pytest.mark.parametrize("width", [20, 30, 40, 80])
def test_merge_fields_are_shown_whole_and_never_read_as_markup(make_finding: MakeFinding, width: int) -> None:
    source = "[bold]Hi[/bold] {{ first name }}, [/name] last chance [link=x]y[/link] :heart: %%LAST NAME%% bye."
    shown = render(
        "rich",
        Report(files=1, findings=(make_finding(source, "last chance", "last-chance", path="a"),)),
        width=width,
    )
    for field in (
        "[bold]Hi[/bold]",
        "{{ first name }}",
        "[/name]",
        "[link=x]y[/link]",
        ":heart:",
        "%%LAST NAME%%",
    ):
        assert any(field in line for line in shown.splitlines()), field


def test_reasons_are_given_once_and_pointed_to_afterwards(folder_report: Report) -> None:
    text = render("rich", replace(folder_report, excused=()))
    assert text.count("A false deadline takes away") == 1
    assert text.count("This number stays the same.") == 1
    assert "Why, and what to write instead: see drafts/first-text.txt, line 3, above." in text
    again = replace(folder_report, findings=folder_report.findings[:1] * 2)
    assert "Why, and what to write instead: see line 2 above." in render("rich", again)


def test_point_of_the_model_is_summed_up_once_and_named_each_time(folder_report: Report) -> None:
    text = render("rich", folder_report, width=100)
    assert text.count("Trust is earned by being trustworthy.") == 2
    assert " ".join(text.split()).count("Tricks, manipulation and threats are what") == 1


def test_inferred_point_is_called_our_reading_and_a_stated_one_is_not(folder_report: Report) -> None:
    stated, inferred = (replace(folder_report, findings=(folder_report.findings[n],)) for n in (0, 1))
    assert "our reading" not in render("rich", stated)
    assert "Model (our reading; it does not name this itself): " in render("rich", inferred)


def test_clean_run_is_short_and_does_not_promise_too_much() -> None:
    assert render("rich", Report(files=7, findings=())) == (
        "Summary\nNo findings in 7 files. A rule can miss things; a careful reader still helps.\n"
    )


def test_run_that_read_nothing_is_not_called_clean() -> None:
    assert "No findings" not in render("rich", Report(files=0, findings=()))


def test_family_that_no_group_names_is_listed_under_other(folder_report: Report) -> None:
    own = replace(folder_report.findings[0], family="house-style")
    text = render("rich", replace(folder_report, findings=(own,)))
    assert "other\n  house style       1         -      -\n" in text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_can_command_github_actions_or_the_terminal(make_finding: MakeFinding, width: int) -> None:
    evil = "::error file=x::y\n::warning::z \x1b]8;;http://x\x07 \u202e ##[add-mask]a " * 3 + "b" * 40
    finding = replace(
        make_finding(evil, evil, "last-chance", path=evil),
        message=evil,
        why=evil,
        try_instead=(evil,),
        rule=evil,
        family=evil,
        location=evil,
    )
    report = Report(files=1, findings=(finding, replace(finding, path="b")), excused=(finding,), families={evil: evil})
    for color in (False, True):
        shown = _STYLE.sub("", render("rich", report, width=width, color=color))
        assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\[", shown)
