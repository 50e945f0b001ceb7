import time

import pytest

from tests.conftest import ROOT
from tests.documents.office import archive, docx, paragraph, run, table
from wellbeing_lint.documents import Document, read_bytes
from wellbeing_lint.errors import UnreadableError


def read(data: bytes) -> Document:
    return read_bytes("letter.docx", data)


def found(data: bytes) -> list[tuple[str, str | None]]:
    return [(segment.text, segment.location) for segment in read(data).segments]


def text_box(words: str) -> str:
    """A text box as Word writes it: once for itself, once for older programs."""
    content = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{content}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_runs_are_joined_so_that_a_word_is_one() -> None:
    body = paragraph("You will be ", run("arr", "<w:i/>"), run("est", "<w:b/>"), "ed.")
    assert found(docx(body)) == [("You will be arrested.", "paragraph 1")]


def test_deletions_are_left_out_and_insertions_read() -> None:
    body = paragraph(
        run("We know"),
        '<w:del w:id="1"><w:r><w:delText> nothing</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run(" where")}</w:ins>',
        f'<w:moveFrom w:id="3">{run(" moved away")}</w:moveFrom>',
        f'<w:moveTo w:id="4">{run(" you work")}</w:moveTo>',
    )
    assert found(docx(body)) == [("We know where you work", "paragraph 1")]


