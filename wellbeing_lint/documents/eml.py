"""E-mail messages into extracted text and its segments: subject, text and HTML parts, attachments, messages inside.

All parts are read, since different programs show different ones; what is no draft (pictures, calendars) is passed
over. A part that can't be read makes the whole message unreadable: it would be wrong to call the rest checked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ..errors import UnreadableError
from .decode import decode
from .document import Segment
from .sourcemap import SourceMap

if TYPE_CHECKING:
    from email.message import Message as _Message

    Message = _Message[str, str]

_MAX_DEPTH = 10  # messages in messages, parts in parts
_MAX_SECONDS = 60
_MAX_PARTS = 200
_MAX_HEADER = 4_000  # code points; beyond, the standard library takes time that grows with the square
_MAX_NAME = 80  # code points of an attachment's name that are shown

_PART_HEADER = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_PART_HEADERS = re.compile(
    rb"(?:(?<=[\r\n])|\A)content-[a-z\-]{1,40}:[^\r\n]*+(?:(?:\r\n?|\n)[ \t][^\r\n]*+)*+", re.IGNORECASE
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Codecs of Python that are no charset of mail, and slow.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicodeescape", "rawunicodeescape", "undefined", "mbcs", "oem"})
# By their type, what parts without a telling name are; other text is plain, save what only programs read.
_SUFFIXES = {
    "text/html": ".html",
    "text/x-amp-html": ".html",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_NO_DRAFTS = frozenset({"text/css", "text/javascript", "text/vcard", "text/x-vcard", "text/rfc822-headers"})
_KNOWN_HEADERS = ("from", "to", "subject", "date", "content-type", "mime-version", "received", "message-id")


def read_eml(data: bytes) -> tuple[str, tuple[Segment, ...]]:
    """The text of a message, an empty line between any two paragraphs, and its segments.

    Locations are "subject", "text part", "HTML part" (numbered when there are more), "attachment flyer.docx,
    paragraph 2" and, for a message inside, "attached message, subject". Raises UnreadableError when it is no message,
    is nested too deeply, or has a part that is encrypted or broken.
    """
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    for segment in _Reading().message(_parse(data)):
        segments.append(replace(segment, source_map=SourceMap.identity(len(segment.text), length)))
        pieces.append(segment.text)
        length += len(segment.text) + 2
    return "\n\n".join(pieces), tuple(segments)


def _parse(data: bytes) -> Message:
    # Here, and not above: the modules for mail are slow to import.
    from email import message_from_bytes

    if len(_PART_HEADER.findall(data)) > _MAX_PARTS:
        raise UnreadableError(f"the message has more than {_MAX_PARTS} parts")
    if any(len(header[0]) > _MAX_HEADER for header in _PART_HEADERS.finditer(data)):
        raise UnreadableError(f"the message has a header of more than {_MAX_HEADER:,} characters")
    try:
        # By the older of its policies: under the other, a crooked header of 4,000 characters takes minutes.
        message = message_from_bytes(data)
        names = {name.lower() for name, _ in message.raw_items()}
    except Exception as error:  # on hostile bytes it raises errors of many classes
        raise UnreadableError(f"broken: {type(error).__name__} while its parts were told apart") from None
    if names.isdisjoint(_KNOWN_HEADERS):
        raise UnreadableError("this is no e-mail message: it has no sender, subject, date or content type")
    return message


class _Reading:
    """One reading of a message and all that is in it, with a time by which it must be done."""

    def __init__(self) -> None:
        self._deadline = time.monotonic() + _MAX_SECONDS

    def message(self, message: Message, outer: str = "", depth: int = 0) -> Iterator[Segment]:
        """The segments of a message; `outer` says where it is itself, and `depth` how deep."""
        if depth > _MAX_DEPTH:
            raise UnreadableError(f"the message nests more than {_MAX_DEPTH} levels deep")
        subject = _subject(message)
        if subject:
            whole = SourceMap.identity(len(subject))
            yield Segment(text=subject, source_map=whole, kind="heading", location=_join(outer, "subject"))
        counts: dict[str, int] = {}
        waiting = [(message, depth)]
        while waiting:
            part, level = waiting.pop()
            if level > _MAX_DEPTH:
                raise UnreadableError(f"the message nests more than {_MAX_DEPTH} levels deep")
            kind = _content_type(part)
            if not part.is_multipart():
                yield from self._part(part, kind, outer, counts, level)
                continue
            inside = cast("list[Message]", part.get_payload())
            if kind.startswith("message/"):
                for inner in inside:
                    yield from self.message(inner, _join(outer, "attached message"), level + 1)
            else:
                waiting.extend((inner, level + 1) for inner in reversed(inside))

    def _part(self, part: Message, kind: str, outer: str, counts: dict[str, int], depth: int) -> Iterator[Segment]:
        """The segments of a part that has no parts itself, if it is a draft."""
        from . import READERS

        name = _file_name(part)
        suffix = "." + name.lower().rpartition(".")[2] if name else ""
        if suffix not in READERS:
            suffix = _SUFFIXES.get(kind, "")
            if not suffix and kind.startswith(("text/", "multipart/")):
                suffix = ".txt"  # a multipart without parts is a text whose header is wrong
        if not suffix or kind in _NO_DRAFTS:
            return
        if name or not kind.startswith(("text/", "multipart/")):
            location = f"attachment {name or 'without a name'}"
        else:
            title = "HTML part" if suffix == ".html" else "text part"
            counts[title] = counts.get(title, 0) + 1
            location = title if counts[title] == 1 else f"{title} {counts[title]}"
        if time.monotonic() > self._deadline:
            raise UnreadableError(f"reading it takes more than {_MAX_SECONDS} seconds")
        yield from self._read(part, kind, suffix, _join(outer, location), depth)

    def _read(self, part: Message, kind: str, suffix: str, location: str, depth: int) -> Iterator[Segment]:
        """The segments of a part as the reader for `suffix` gives them, with `location` before their own."""
        from . import read_bytes

        try:
            content = _bytes(part)
            if suffix == ".eml":
                inner = _parse(content)
            elif kind.startswith(("text/", "multipart/")):
                document = read_bytes("part" + suffix, _in_utf8(part, content))
            else:
                document = read_bytes("part" + suffix, content)
        except UnreadableError as error:
            raise UnreadableError(f"{location}: {error}") from None
        if suffix == ".eml":
            yield from self.message(inner, location, depth + 1)
            return
        for segment in document.segments:
            yield replace(segment, location=_join(location, segment.location))


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception as error:  # as in `_parse`
        raise UnreadableError(f"broken: {type(error).__name__} while a part was decoded") from None
    return content if isinstance(content, bytes) else b""


def _in_utf8(part: Message, content: bytes) -> bytes:
    """The words of a text part, by the charset it names if that fits; else as they are, for the reader to tell."""
    try:
        charset = str(part.get_content_charset() or "")
    except Exception:  # a charset that can't be read is none
        charset = ""
    if not charset or re.sub(r"[^a-z0-9]", "", charset.lower()) in _NO_CHARSETS:
        return content
    try:
        return content.decode(charset).removeprefix("\ufeff").replace("\0", "").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return content


def _subject(message: Message) -> str:
    """The subject, on one line; "" without one."""
    return _decoded(next((str(value) for key, value in message.raw_items() if key.lower() == "subject"), ""))


def _decoded(header: str) -> str:
    """A header with its encoded words decoded, on one line."""
    from email.header import decode_header, make_header

    header = header[:_MAX_HEADER]
    if _SURROGATE.search(header):  # 8-bit text that was not encoded
        with suppress(UnicodeEncodeError, UnreadableError):
            header = decode(header.encode("utf-8", "surrogateescape"))
    with suppress(Exception):  # wrongly encoded words are shown as they are
        header = str(make_header(decode_header(header)))
    return " ".join(_SURROGATE.sub("\ufffd", header).replace("\0", "").split())


def _content_type(part: Message) -> str:
    """The part's type, such as "text/plain"."""
    try:
        return part.get_content_type()
    except Exception:  # a type that can't be read is that of text, as mail programs take it
        return "text/plain"


def _file_name(part: Message) -> str:
    """The name of the file that the part is, "" when it is none."""
    try:
        name = part.get_filename() or ""
    except Exception:  # a name that can't be read is none
        name = ""
    name = _decoded(str(name)).replace("\\", "/").rpartition("/")[2]
    if len(name) <= _MAX_NAME:
        return name
    stem, _, suffix = name.rpartition(".")
    return f"{stem[: _MAX_NAME - 10]}….{suffix[:8]}"


def _join(outer: str, inner: str | None) -> str:
    return ", ".join(part for part in (outer, inner) if part)
