"""HTML into segments of words, each with its place in the source, tags and all.

Read are the words a visitor meets: text, the title, and what `alt`, `title`, `aria-label`, `placeholder`, the `value`
of a button and the description for search engines say. Left out are scripts, styles, comments (those of templates
too), and what is hidden by the `hidden` attribute or by `display: none` or `visibility: hidden` in a `style`
attribute; style sheets are not interpreted. `aria-hidden` text is read, as it is seen, and so is a hidden
preheader (by its class or id), as mail programs show it in the list of messages.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .document import Segment
from .flow import Flow
from .htmlline import LineBuilder, attribute_line
from .htmlparts import hides, layout_tables, speaks
from .htmltokens import Token, attributes, tokens
from .lines import Group, Line
from .remap import cut
from .sourcemap import MapBuilder, SourceMap
from .tags import BLOCK_ELEMENTS

_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_SCOPES = _LISTS | {"li", "blockquote"}  # what was said above leads into all of it
_BOLD = frozenset({"b", "strong", "th"})
_KINDS = {"li": "item", "dd": "item", "dt": "term", "title": "heading"} | {f"h{n}": "heading" for n in range(1, 7)}
_BLOCKS = BLOCK_ELEMENTS | {
    "button",
    "select",
    "textarea",
    "video",
    "audio",
    "object",
    "optgroup",
    "search",
    "template",
}

# A start tag that ends the element before it, where its own end tag is missing.
_ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}

_NOTHING: frozenset[str] = frozenset()
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})


# Browsers nest no deeper; elements beyond are read as if they stood side by side.
_MAX_DEPTH = 512

_LINE_END = re.compile(r"\r\n?|\n")


def read_html(source: str) -> tuple[Segment, ...]:
    """The segments of an HTML page, fragment or template, in order.

    Block elements end a segment, inline ones don't. A line break ("<br>") stays one inside a paragraph; lines that
    look like headings or bullets are read as such. Cells of a table have their column's title as `intro`.
    """
    all_tokens = list(tokens(source))
    walk = _Walk(source, layout_tables(source, all_tokens))
    for token in all_tokens:
        walk.take(token)
    return walk.segments()


class _Element(NamedTuple):
    """An element that is open. `kind` is what words directly in it are; `hidden` and `bold` hold for its content."""

    name: str
    kind: str
    level: int
    hidden: bool
    bold: bool
    preformatted: bool


class _Table:
    """Where we are in a table: how many cells the row has so far, and the titles of the columns."""

    def __init__(self, layout: bool) -> None:
        self.layout = layout
        self.column = -1
        self.row = -1
        self.titles: dict[int, str] = {}


_ROOT = _Element("", "paragraph", 0, False, False, False)


class _Walk:
    """One way through the tokens."""

    def __init__(self, source: str, layout: frozenset[int]) -> None:
        self._source = source
        self._layout = layout
        self._open: list[_Element] = [_ROOT]
        self._counts: dict[str, int] = {}
        self._tables: list[_Table] = []
        self._text = LineBuilder()
        self._lines: dict[int, tuple[str, SourceMap]] = {}  # by the place of their first word
        self._block: list[Line] = []
        self._flow = Flow(self._read)
        self._asides: list[Line] = []

    def segments(self) -> tuple[Segment, ...]:
        """All segments, once all tokens were taken."""
        self._end_block()
        while len(self._open) > 1:
            self._pop()
        return self._flow.segments()

    def take(self, token: Token) -> None:
        """The next token."""
        match token.kind:
            case "words":
                if not self._open[-1].hidden:
                    self._words(token)
            case "open":
                self._start(token)
            case "close" if token.name == "br":
                self._end_line()
            case "close" if self._counts.get(token.name):
                self._close(token.name)

    def _words(self, token: Token) -> None:
        here = self._open[-1]
        if token.text is not None:
            self._text.add_as(token.text, token.start, token.end - token.start, here.bold)
        elif here.preformatted:
            start = token.start
            for end in _LINE_END.finditer(self._source, token.start, token.end):
                self._text.add(self._source, start, end.start(), here.bold)
                self._end_line()
                start = end.end()
            self._text.add(self._source, start, token.end, here.bold)
        else:
            self._text.add(self._source, token.start, token.end, here.bold)

    def _start(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._end_line()
            return
        if name in _BLOCKS:
            self._end_block()
            self._end_others(name)
        parent = self._open[-1]
        found = list(attributes(self._source, token))
        values = {attribute.name: self._source[attribute.start : attribute.end] for attribute in found}
        hidden = parent.hidden or hides(values)
        if not hidden:
            for attribute in found:
                if attribute.end > attribute.start and speaks(name, attribute.name, values):
                    self._aside(attribute.start, attribute.end)
        if name in _VOID or len(self._open) >= _MAX_DEPTH:
            if name == "hr":
                self._flow.interrupt()
            return
        kind, level = parent.kind, parent.level
        if name == "title" and self._counts.get("svg"):
            pass
        elif name in _KINDS:
            kind, level = _KINDS[name], int(name[1]) if name[0] == "h" else 1
        elif name in ("td", "th"):
            kind = self._next_cell()
        elif name == "table":
            kind = "paragraph"
            self._tables.append(_Table(token.start in self._layout))
        elif name == "tr" and self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = -1
        if name in _SCOPES:
            self._flow.enter()
        bold = parent.bold or name in _BOLD
        preformatted = parent.preformatted or name in ("pre", "textarea", "xmp")
        self._open.append(_Element(name, kind, level, hidden, bold, preformatted))
        self._counts[name] = self._counts.get(name, 0) + 1

    def _end_others(self, name: str) -> None:
        """Close what the start of `name` ends."""
        while self._open[-1].name == "p":
            self._pop()
        ended = _ENDS.get(name, _NOTHING)
        for index in range(len(self._open) - 1, max(0, len(self._open) - 20), -1):
            inner = self._open[index].name
            if inner in ended:
                while len(self._open) > index:
                    self._pop()
                if name != "tr":
                    return
            elif inner in _BLOCKS and inner not in ("p", "div"):
                return

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self._end_block()
        if name not in _TABLE:  # an end tag too many in a cell doesn't end the table around it
            for element in reversed(self._open):
                if element.name == name:
                    break
                if element.name in _TABLE:
                    return
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        """Close the innermost element; returns its name."""
        element = self._open[-1]
        if element.name in _BLOCKS:
            self._end_block()
        self._open.pop()
        self._counts[element.name] -= 1
        if element.name in _SCOPES:
            self._flow.leave()
        if element.name == "table" and self._tables:
            self._tables.pop()
        return element.name

    def _next_cell(self) -> str:
        if not self._tables or self._tables[-1].layout:
            return "paragraph"
        self._tables[-1].column += 1
        return "cell"

    def _aside(self, start: int, end: int) -> None:
        built = attribute_line(self._source, start, end)
        if built is not None:
            self._asides.append(self._line(*built))

    def _end_line(self) -> None:
        built = self._text.build()
        if built is not None:
            text, source_map, strong = built
            blank = self._text.blank_before and bool(self._block)
            self._block.append(self._line(text, source_map)._replace(after_blank=blank, strong=strong))
        self._text = LineBuilder(blank_before=built is None)

    def _line(self, text: str, source_map: SourceMap) -> Line:
        first, last = source_map.runs[0], source_map.runs[-1]
        self._lines[first.source] = (text, source_map)
        return Line(text, first.source, last.source + last.source_length)

    def _end_block(self) -> None:
        """Words up to here make a segment, or several when they are a list by their looks."""
        self._end_line()
        self._text.blank_before = False
        lines, self._block = self._block, []
        here = self._open[-1]
        if lines:
            match here.kind:
                case "heading":
                    self._flow.heading(lines, here.level)
                case "item":
                    self._flow.item(lines)
                case "term":
                    self._flow.term(lines)
                case "cell":
                    self._cell(lines)
                case _:
                    self._flow.paragraph(lines)
        for line in self._asides:
            self._flow.aside([line])
        self._asides.clear()

    def _cell(self, lines: list[Line]) -> None:
        table = self._tables[-1]
        in_header = self._counts.get("thead") or (table.row <= 0 and any(e.name == "th" for e in self._open[-4:]))
        if in_header:
            table.titles[table.column] = " ".join(line.text for line in lines)
            self._flow.cell(lines)
        else:
            self._flow.cell(lines, table.titles.get(table.column, ""))

    def _read(self, group: Group) -> tuple[str, SourceMap]:
        first = group.lines[0]
        text, source_map = self._lines[first.start]
        text, source_map = cut(text, source_map, group.marker, len(text))
        if len(group.lines) == 1:
            return text, source_map
        builder = MapBuilder()
        end = first.end
        for line in group.lines:
            if line is not first:
                text, source_map = self._lines[line.start]
                builder.add("\n", end, max(1, line.start - end))
                end = line.end
            for run in source_map.runs:
                builder.add(text[run.text : run.text + run.length], run.source, run.source_length)
        return builder.build()