def test_paragraphs_go_on_where_the_end_between_them_was_deleted() -> None:
    body = paragraph("You will be ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph("arrested.")
    assert found(docx(body)) == [("You will be arrested.", "paragraph 1")]


def test_hidden_text_field_codes_and_comments_are_left_out() -> None:
    body = paragraph(
        run("Dear "),
        "<w:r><w:instrText> MERGEFIELD First_Name </w:instrText></w:r>",
        run("«First_Name»"),
        run(" hidden", "<w:vanish/>"),
        '<w:r><w:commentReference w:id="1"/></w:r>',
    )
    assert found(docx(body)) == [("Dear «First_Name»", "paragraph 1")]


def test_paragraphs_are_counted_as_people_see_them() -> None:
    body = paragraph("one.") + paragraph("") + table(["in a table."]) + paragraph("two.")
    assert found(docx(body)) == [
        ("one.", "paragraph 1"),
        ("in a table.", "table 1, row 1"),
        ("two.", "paragraph 2"),
    ]


def test_cells_have_table_row_and_column_title() -> None:
    body = table(["Say", "Never say"], ["hello", "we know"]) + table(["a", "b"])
    segments = read(docx(body)).segments
    assert [(s.text, s.kind, s.intro, s.location) for s in segments][2:5] == [
        ("hello", "cell", "Say", "table 1, row 2"),
        ("we know", "cell", "Never say", "table 1, row 2"),
        ("a", "cell", "", "table 2, row 1"),
    ]


def test_text_boxes_are_read_once() -> None:
    body = paragraph("Above.", text_box("We know.")) + paragraph("Below.")
    assert found(docx(body)) == [("Above.", "paragraph 1"), ("We know.", "text box 1"), ("Below.", "paragraph 2")]


def test_headers_footers_and_notes_are_read() -> None:
    note = '<w:footnote w:id="{}"{}>{}</w:footnote>'.format
    data = docx(
        paragraph("Body."),
        header1=paragraph("Top."),
        footer1=paragraph("Bottom."),
        footer2=paragraph("Bottom of page one."),
        footer3=paragraph(""),
        footnotes=note(0, ' w:type="separator"', paragraph("-"))
        + note(2, "", paragraph("A."))
        + note(3, "", paragraph("B.")),
        endnotes=note(2, "", paragraph("C.")).replace("footnote", "endnote"),
    )
    assert found(data)[1:] == [
        ("Top.", "header"),
        ("Bottom.", "footer 1"),
        ("Bottom of page one.", "footer 2"),
        ("A.", "footnote 1"),
        ("B.", "footnote 2"),
        ("C.", "endnote 1"),
    ]


def test_styles_make_headings_and_lists() -> None:
    listed = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    body = (
        paragraph("Scripts", style="berschrift1")
        + paragraph("Never say:")
        + paragraph("one", style="Bullets")
        + paragraph("two", properties=listed)
        + paragraph("Say", style="Own")
        + paragraph("three.")
    )
    assert [(s.text, s.kind, s.headings, s.intro) for s in read(docx(body)).segments] == [
        ("Scripts", "heading", (), ""),
        ("Never say:", "paragraph", ("Scripts",), ""),
        ("one", "item", ("Scripts",), "Never say:"),
        ("two", "item", ("Scripts",), "Never say:"),
        ("Say", "heading", (), ""),
        ("three.", "paragraph", ("Say",), ""),
    ]


def test_what_looks_like_a_heading_or_a_list_is_one() -> None:
    body = paragraph(run("Never say", "<w:b/>")) + paragraph("- one") + paragraph("- two")
    assert [(s.text, s.kind, s.headings) for s in read(docx(body)).segments] == [
        ("Never say", "heading", ()),
        ("one", "item", ("Never say",)),
        ("two", "item", ("Never say",)),
    ]


def test_description_of_a_picture_is_read() -> None:
    body = paragraph("One.") + paragraph(
        '<w:r><w:drawing><wp:docPr id="1" name="x" descr="We know."/></w:drawing></w:r>'
    )
    assert found(docx(body)) == [("One.", "paragraph 1"), ("We know.", "picture near paragraph 1")]


def test_line_breaks_and_tabs_part_words() -> None:
    assert (
        found(docx(paragraph("you", "<w:r><w:tab/></w:r>", "will", "<w:r><w:br/></w:r>", "be")))[0][0]
        == "you\twill\nbe"
    )


def test_offsets_are_in_the_extracted_text() -> None:
    document = read(docx(paragraph("One.") + paragraph("  Two.")))
    for segment in document.segments:
        [only] = segment.source_map.runs
        assert document.source[only.source : only.source + only.source_length] == segment.text


def test_real_document_is_read() -> None:
    document = read((ROOT / "examples" / "harmful" / "diversion-letter.docx").read_bytes())
    texts = [segment.text for segment in document.segments]
    assert "The office is open Monday to Friday, nine to five. The kettle is on." in texts
    assert [segment.location for segment in document.segments][-3:] == ["text box 1", "header", "footer"]


def refused(data: bytes) -> str:
    start = time.perf_counter()
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert time.perf_counter() - start < 5
    return str(caught.value)


def test_encrypted_or_old_document_is_refused() -> None:
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
    locked = bytearray(docx(paragraph("a")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + offset] |= 1
    assert "password" in refused(bytes(locked))


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive", b"PK\x05\x06" + b"\0" * 18])
def test_broken_document_is_refused(data: bytes) -> None:
    refused(data)


def test_truncated_or_damaged_documents_are_refused_or_read() -> None:
    whole = docx("".join(paragraph(f"Line {n}.") for n in range(20)))
    for at in range(0, len(whole), 37):
        for data in (whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :]):
            try:
                read(data)
            except UnreadableError:
                pass


def test_other_archive_is_no_document() -> None:
    assert "not a Word document" in refused(archive(a_dot_txt="hello"))


def test_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    assert "unpacks to more than" in refused(docx("<w:p/>" * 10 + " " * 40_000_000))
    assert "unpacks to more than" in refused(archive(**{"[Content_Types]_dot_xml": b" " * 200_000_000}))


def test_archive_with_countless_members_is_refused() -> None:
    assert "members" in refused(archive(**{f"m{n}": "" for n in range(6000)}))


def test_entities_are_refused() -> None:
    lines = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f"<?xml version='1.0'?><!DOCTYPE d [{lines}]><d>&a9;</d>"
    outside = "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"
    for content in (bomb, outside):
        assert "document type" in refused(archive(word__document_dot_xml=content))


def test_deep_nesting_is_refused() -> None:
    assert "levels deep" in refused(docx("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000))


def test_nested_tables_and_stray_elements_do_no_harm() -> None:
    nested = paragraph("deep")
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    stray = "<w:tr><w:tc><w:t>no</w:t></w:tc></w:tr><w:txbxContent/><w:r><w:t>no</w:t></w:r>"
    assert found(docx(nested + stray)) == [("deep", "table 60, row 1")]


def test_a_long_document_is_read_in_a_moment() -> None:
    body = "".join(paragraph(f"Line {n} of many, in plain words that go on.", style="Bullets") for n in range(20_000))
    start = time.perf_counter()
    assert len(read(docx(body)).segments) == 20_000
    assert time.perf_counter() - start < 12


def test_size_that_the_archive_lies_about_is_no_way_in() -> None:
    data = bytearray(archive(word__document_dot_xml=b"<a>" + b" " * 100_000_000 + b"</a>"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    refused(bytes(data))
