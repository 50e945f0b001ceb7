import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.office import docx, paragraph, pdf
from wellbeing_lint.documents import Document, read_bytes
from wellbeing_lint.errors import UnreadableError


def read(data: bytes | EmailMessage) -> Document:
    return read_bytes("mail.eml", data if isinstance(data, bytes) else data.as_bytes())


def found(data: bytes | EmailMessage) -> list[tuple[str, str | None]]:
    return [(segment.text, segment.location) for segment in read(data).segments]


def message(subject: str = "Hello", text: str = "We know.\n") -> EmailMessage:
    new = EmailMessage()
    new["From"] = "outreach@example.org"
    new["Subject"] = subject
    new.set_content(text)
    return new


def refused(data: bytes | EmailMessage) -> str:
    start = time.perf_counter()
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert time.perf_counter() - start < 8
    return str(caught.value)


def test_subject_text_and_html_are_read() -> None:
    new = message("Unless you’re a victim – " + "x" * 80)
    new.add_alternative("<p>You will be <b>arr</b>ested&hellip;</p><p hidden>no</p>", subtype="html")
    assert found(new) == [
        ("Unless you’re a victim – " + "x" * 80, "subject"),
        ("We know.", "text part"),
        ("You will be arrested…", "HTML part"),
    ]


def test_offsets_are_in_the_extracted_text() -> None:
    document = read(message(text="One.\n\nTwo.\n"))
    for segment in document.segments:
        [only] = segment.source_map.runs
        assert document.source[only.source : only.source + only.source_length] == segment.text
    assert document.source == "Hello\n\nOne.\n\nTwo."


@pytest.mark.parametrize(
    ("header", "text"),
    [
        (b"=?utf-8?B?4oCcaGnigJ0=?= there", "“hi” there"),
        (b"=?iso-8859-1?Q?caf=E9_open?=", "café open"),
        ("caf\u00e9".encode(), "café"),
        ("caf\u00e9".encode("cp1252"), "café"),
        (b"=?utf-8?Q?one?=\n =?utf-8?Q?two?=", "onetwo"),
        (b"=?nonsense?Q?a=ff?=", "=?nonsense?Q?a=ff?="),
        (b"*|FNAME|*, {{city}}", "*|FNAME|*, {{city}}"),
    ],
)
def test_subjects_are_decoded(header: bytes, text: str) -> None:
    assert found(b"From: a@example.org\nSubject: " + header + b"\n\n") == [(text, "subject")]


@pytest.mark.parametrize(
    "charset", ["utf-8", "windows-1252", "iso-8859-15", "utf-16", "koi8-r", "nonsense", "punycode", ""]
)
def test_charsets_are_honoured(charset: str) -> None:
    words = "мы знаем" if charset == "koi8-r" else "café"
    known = charset not in ("nonsense", "punycode", "")
    body = words.encode(charset if known else "utf-8")
    head = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    if charset == "utf-16":
        import base64

        head, body = head.replace("8bit", "base64"), base64.b64encode(body)
    assert found(head.encode() + body) == [(words, "text part")]


def test_attachments_of_known_formats_are_read() -> None:
    new = message()
    new.add_attachment(
        docx(paragraph("One.") + paragraph("Two.")),
        maintype="application",
        subtype="octet-stream",
        filename="flyer.docx",
    )
    new.add_attachment("id,body\n1,Hi you.\n", subtype="csv", filename="sms – März.csv")
    new.add_attachment(pdf(["Leaflet."]), maintype="application", subtype="pdf")
    new.add_attachment(b"\x89PNG\0", maintype="image", subtype="png", filename="a.png")
    new.add_attachment("Notes.", filename="notes.log")
    assert found(new)[2:] == [
        ("One.", "attachment flyer.docx, paragraph 1"),
        ("Two.", "attachment flyer.docx, paragraph 2"),
        ("id", "attachment sms – März.csv, row 1, column id"),
        ("body", "attachment sms – März.csv, row 1, column body"),
        ("Hi you.", "attachment sms – März.csv, row 2, column body"),
        ("Leaflet.", "attachment without a name, page 1"),
        ("Notes.", "attachment notes.log"),
    ]


