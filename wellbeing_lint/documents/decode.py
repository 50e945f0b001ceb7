"""Bytes of a draft into text: byte order mark, then UTF-8, then Windows-1252; anything else is refused."""

from __future__ import annotations

import codecs
import re

from ..errors import UnreadableError

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Tab, line feed, vertical tab, form feed and carriage return occur in text; the rest of C0 and DEL hardly do.
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_MAX_CONTROL_SHARE = 0.02

# A Windows-1252 text is a western language: mostly ASCII, with single accented letters and curly quotes.
_HIGH = bytes(range(0x80, 0x100))
_MAX_HIGH_SHARE = 0.3

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

# UTF-16 without a mark is recognised by the NUL in nearly every other byte of western text.
_UTF16_ZERO_SHARE = 0.7
_UTF16_STRAY_SHARE = 0.05


def decode(data: bytes) -> str:
    """The text of `data`, without its byte order mark and with its line endings as they are.

    UTF-16 without a byte order mark is read when it is plainly western text (a NUL in nearly every second byte).
    Raises UnreadableError for binary data and for encodings that can't be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data:
        return _decode_with_nulls(data)
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MAX_CONTROL_SHARE):
        raise UnreadableError("this is not text: it holds many control characters")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _decode_western(data, fault)


def _decode_marked(data: bytes, encoding: str) -> str:
    """Text whose byte order mark, already cut off, names `encoding`."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableError(
            f"its byte order mark says {encoding.upper()}, but byte {fault.start} does not fit; save it again as UTF-8"
        ) from None
    if "\0" in text:
        raise UnreadableError(f"this is not text: it is marked as {encoding.upper()} but holds NUL characters")
    return text


def _decode_with_nulls(data: bytes) -> str:
    """Text in UTF-16 without a byte order mark; any other data with NUL bytes is binary."""
    half = len(data) // 2
    if len(data) % 2 == 0:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        for zeros, strays, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
            if zeros >= half * _UTF16_ZERO_SHARE and strays <= half * _UTF16_STRAY_SHARE:
                return _decode_marked(data, encoding)
    raise UnreadableError("this is not text: it holds NUL bytes (UTF-16 text needs a byte order mark)")


def _decode_western(data: bytes, fault: UnicodeDecodeError) -> str:
    """Windows-1252 text, if `data`, which is not UTF-8 because of `fault`, can be that."""
    high = len(data) - len(data.translate(None, _HIGH))
    sequences = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    if sequences * 2 > high:
        # Read as Windows-1252, its apostrophes would become three odd letters and hide "don't" from every rule.
        raise UnreadableError(
            f"this is UTF-8 with a broken byte (0x{data[fault.start]:02x} at byte {fault.start}); save it again as UTF-8"
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or high > len(data) * _MAX_HIGH_SHARE:
        raise UnreadableError("its encoding can't be told: neither UTF-8 nor Windows-1252; save it as UTF-8")
    return text
