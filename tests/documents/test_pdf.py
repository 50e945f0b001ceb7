import io
import os
import time
import zlib

import pytest

from tests.conftest import ROOT
from tests.documents.office import pdf, pdf_of
from wellbeing_lint.documents import Document, read_bytes
from wellbeing_lint.documents import pdf as reader
from wellbeing_lint.errors import UnreadableError


def read(data: bytes) -> Document:
    return read_bytes("leaflet.pdf", data)


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return str(caught.value)


def test_segments_have_their_page() -> None:
    document = read(pdf(["We know where", "you work."], [], ["Call us."]))
    assert [(s.text, s.location) for s in document.segments] == [
        ("We know where\nyou work.", "page 1"),
        ("Call us.", "page 3"),
    ]
    for segment in document.segments:
        [only] = segment.source_map.runs
        assert document.source[only.source : only.source + only.source_length] == segment.text


def test_sentence_that_runs_over_the_end_of_a_page_is_one() -> None:
    document = read(pdf(["Unless you're a victim,"], ["you will be arrested."]))
    assert [(s.text, s.location) for s in document.segments] == [
        ("Unless you’re a victim,\nyou will be arrested.", "page 1")  # so the font shows an apostrophe
    ]


def test_real_leaflet_is_read() -> None:
    document = read((ROOT / "examples" / "harmful" / "court-leaflet.pdf").read_bytes())
    assert {segment.location for segment in document.segments} == {"page 1", "page 2"}


def encrypted(password: str, owner: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(["We know."]))))
    writer.encrypt(password, owner, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_password_is_asked_for_only_where_one_is_needed() -> None:
    assert "password" in refused(encrypted("secret", "owner"))
    assert read(encrypted("", "owner")).segments[0].text == "We know."


def test_scan_without_text_is_refused() -> None:
    assert "scan" in refused(pdf([], []))


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + b"\0" * 5000])
def test_broken_file_is_refused(data: bytes) -> None:
    refused(data)


def test_damaged_files_are_refused_or_read() -> None:
    whole = pdf(["We know where you work."])
    for at in range(30, len(whole), len(whole) // 6):
        try:
            read(whole[:at] + b"\xff<<" + whole[at + 3 :])
        except UnreadableError:
            pass


def test_pages_that_go_round_in_circles_are_refused() -> None:
    start = time.perf_counter()
    refused(pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]))
    refused(pdf_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids " + "[" * 50_000 + " /Count 2 >>"]))
    assert time.perf_counter() - start < 40


def test_stream_that_unpacks_to_gigabytes_is_refused() -> None:
    packed = zlib.compress(zlib.compress(b" " * 1_000_000_000, 9), 9).decode("latin-1")
    filters = "/Filter [/FlateDecode /FlateDecode]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
        f"<< /Length {len(packed)} {filters} >>\nstream\n{packed}\nendstream",
    ]
    start = time.perf_counter()
    refused(pdf_of(objects))
    assert time.perf_counter() - start < 20


def test_file_that_keeps_the_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MAX_SECONDS", 0.01)
    assert "takes more than" in refused(pdf(["We know."]))


def test_modules_of_the_folder_we_are_in_are_not_run(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    for name in ("json", "pypdf", "zlib", "logging"):
        with open(f"{name}.py", "w", encoding="utf-8") as trap:
            trap.write("open('trapped', 'w')")
    assert read(pdf(["We know."])).segments[0].text == "We know."
    assert not os.path.exists("trapped")
