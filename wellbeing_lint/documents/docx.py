"""Word documents into extracted text and its segments, each with the place where a person finds it.

Read are paragraphs, tables, text boxes, headers, footers, footnotes, endnotes and what pictures are said to show.
The runs of a paragraph are joined, so a word in several formats is one word. Of tracked changes insertions are read
and deletions left out, as if all were accepted; hidden text, field codes and comments are left out too.

Paragraphs are counted as people see them: empty ones and those in tables don't count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..errors import UnreadableError
from .document import Segment
from .flow import Flow
from .lines import Line, is_short
from .package import Package
from .plain import join_lines
from .wordstyles import Styles, content_types, read_styles
from .wordxml import Block, read_part

_MAIN = "word/document.xml"  # where none is declared
# The parts besides the main one, in the order in which they are read, and what a person calls them.
_OTHERS = (
    ("header+xml", "header"),
    ("footer+xml", "footer"),
    ("footnotes+xml", "footnote"),
    ("endnotes+xml", "endnote"),
)


def read_docx(data: bytes) -> tuple[str, tuple[Segment, ...]]:
    """The text of a Word document, one line a paragraph, and its segments.

    Locations are "paragraph 4", "table 2, row 3", "text box 1", "header", "footer", "footnote 2", "endnote 1".
    Raises UnreadableError when it is broken, encrypted, or beyond the limits.
    """
    package = Package(data)
    types = content_types(package)
    main = next((name for name, kind in types.items() if "word" in kind and kind.endswith("main+xml")), _MAIN)
    if main not in package.names:
        raise UnreadableError("this is an archive, but not a Word document")
    styles = read_styles(package, types)
    blocks = list(_place(read_part(package, main, styles), "paragraph"))
    for suffix, name in _OTHERS:
        parts = [part for part, kind in types.items() if kind.endswith("wordprocessingml." + suffix)]
        blocks.extend(_others(package, [part for part in parts if part in package.names], name, styles))
    return _lay_out(blocks)


def _others(package: Package, parts: list[str], name: str, styles: Styles) -> Iterator[Block]:
    """The blocks of headers, footers or notes, each with its location."""
    read = [list(read_part(package, part, styles)) for part in sorted(parts)]
    read = [blocks for blocks in read if blocks]
    if name in ("header", "footer"):
        for number, blocks in enumerate(read, 1):
            location = name if len(read) == 1 else f"{name} {number}"
            yield from (replace(block, location=location) for block in blocks)
        return
    for blocks in read:
        notes = list(dict.fromkeys(block.note for block in blocks))
        yield from (replace(block, location=f"{name} {notes.index(block.note) + 1}") for block in blocks)


def _place(blocks: Iterator[Block], name: str) -> Iterator[Block]:
    """The blocks of the main part, each with its location."""
    number = 0
    for block in blocks:
        if block.kind == "picture":
            yield replace(block, location=_row(block) if block.table else f"picture near {name} {max(1, number)}")
        elif block.text_box:
            yield replace(block, location=f"text box {block.text_box}")
        elif block.table:
            yield replace(block, location=_row(block))
        else:
            number += 1
            yield replace(block, location=f"{name} {number}")


def _row(block: Block) -> str:
    return f"table {block.table}, row {block.row}"


@dataclass
class _Extract:
    """The text as it grows, and where each block starts in it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)

    def add(self, block: Block) -> list[Line]:
        """Append a block; returns its lines."""
        self.starts.append(self.length)
        self.locations.append(block.location)
        lines: list[Line] = []
        start = self.length
        for text in block.text.split("\n"):
            words = text.strip()
            if words:
                first = start + len(text) - len(text.lstrip())
                lines.append(Line(words, first, first + len(words), strong=block.bold))
            start += len(text) + 1
        self.pieces.append(block.text)
        self.pieces.append("\n")
        self.length = start
        return lines


def _lay_out(blocks: list[Block]) -> tuple[str, tuple[Segment, ...]]:
    extract = _Extract()
    all_lines = [extract.add(block) for block in blocks]
    source = "".join(extract.pieces)
    flow = Flow(lambda group: join_lines(source, group))
    cells = _single_cells(blocks)
    titles: dict[tuple[int, int], str] = {}
    level = 0  # of lists we are in
    for block, lines in zip(blocks, all_lines, strict=True):
        wanted = block.list_level if block.kind == "item" else 0
        while level > wanted:
            flow.leave()
            level -= 1
        while level < wanted:
            flow.enter()
            level += 1
        match block.kind:
            case "heading":
                flow.heading(lines, block.level)
            case "item":
                flow.item(lines)
            case "picture":
                flow.aside(lines)
            case _ if block.cell in cells and not block.text_box:
                if block.row == 1 and is_short(block.text) and not block.text.endswith("."):
                    titles[block.table, block.column] = block.text
                title = titles.get((block.table, block.column), "") if block.row > 1 else ""
                flow.cell(lines, title)
            case _:
                flow.paragraph(lines)
    segments = flow.segments()
    return source, tuple(replace(segment, location=_location(extract, segment)) for segment in segments)


def _single_cells(blocks: list[Block]) -> set[tuple[int, int, int]]:
    """The cells of one paragraph, in tables of more than one column; other cells are laid out as pages are."""
    paragraphs: dict[tuple[int, int, int], int] = {}
    wide: set[int] = set()
    for block in blocks:
        if block.table and not block.text_box:
            paragraphs[block.cell] = paragraphs.get(block.cell, 0) + 1
            if block.column > 1:
                wide.add(block.table)
    return {cell for cell, count in paragraphs.items() if count == 1 and cell[0] in wide}


def _location(extract: _Extract, segment: Segment) -> str:
    start = segment.source_map.runs[0].source
    return extract.locations[bisect_right(extract.starts, start) - 1]
