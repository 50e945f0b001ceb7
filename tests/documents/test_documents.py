from importlib import import_module

import pytest

from wellbeing_lint.documents import READERS, read_bytes, read_text, reader_for
from wellbeing_lint.errors import UnreadableError


def test_suffix_decides_whatever_its_case() -> None:
    assert [segment.text for segment in read_bytes("A.MD", b"*a*").segments] == ["a"]
    assert [segment.text for segment in read_bytes("a.txt", b"*a*").segments] == ["*a*"]


def test_every_reader_is_there() -> None:
    assert READERS
    for reader in READERS.values():
        assert callable(getattr(import_module(f"wellbeing_lint.documents.{reader.module}"), reader.function))


def test_unknown_file_is_read_only_when_it_was_named() -> None:
    assert reader_for("notes.draft", named=False) is None
    assert reader_for("notes.draft") is READERS[".txt"]
    assert [segment.text for segment in read_bytes("notes.draft", b"We know.").segments] == ["We know."]


def test_binary_file_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read_bytes("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00")


def test_byte_order_mark_is_not_part_of_the_source() -> None:
    assert read_bytes("a.md", b"\xef\xbb\xbf# A").source == "# A"
    assert read_text("a.md", "\ufeff# A").segments[0].kind == "heading"


def test_text_without_a_suffix_is_plain() -> None:
    assert [segment.text for segment in read_text("-", "# a").segments] == ["# a"]
