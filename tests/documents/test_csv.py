import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.test_properties import check_segment
from wellbeing_lint.documents import read_text
from wellbeing_lint.documents.csv_file import rows
from wellbeing_lint.finding import Span


def found(source: str, name: str = "sms.csv") -> list[tuple[str, str | None]]:
    return [(segment.text, segment.location) for segment in read_text(name, source).segments]


def test_cells_have_their_row_and_column() -> None:
    source = 'id,body\n1,We know.\n\n2,"You, too"\n'
    assert found(source)[2:] == [("We know.", "row 2, column body"), ("You, too", "row 4, column body")]


def test_quoted_cells_lead_back_to_the_source() -> None:
    source = '\ufeffid,body\r\n1,"say ""you\r\nwill be"" arrested"\r\n'
    document = read_text("sms.csv", source)
    [cell] = [segment for segment in document.segments if "arrested" in segment.text]
    assert cell.text == 'say "you\nwill be" arrested'
    at = cell.text.index('"you')
    span = cell.source_map.to_source(Span(at, cell.text.index(" arrested")))
    assert document.source[span.start : span.end] == '""you\r\nwill be""'


def test_without_titles_columns_go_by_letters() -> None:
    assert found("You will be arrested tonight.,b\nc,d\n")[0][1] == "row 1, column A"
    assert found("," * 27 + "we know where you work!")[0][1] == "row 1, column AB"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_told_by_the_first_rows(delimiter: str) -> None:
    source = delimiter.join(["id", "name", "body"]) + "\n" + delimiter.join(["1", "a", '"b, c; d | e"']) + "\n"
    assert found(source)[-1] == ("b, c; d | e", "row 2, column body")


def test_declared_delimiter_is_taken_and_its_line_not_counted() -> None:
    assert found("sep=;\nid;body\n1;a, b\n")[-1] == ("a, b", "row 2, column body")


def test_tabs_split_cells_of_tsv_only() -> None:
    assert found("id\tbody\n1\ta, b\n", "sms.tsv")[-1] == ("a, b", "row 2, column body")


def test_numbers_and_empty_cells_are_no_text() -> None:
    assert found("id,body\n12,\n2024-03-01,+1 555 0142\n") == [
        ("id", "row 1, column id"),
        ("body", "row 1, column body"),
    ]


def test_column_title_leads_into_its_cells() -> None:
    segments = read_text("a.csv", "day,never say\nMon,We know.\n").segments
    assert [(segment.text, segment.intro) for segment in segments][-1] == ("We know.", "never say")


def test_html_in_a_cell_is_read_as_html() -> None:
    source = 'id,body\n1,"<p class=""x"">You will be <b>arr</b>ested.</p>"\n2,you&#39;re\n'
    assert [text for text, _ in found(source)][2:] == ["You will be arrested.", "you're"]


@given(
    st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "\r", "a", "b c", " ", "é", "\ufeff"]), max_size=15).map(
        "".join
    )
)
def test_cells_are_those_that_the_standard_library_reads(source: str) -> None:
    expected = [
        [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
        for row in csv.reader(io.StringIO(source, newline=""))
    ]
    assert [[text for text, _ in row] for row in rows(source, ",")] == expected


@given(
    st.lists(
        st.sampled_from(['"', '""', ",", "\n", "\r\n", "\r", "a", "<p>", "<b>", "&amp;", "{{x}}", ";", "\t"]),
        max_size=20,
    )
)
def test_segments_lead_back_into_the_source(pieces: list[str]) -> None:
    document = read_text("a.csv", "".join(pieces))
    for segment in document.segments:
        check_segment(document, segment)


@pytest.mark.parametrize("piece", ['"', '""', ",", '",', "\n", '"\n', "a,", '"a""', "a\n", "<", "&", "<p>,", ";,|\t"])
def test_hostile_tables_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_text("a.csv", piece * (300_000 // len(piece)))
    assert time.perf_counter() - start < 6


def test_huge_cell_is_read() -> None:
    start = time.perf_counter()
    assert len(read_text("a.csv", 'id,body\n1,"' + 'we ""know"" ' * 300_000 + '"').segments) == 3
    assert time.perf_counter() - start < 6