def test_messages_inside_are_read() -> None:
    new = message()
    new.add_attachment(message("Inner", "Deep.\n"))
    new.add_attachment(
        message("File", "Deeper.\n").as_bytes(), maintype="application", subtype="octet-stream", filename="old.eml"
    )
    assert found(new)[2:] == [
        ("Inner", "attached message, subject"),
        ("Deep.", "attached message, text part"),
        ("File", "attachment old.eml, subject"),
        ("Deeper.", "attachment old.eml, text part"),
    ]


def test_attachment_that_cannot_be_read_is_named() -> None:
    new = message()
    new.add_attachment(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", maintype="application", subtype="msword", filename="a.docx")
    assert refused(new).startswith("attachment a.docx: it is protected by a password")


def test_multipart_without_parts_is_text() -> None:
    assert found(b"From: a@example.org\nContent-Type: multipart/mixed\n\nWe know.\n") == [("We know.", "text part")]


@pytest.mark.parametrize("data", [b"", b"hello", b"\0\xff", b"no: header\n\nhello", b"\n\nSubject: late"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    assert "no e-mail message" in refused(data)


def test_deep_nesting_is_refused() -> None:
    deep = message()
    for _ in range(15):
        outer = message()
        outer.add_attachment(deep)
        deep = outer
    assert "levels deep" in refused(deep)
    files = message()
    for _ in range(15):
        outer = message()
        outer.add_attachment(files.as_bytes(), maintype="application", subtype="octet-stream", filename="a.eml")
        files = outer
    assert "levels deep" in refused(files)
    parts = b"From: a@example.org\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(100)
    )
    assert "levels deep" in refused(parts)


def test_countless_parts_are_refused() -> None:
    part = b"--b\nContent-Type: text/plain\n\na\n"
    head = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
    assert "parts" in refused(head + part * 10_000)
    assert "parts" in refused(b"From: a@example.org\n" + b"Content-Type: message/rfc822\n\n" * 100_000)


def test_long_headers_take_no_time() -> None:
    for piece in (b"=?", b"=?utf-8?Q?", b"=?utf-8?Q?a?= ", b"(", '"é'.encode(), b",;<"):
        start = time.perf_counter()
        found(b"From: a@example.org\nSubject: " + piece * (1_000_000 // len(piece)) + b"\n\na")
        assert time.perf_counter() - start < 3
        long_type = b"From: a@example.org\nContent-Type: text/plain; x=" + piece * (1_000_000 // len(piece)) + b"\n\na"
        assert "header" in refused(long_type)
        start = time.perf_counter()
        found(b"From: a@example.org\nContent-Type: text/plain; x=" + piece * (3_900 // len(piece)) + b"\n\na")
        assert time.perf_counter() - start < 3


@given(
    st.lists(
        st.sampled_from(
            [
                b"From: a@b\n", b"Subject: =?utf-8?Q?", b"?=", b"Content-Type: ", b"multipart/mixed; boundary=b", b"text/html",
                b"message/rfc822", b"; charset=", b"utf-8", b"punycode", b"; name*0*=''", b"filename=a.csv", b"\n", b"\n\n", b"--b\n",
                b"--b--\n", b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable", b"x-uuencode", b"begin 644 a\n", b"=E9=",
                b"\xff", b"\0", b"We know", b"Content-Disposition: attachment; ", b"(", b'"', b"\r\n", b"text/csv",
            ]
        ),
        max_size=25,
    ).map(b"".join)
)  # fmt: skip
def test_any_message_is_read_or_refused(data: bytes) -> None:
    try:
        document = read(b"From: a@example.org\n" + data)
    except UnreadableError:
        return
    for segment in document.segments:
        [only] = segment.source_map.runs
        assert document.source[only.source : only.source + only.source_length] == segment.text
        assert segment.location
