import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.documents import Document, read_bytes
from wellbeing_lint.documents.decode import decode
from wellbeing_lint.errors import UnreadableError

TEXT = "You won’t be arrested, Zoë. Café at 9 €."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "cp1252"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_text_is_read_without_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_empty_file_is_empty_text() -> None:
    assert decode(b"") == ""


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL"),
        (b"PK\x03\x04\x14\x06\x08\x1c\x1e", "control characters"),
        ("Привет, как дела сегодня вечером".encode("cp1251"), "encoding can't be told"),
        (b"ab\x81", "encoding can't be told"),
        (codecs.BOM_UTF16_LE + b"a", "byte order mark says UTF-16-LE"),
        (codecs.BOM_UTF8 + b"a\xff", "byte order mark says UTF-8"),
    ],
)
def test_what_is_not_text_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        decode(data)


def test_broken_utf8_is_refused_rather_than_read_as_mojibake() -> None:
    data = "We won’t, you don’t, they can’t. ".encode() + b"\xff"
    with pytest.raises(UnreadableError, match=r"broken byte \(0xff at byte 39\)"):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_the_one_error(data: bytes) -> None:
    for name in ("draft.txt", "draft.md"):
        try:
            document = read_bytes(name, data)
        except UnreadableError:
            continue
        assert isinstance(document, Document)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_what_utf8_wrote_is_read_back(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
