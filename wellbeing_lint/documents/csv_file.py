"""Tables of text (CSV, TSV) into one segment a cell, each with its row, its column and its place in the source.

The standard library reads CSV but doesn't tell where a cell stands, so it is read here, by the same grammar: quoted
cells may hold delimiters, line breaks and doubled quotes, and nothing is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from .document import Segment
from .embedded import read_value
from .outline import Outline
from .sourcemap import MapBuilder, SourceMap

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 65_536  # code points that tell the delimiter
_SAMPLE_ROWS = 20
_DECLARED = re.compile(r'"?sep=(.)"?(?:\r\n?|\n)', re.IGNORECASE)  # for Excel, which doesn't show this line

_MAX_TITLE = 40  # code points
_MAX_TITLE_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")
_QUOTED_PIECE = re.compile(r'[^"\r]+|""|\r\n?|"')

Cell = tuple[str, SourceMap]


def read_csv(source: str) -> tuple[Segment, ...]:
    """The cells of a CSV text that hold words. The delimiter is the comma, semicolon, tab or bar that fits best.

    Locations are "row 12, column body": rows as a spreadsheet numbers them, the line of titles and blank lines
    included; columns by their titles, or by their letters where the first row holds none.
    """
    declared = _DECLARED.match(source)
    if declared is not None:
        return _segments(rows(source, declared[1], declared.end()))
    return _segments(rows(source, _delimiter(source)))


def read_tsv(source: str) -> tuple[Segment, ...]:
    """The cells of a text with tabs between them, as `read_csv` gives them."""
    return _segments(rows(source, "\t"))


def rows(source: str, delimiter: str, start: int = 0) -> Iterator[list[Cell]]:
    """The rows of a table from `start` on, cells with their maps. A blank line is a row without cells."""
    bare = _bare(delimiter)
    row: list[Cell] = []
    position = start
    while position < len(source):
        if source[position] == '"':
            cell, position = _quoted(source, position, bare)
        else:
            match = bare.match(source, position)
            assert match is not None  # it matches the empty text
            cell = (match[0], SourceMap.identity(len(match[0]), position))
            position = match.end()
        if position < len(source) and source[position] == delimiter:
            row.append(cell)
            position += 1
            if position < len(source):
                continue
            cell = ("", SourceMap(()))  # after the last delimiter
        if row or cell[0] or source[position - 1 : position] == '"':
            row.append(cell)
        yield row
        row = []
        position += 2 if source.startswith("\r\n", position) else 1


@lru_cache(maxsize=8)
def _bare(delimiter: str) -> re.Pattern[str]:
    """A cell without quotes, or what follows the closing quote of one with; it may be empty."""
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*")


def _quoted(source: str, start: int, bare: re.Pattern[str]) -> tuple[Cell, int]:
    """The cell whose opening quote is at `start`, and where it ends."""
    builder = MapBuilder()
    position = start + 1
    for piece in _QUOTED_PIECE.finditer(source, position):
        position = piece.end()
        match piece[0]:
            case '"':
                break
            case '""':
                builder.add('"', piece.start(), 2)
            case "\r" | "\r\n":
                builder.add("\n", piece.start(), position - piece.start())
            case words:
                builder.add(words, piece.start())
    tail = bare.match(source, position)
    if tail is not None:
        builder.add(tail[0], position)
        position = tail.end()
    return builder.build(), position


def _delimiter(source: str) -> str:
    """The delimiter by which the first rows fall into the same number of cells, at least two."""
    sample = source[:_SAMPLE]
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        for row in rows(sample, delimiter):
            if row:
                widths.append(len(row))
            if len(widths) > _SAMPLE_ROWS:
                break
        if len(sample) < len(source) and len(widths) > 1:
            widths.pop()  # cut off
        if widths and widths[0] > 1:
            score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _segments(table: Iterator[list[Cell]]) -> tuple[Segment, ...]:
    outline = Outline()
    segments: list[Segment] = []
    titles: list[str] | None = None
    for number, row in enumerate(table, 1):
        is_first = titles is None and bool(row)
        if is_first:
            titles = [" ".join(text.split()) for text, _ in row] if _are_titles(row) else []
        for index, (text, source_map) in enumerate(row):
            if not _LETTER.search(text):
                continue
            title = titles[index] if titles and index < len(titles) else ""
            segment = outline.cell(text, source_map, "" if is_first else title)
            location = f"row {number}, column {title or _letters(index)}"
            segments.extend(read_value(replace(segment, location=location)))
    return tuple(segments)


def _are_titles(row: list[Cell]) -> bool:
    """True when the first row holds the columns' titles: short, each another, and no sentences."""
    texts = [text.strip() for text, _ in row]
    filled = [text for text in texts if text]
    return (
        bool(filled)
        and len(set(filled)) == len(filled)
        and all(
            len(text) <= _MAX_TITLE
            and len(text.split()) <= _MAX_TITLE_WORDS
            and not text.endswith((".", "!", "?", ","))
            and _LETTER.search(text)
            for text in filled
        )
    )


def _letters(index: int) -> str:
    """The letters by which a spreadsheet calls a column: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
