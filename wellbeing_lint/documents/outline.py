"""Under which headings, and after which lead-in line, each segment of a draft stands.

Readers tell an Outline what they meet, in order, and get segments back: an item below "Never say:" carries
`intro="Never say:"`, and a paragraph below `# Scripts` carries `headings=("Scripts",)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .document import Segment
from .lines import Group, is_capitals, lead_in
from .sourcemap import SourceMap

_QUOTES = ('"', "'", "“", "‘", "«", "„")
_MAX_INTRO = 300  # code points
_MAX_HEADING = 300  # code points


class _Scope(NamedTuple):
    headings: tuple[tuple[int, str], ...]
    intro: str


class Outline:
    """The headings and lead-ins that hold at the place a reader has come to."""

    def __init__(self) -> None:
        self._headings: tuple[tuple[int, str], ...] = ()
        self._texts: tuple[str, ...] = ()
        self._intro = ""  # of the list or quotation we are in
        self._lead = ""  # said right above, leads into what follows
        self._lead_for = "all"  # ... or only for "lists", or for further "quotations"
        self._outer: list[_Scope] = []

    def enter(self) -> None:
        """A list, an item or a quotation starts: what was said right above leads into all of it."""
        self._outer.append(_Scope(self._headings, self._intro))
        self._intro = _join(self._intro, self._lead)
        self._lead = ""

    def leave(self) -> None:
        """The innermost list, item or quotation ends, and with it the headings and lead-ins inside."""
        scope = self._outer.pop()
        self._set_headings(scope.headings)
        self._intro, self._lead = scope.intro, ""

    def interrupt(self) -> None:
        """Something that is not prose stands here: what was said above no longer leads into what follows."""
        self._lead = ""

    def heading(self, text: str, source_map: SourceMap, level: int) -> Segment:
        """A heading of this level, 1 the outermost. It holds until the next of its level or of an outer one."""
        self._drop_headings(level)
        segment = self._segment(text, source_map, "heading", self._intro)
        self.set_heading(text, level)
        return segment

    def set_heading(self, text: str, level: int) -> None:
        """Let `text` hold as a heading of what follows."""
        self._drop_headings(level)
        words = " ".join(text.split())[:_MAX_HEADING]
        self._set_headings((*self._headings, (level, words)))
        self._lead, self._lead_for = words, "lists"

    def paragraph(self, text: str, source_map: SourceMap) -> Segment:
        """A paragraph. It takes up the lead-in above it; quoted ones in a row ("...", "...") share theirs."""
        quoted = text.lstrip().startswith(_QUOTES)
        takes = self._lead_for == "all" or (quoted and self._lead_for == "quotations")
        segment = self._segment(text, source_map, "paragraph", _join(self._intro, self._lead if takes else ""))
        if self._lead and takes and quoted:
            self._lead_for = "quotations"
        else:
            self._set_lead(text)
        return segment

    def item(self, text: str, source_map: SourceMap) -> Segment:
        """A paragraph of a list item; `enter` was called for its list."""
        segment = self._segment(text, source_map, "item", self._intro)
        self._set_lead(text)
        return segment

    def cell(self, text: str, source_map: SourceMap, column: str = "") -> Segment:
        """A cell of a table, below the column title `column`."""
        self._lead = ""
        return self._segment(text, source_map, "cell", _join(self._intro, " ".join(column.split())))

    def aside(self, text: str, source_map: SourceMap) -> Segment:
        """Words beside the text, such as those that describe a picture: below its headings, of a kind with cells."""
        return self._segment(text, source_map, "cell", self._intro)

    def _segment(self, text: str, source_map: SourceMap, kind: str, intro: str) -> Segment:
        return Segment(text=text, source_map=source_map, kind=kind, headings=self._texts, intro=intro)

    def _set_lead(self, text: str) -> None:
        self._lead, self._lead_for = lead_in(text), "all"

    def _drop_headings(self, level: int) -> None:
        self._set_headings(tuple(heading for heading in self._headings if heading[0] < level))

    def _set_headings(self, headings: tuple[tuple[int, str], ...]) -> None:
        if headings != self._headings:
            self._headings = headings
            self._texts = tuple(text for _, text in headings)


def lay_out(
    groups: Iterable[Group],
    outline: Outline,
    read: Callable[[Group], tuple[str, SourceMap]],
    *,
    level: int = 1,
    in_item: bool = False,
) -> Iterator[Segment]:
    """Segments of `groups`, the text of each as `read` gives it; those without words are left out.

    Headings in capitals, in bold or underlined are of `level`, others one below. `in_item` says that the groups
    stand in a list item.
    """
    indents: list[int] = []
    for group in groups:
        text, source_map = read(group)
        if not text or text.isspace():
            continue
        if group.kind == "item":
            while indents and group.indent < indents[-1]:
                outline.leave()
                indents.pop()
            if not indents or group.indent > indents[-1]:
                outline.enter()
                indents.append(group.indent)
            yield outline.item(text, source_map)
            continue
        while indents:
            outline.leave()
            indents.pop()
        if group.kind == "heading":
            first = group.lines[0]
            outer = first.strong or first.underlined or is_capitals(text)
            yield outline.heading(text, source_map, level if outer else level + 1)
        elif in_item:
            yield outline.item(text, source_map)
        else:
            yield outline.paragraph(text, source_map)
    while indents:
        outline.leave()
        indents.pop()


def _join(outer: str, inner: str) -> str:
    """Both lead-ins, the nearer last; a long one is cut at its start."""
    if not inner:
        return outer
    return f"{outer} {inner}".strip()[-_MAX_INTRO:]
