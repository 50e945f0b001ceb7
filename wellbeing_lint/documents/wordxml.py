"""The XML of a Word document as blocks: paragraphs with their style, list, table and note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .package import Attributes, Package, parse_xml
from .wordstyles import OFF, Style, Styles, attribute, short_name, value_of

# Not shown, or shown a second time: deletions, where text was moved from, field codes, copies for older programs.
_LEFT_OUT = frozenset({"w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "mc:Fallback"})
_CHARACTERS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:ptab": "\t"}
_MAX_LIST_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with words in it, or (`kind` "picture") what a picture is said to show.

    `kind` is "heading" (of `level`), "item" (of a list, `list_level` deep), "picture" or "paragraph". `table`, `row`
    and `column` count from 1 and are 0 outside of tables; `text_box` and `note` likewise.
    """

    text: str
    kind: str = "paragraph"
    level: int = 0
    list_level: int = 0
    bold: bool = False
    table: int = 0
    row: int = 0
    column: int = 0
    text_box: int = 0
    note: str = ""
    location: str = ""

    @property
    def cell(self) -> tuple[int, int, int]:
        """What tells its cell from all others."""
        return self.table, self.row, self.column


def read_part(package: Package, name: str, styles: Styles) -> Iterator[Block]:
    """The blocks of a part, in order; text boxes come after the paragraph they hang on. Raises UnreadableError."""
    part = _Part(styles)
    parse_xml(name, package.read(name), part.start, part.end, part.words)
    yield from part.blocks


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is open."""

    table: tuple[int, int, int]
    text_box: int
    pieces: list[str]
    style: str = ""
    outline: int = 0
    listed: bool | None = None
    list_level: int = 1
    bold: bool = False
    plain: bool = False
    merges: bool = False  # its end was deleted, so the next paragraph goes on with it
    boxes: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """What holds for the run that is open."""

    bold: bool | None = None
    hidden: bool = False


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    number: int
    row: int = 0
    column: int = 0


class _Part:
    """Gathers blocks while the XML of one part goes by."""

    def __init__(self, styles: Styles) -> None:
        self.blocks: list[Block] = []
        self._styles = styles
        self._path: list[str] = []
        self._skipped = 0  # how many elements deep we are in one that is left out
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._boxes: list[int] = []
        self._run = _Run()
        self._note = ""
        self._carried: list[str] = []  # words of a paragraph that goes on
        self._table_count = self._box_count = 0

    def start(self, element: str, attributes: Attributes) -> None:
        """An element starts."""
        name = short_name(element)
        self._path.append(name)
        if name == "w:del" and self._path[-3:-1] == ["w:pPr", "w:rPr"] and self._paragraphs and not self._skipped:
            self._paragraphs[-1].merges = True
        if self._skipped or name in _LEFT_OUT or (name in ("w:footnote", "w:endnote") and _is_rule(attributes)):
            self._skipped += 1
            return
        match name:
            case "w:p":
                table = self._tables[-1] if self._tables else _Table(0)
                box = self._boxes[-1] if self._boxes else 0
                self._paragraphs.append(_Paragraph((table.number, table.row, table.column), box, self._carried))
                self._carried = []
                self._run = _Run()
            case "w:r":
                self._run = _Run()
            case "w:tbl":
                self._table_count += 1
                self._tables.append(_Table(self._table_count))
            case "w:tr" if self._tables:
                self._tables[-1].row += 1
                self._tables[-1].column = 0
            case "w:tc" if self._tables:
                self._tables[-1].column += 1
            case "w:txbxContent":
                self._box_count += 1
                self._boxes.append(self._box_count)
            case "w:footnote" | "w:endnote":
                self._note = attribute(attributes, "id")
            case "wp:docPr":
                self._picture(attributes.get("descr", ""))
            case _ if self._paragraphs:
                self._inside(name, attributes)

    def end(self, element: str) -> None:
        """An element ends."""
        name = self._path.pop()
        if self._skipped:
            self._skipped -= 1
            return
        match name:
            case "w:p" if self._paragraphs:
                self._finish(self._paragraphs.pop())
            case "w:tbl" if self._tables:
                self._tables.pop()
            case "w:txbxContent" if self._boxes:
                self._boxes.pop()

    def words(self, text: str) -> None:
        """Characters of the element we are in."""
        if not self._skipped and self._paragraphs and self._path[-1] == "w:t" and not self._run.hidden:
            self._add(text)

    def _inside(self, name: str, attributes: Attributes) -> None:
        """An element inside a paragraph starts."""
        paragraph = self._paragraphs[-1]
        in_run = self._path[-2:-1] == ["w:rPr"] and self._path[-3:-2] == ["w:r"]
        in_paragraph = self._path[-2:-1] == ["w:pPr"]
        value = value_of(attributes)
        match name:
            case "w:vanish" if in_run:
                self._run.hidden = value not in OFF
            case "w:b" if in_run:
                self._run.bold = value not in OFF
            case "w:pStyle":
                paragraph.style = value
            case "w:outlineLvl" if in_paragraph and value.isdecimal() and int(value) < 9:
                paragraph.outline = int(value) + 1
            case "w:numId":
                paragraph.listed = value != "0"
            case "w:ilvl" if value.isdecimal():
                paragraph.list_level = min(int(value) + 1, _MAX_LIST_LEVEL)
            case _ if name in _CHARACTERS and self._path[-2:-1] == ["w:r"] and not self._run.hidden:
                self._add(_CHARACTERS[name])

    def _add(self, text: str) -> None:
        paragraph = self._paragraphs[-1]
        paragraph.pieces.append(text)
        if not text.isspace():
            style = self._styles.get(paragraph.style)
            bold = self._run.bold if self._run.bold is not None else bool(style and style.bold)
            paragraph.bold |= bold
            paragraph.plain |= not bold

    def _picture(self, description: str) -> None:
        if description.strip():
            table = self._paragraphs[-1].table if self._paragraphs else (0, 0, 0)
            self._put(
                Block(description.strip(), "picture", table=table[0], row=table[1], column=table[2], note=self._note)
            )

    def _finish(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        if paragraph.merges:
            self._carried = paragraph.pieces
        elif text.strip():
            style = self._styles.get(paragraph.style, Style())
            level = paragraph.outline or style.level
            listed = style.listed if paragraph.listed is None else paragraph.listed
            table, row, column = paragraph.table
            self._put(
                Block(
                    text,
                    "heading" if level else "item" if listed else "paragraph",
                    level,
                    paragraph.list_level if listed and not level else 0,
                    paragraph.bold and not paragraph.plain,
                    table,
                    row,
                    column,
                    paragraph.text_box,
                    self._note,
                )
            )
        for block in paragraph.boxes:
            self._put(block)

    def _put(self, block: Block) -> None:
        """Keep a block; one inside a paragraph that is open waits for its end."""
        if self._paragraphs:
            self._paragraphs[-1].boxes.append(block)
        else:
            self.blocks.append(block)


def _is_rule(attributes: Attributes) -> bool:
    """True for the line between text and notes, which is kept as a note."""
    return attribute(attributes, "type") in ("separator", "continuationSeparator", "continuationNotice")
