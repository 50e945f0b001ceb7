"""The text of a YAML scalar, and where each of its characters stands behind quotes, escapes, folds and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .sourcemap import MapBuilder, SourceMap

_FOLD = r"[ \t]*(?:\r\n?|\n)\s*"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"''|{_FOLD}")
_DOUBLE = re.compile(
    rf"\\x[0-9A-Fa-f]{{2}}|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}}|\\(?:\r\n?|\n)[ \t]*|\\.|{_FOLD}", re.DOTALL
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LINE_END = re.compile(r"\r\n?|\n")
_INK = re.compile(r"\S+|\s+")


def read_scalar(source: str, start: int, end: int, value: str, style: str) -> tuple[str, SourceMap]:
    """The text of the scalar in `source` from `start` to `end` (quotes and block marks included), and its map.

    `value` is what YAML reads it as, `style` its quote or block mark, "" for none. The text is `value`, save that a
    line end folded to a space may be left a line end. Where the two can't be matched, all of the text leads to all
    of the scalar.
    """
    builder = MapBuilder()
    pieces = _block(source, start, end, value) if style in ("|", ">") else _flow(source, start, end, style)
    for text, at, width in pieces:
        builder.add("\n" if text == " " and width == 1 and source[at] in "\r\n" else text, at, width)
    text, source_map = builder.build()
    if text.split() != value.split():
        builder = MapBuilder()
        width = end - start
        builder.add(value, start, width - 1 if width == len(value) > 1 else width)  # else it would count as the same
        return builder.build()
    return text, source_map


def _flow(source: str, start: int, end: int, style: str) -> Iterator[tuple[str, int, int]]:
    """Pieces (text, place, width) of a scalar that is quoted or plain."""
    if style:
        start, end = start + 1, end - 1
    pattern = {"'": _SINGLE, '"': _DOUBLE}.get(style, _PLAIN)
    position = start
    for special in pattern.finditer(source, start, end):
        if position < special.start():
            yield source[position : special.start()], position, special.start() - position
        text = _decoded(special[0])
        if text:
            yield text, special.start(), special.end() - special.start()
        position = special.end()
    if position < end:
        yield source[position:end], position, end - position


def _decoded(special: str) -> str:
    """What an escape, a doubled quote or a fold reads as."""
    if special == "''":
        return "'"
    if special[0] != "\\":
        return "\n" * (len(_LINE_END.findall(special)) - 1) or " "
    if special[1] in "\r\n":
        return ""
    if special[1] in "xuU":
        code = int(special[2:], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return _ESCAPES.get(special[1], special[1])


def _block(source: str, start: int, end: int, value: str) -> Iterator[tuple[str, int, int]]:
    """Pieces of a literal or folded block: its words in order, with the white space between them."""
    header = _LINE_END.search(source, start, end)
    position = header.end() if header else end
    ink = re.compile(r"\S")
    for run in _INK.finditer(value):
        if run[0].isspace():
            word = ink.search(source, position, end)
            stop = word.start() if word and run.end() < len(value) else min(end, position + len(run[0]))
            if stop > position:
                width = stop - position
                same = width == len(run[0])  # as long, so let it be as it stands
                yield source[position:stop].replace("\r", "\n") if same else run[0], position, width
            position = stop
            continue
        word = ink.search(source, position, end)
        if word is None or not source.startswith(run[0], word.start()):
            return
        yield run[0], word.start(), len(run[0])
        position = word.start() + len(run[0])
