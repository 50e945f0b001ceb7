"""Markdown into segments of words, each with its place in the source, markup and all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from .blocks import parse_blocks
from .document import Segment
from .htmlblock import read_html_block
from .inline import read_inline
from .lines import Group, Line, group_lines, is_short
from .mergefields import find_fields
from .outline import Outline, lay_out
from .sourcemap import SourceMap

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_METADATA_LINE = re.compile(r"[\w.\-\"']+[ \t]*[:=](?:[ \t]|$)|[ \t#\-}\]\[]|$")
_FOOTNOTE_START = re.compile(r"\[\^[^\]\s]{1,60}\]:")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
_STRONG = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).)+)(?<!\s)\1(:?)")
_PIPE = re.compile(r"\\.|\|")
_HEADING_MARKS = re.compile(r"#{1,6}[ \t]*")
# Lines that only look like headings stand below all real ones (1 to 6).
_LOOKS_LEVEL = 7
_ITEM_LEVEL = 9
_MAX_UNDERLINED = 120  # code points


def read_markdown(source: str) -> tuple[Segment, ...]:
    """The segments of a Markdown text: headings, paragraphs, list items and table cells, without markup.

    Left out are front matter, code, comments, scripts, addresses of links and reference definitions. Each cell of a
    table has its column's title as `intro`.
    """
    tokens, is_reference = parse_blocks(_with_plain_line_ends(source))
    return tuple(_Walk(source, is_reference).segments(tokens))


def _with_plain_line_ends(source: str) -> str:
    """`source` with LF line ends and front matter blanked, and every other code point at its place."""
    text = source.replace("\r\n", " \n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    if front is None or not front[2].strip() or not all(map(_METADATA_LINE.match, front[2].split("\n"))):
        return text
    return "\n".rjust(front.end()) + text[front.end() :]


class _Walk:
    """One way through the block tokens, with the outline of where we are."""

    def __init__(self, source: str, is_reference: Callable[[str], bool]) -> None:
        self._source = source
        self._is_reference = is_reference
        self._outline = Outline()
        self._containers: list[str] = []

    def segments(self, tokens: list[Token]) -> Iterator[Segment]:
        """The segments of all tokens, in order."""
        heading = ""  # the tag of the heading we are in
        for token in tokens:
            match token.type:
                case "heading_open":
                    heading = token.tag + token.markup
                case "heading_close":
                    heading = ""
                case "inline" if heading:
                    yield from self._heading(token.meta["lines"], heading)
                case "inline":
                    yield from self._paragraph(token.meta["lines"])
                case "table_rows":
                    yield from self._table(token.meta["lines"])
                case "html_block":
                    yield from self._html(token.meta["lines"])
                case "bullet_list_open" | "ordered_list_open" | "list_item_open" | "blockquote_open":
                    self._containers.append(token.type)
                    self._outline.enter()
                case "bullet_list_close" | "ordered_list_close" | "list_item_close" | "blockquote_close":
                    self._containers.pop()
                    self._outline.leave()
                case "hr" | "fence" | "code_block":
                    self._outline.interrupt()

    def _heading(self, lines: list[tuple[int, int]], tag: str) -> Iterator[Segment]:
        start, end = lines[0]
        if tag[2:].startswith("#"):
            marks = _HEADING_MARKS.match(self._source, start, end)
            start = marks.end() if marks else start
            end = start + len(_without_closing_marks(self._source[start:end]))
            lines = [(start, end)]
        elif len(lines) > 1 or end - start > _MAX_UNDERLINED:
            yield from self._paragraph(lines)  # a paragraph above a row of dashes, more likely
            return
        text, source_map = self._read(lines)
        if text.strip():
            yield self._outline.heading(text, source_map, int(tag[1]))

    def _paragraph(self, lines: list[tuple[int, int]]) -> Iterator[Segment]:
        in_item = self._containers[-1:] == ["list_item_open"]
        if in_item:
            checkbox = _CHECKBOX.match(self._source, *lines[0])
            if checkbox is not None:
                lines = [(checkbox.end(), lines[0][1]), *lines[1:]]
        if len(lines) == 1 and in_item:
            yield from self._item(lines)
            return
        looks = [self._line(start, end) for start, end in lines]
        groups = group_lines(looks, more_follows=True)
        yield from lay_out(groups, self._outline, self._read_group, level=_LOOKS_LEVEL, in_item=in_item)

    def _item(self, lines: list[tuple[int, int]]) -> Iterator[Segment]:
        """A list item of one line; in bold, it is a heading of what the item holds besides."""
        text, source_map = self._read(lines)
        if text.strip():
            yield self._outline.item(text, source_map)
            if self._line(*lines[0]).strong and is_short(text):
                self._outline.set_heading(text, _ITEM_LEVEL)

    def _table(self, rows: list[tuple[int, int]]) -> Iterator[Segment]:
        titles: list[str] = []
        for index, (start, end) in enumerate(rows):
            for column, cell in enumerate(self._cells(start, end)):
                text, source_map = self._read([cell])
                if index == 0:
                    titles.append(text)
                if text.strip():
                    title = titles[column] if index and column < len(titles) else ""
                    yield self._outline.cell(text, source_map, title)

    def _cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of each cell of a row, without the white space around its words."""
        row = self._source[start:end]
        inside_fields = {at for field in find_fields(row) for at in range(field.start, field.end)}  # *|NAME|*
        bars = [bar.start() for bar in _PIPE.finditer(row) if bar[0] == "|" and bar.start() not in inside_fields]
        edges = [-1, *bars, len(row)]
        cells: list[tuple[int, int]] = []
        for left, right in pairwise(edges):
            cell = row[left + 1 : right]
            first = left + 1 + len(cell) - len(cell.lstrip())
            cells.append((start + first, start + max(first, left + 1 + len(cell.rstrip()))))
        if row.startswith("|"):
            del cells[0]
        if row.endswith("|") and len(cells) > 1:
            del cells[-1]
        return cells

    def _html(self, lines: list[tuple[int, int]]) -> Iterator[Segment]:
        in_list = False
        for piece in read_html_block(self._source, lines):
            if not piece.text or piece.text.isspace():
                continue
            if (piece.kind == "item") != in_list:
                self._outline.leave() if in_list else self._outline.enter()
                in_list = not in_list
            match piece.kind:
                case "heading":
                    yield self._outline.heading(piece.text, piece.source_map, piece.level)
                case "item":
                    yield self._outline.item(piece.text, piece.source_map)
                case "cell":
                    yield self._outline.cell(piece.text, piece.source_map)
                case _:
                    yield self._outline.paragraph(piece.text, piece.source_map)
        if in_list:
            self._outline.leave()

    def _line(self, start: int, end: int) -> Line:
        text = self._source[start:end]
        strong = _STRONG.fullmatch(text) if text[:2] in ("**", "__") else None
        if strong is not None:
            return Line(strong[2] + strong[3], start, end, strong=True)
        return Line(text, start, end, after_blank=_FOOTNOTE_START.match(text) is not None)

    def _read_group(self, group: Group) -> tuple[str, SourceMap]:
        lines = [(line.start, line.end) for line in group.lines]
        return self._read([(lines[0][0] + group.marker, lines[0][1]), *lines[1:]])

    def _read(self, lines: list[tuple[int, int]]) -> tuple[str, SourceMap]:
        return read_inline(self._source, lines, self._is_reference)


def _without_closing_marks(title: str) -> str:
    """`title` without the number signs that may end a heading: "Scripts ##"."""
    title = title.rstrip()
    bare = title.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else title
