"""What holds for every format there is."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing_lint.finding import Excuse, Finding, ModelPoint, ReadError, Report, Severity
from wellbeing_lint.reporters import REPORTERS, render

_text = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "",
        "[/name]",
        "[bold",
        "{{ a b }}",
        "\x1b[2J",
        "\u202e",
        "\n::error::x\r\n",
        "##[add-mask]",
        "💜小",
        "\ud800",
    ]
)
_number = st.integers(0, 10**6)
_findings = st.builds(
    Finding,
    path=_text,
    rule=_text,
    family=_text,
    severity=st.sampled_from(Severity),
    message=_text,
    line=_number,
    column=_number,
    end_line=_number,
    end_column=_number,
    start=st.integers(0, 9),
    end=_number,
    match=_text,
    why=_text,
    model=st.builds(ModelPoint, _text, _text, _text, _text, _text, st.sampled_from(["stated", "inferred"])),
    try_instead=st.lists(_text, max_size=2).map(tuple),
    sentence=_text,
    sentence_start=st.integers(0, 3),
    location=st.none() | _text,
    excuse=st.none() | st.builds(Excuse, _text, _text),
)
_reports = st.builds(
    Report,
    files=_number,
    findings=st.lists(_findings, max_size=4).map(tuple),
    excused=st.lists(_findings, max_size=2).map(tuple),
    suppressed=st.integers(0, 2),
    baselined=st.integers(0, 2),
    errors=st.lists(st.builds(ReadError, _text, _text), max_size=2).map(tuple),
    families=st.dictionaries(_text, _text, max_size=2),
)


@pytest.mark.parametrize("name", REPORTERS)
@given(report=_reports, width=st.integers(0, 120), color=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_strings_give_a_text_that_can_be_written(name: str, report: Report, width: int, color: bool) -> None:
    text = render(name, report, width=width, color=color)
    text.encode()
    assert text.endswith("\n")
    assert "\u202e" not in text
    assert "##[" not in text


@given(report=_reports)
@settings(deadline=None)
def test_text_has_exactly_one_line_for_each_finding_excuse_and_error(report: Report) -> None:
    lines = render("text", report).splitlines()
    assert len(lines) == len(report.findings) + len(report.excused) + len(report.errors) + 1
    assert not any(line.lstrip().startswith("::") for line in lines)


def test_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render("word-art", Report(files=0, findings=()))


def test_importing_the_registry_and_the_plain_formats_does_not_import_rich() -> None:
    code = (
        "import sys; from wellbeing_lint.reporters import render; from wellbeing_lint.finding import Report;"
        "[render(name, Report(files=1, findings=())) for name in ('text', 'json', 'statistics')];"
        "import wellbeing_lint.reporters.rich_report; sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
