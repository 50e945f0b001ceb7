"""Blocks of a document in order (headings, paragraphs, items, cells) into segments under their headings and lead-ins.

HTML and Word name some of their headings and lists; others only look so ("NEVER SAY" in bold, a typed dash), and those
are told apart as in plain text.
"""

from __future__ import annotations

from collections.abc import Callable

from .document import Segment
from .lines import Group, Line, group_lines
from .outline import Outline, lay_out
from .sourcemap import SourceMap

# Lines that only look like headings stand below all real ones (1 to 6); a term above its definitions below those.
_LOOKS_LEVEL = 7
_TERM_LEVEL = 9


class Flow:
    """Takes blocks as lines, and gives segments. `read` turns a group of lines into its text and map."""

    def __init__(self, read: Callable[[Group], tuple[str, SourceMap]]) -> None:
        self._read = read
        self._outline = Outline()
        self._waiting: list[Line] = []  # paragraphs: what follows them tells whether they are headings
        self._asides: list[list[Line]] = []  # what stands beside those
        self._segments: list[Segment] = []

    def segments(self) -> tuple[Segment, ...]:
        """All segments, once all blocks have been told."""
        self._flush()
        return tuple(self._segments)

    def paragraph(self, lines: list[Line]) -> None:
        """A paragraph of one line or more; it may prove to be a typed list, or a heading by its looks."""
        self._waiting.append(lines[0]._replace(after_blank=True))
        self._waiting.extend(lines[1:])

    def heading(self, lines: list[Line], level: int) -> None:
        """A heading; level 1 is the outermost."""
        self._flush()
        self._keep(self._outline.heading(*self._whole(lines), level))

    def item(self, lines: list[Line]) -> None:
        """A paragraph of a list item; `enter` was called for its list."""
        self._flush()
        if len(lines) == 1:
            self._keep(self._outline.item(*self._whole(lines)))
        else:
            self._lay_out(lines, in_item=True)

    def term(self, lines: list[Line]) -> None:
        """A term that the next items explain."""
        self._flush()
        segment = self._outline.item(*self._whole(lines))
        self._keep(segment)
        self._outline.set_heading(segment.text, _TERM_LEVEL)

    def cell(self, lines: list[Line], column: str = "") -> None:
        """A cell of a table, below the column title `column`."""
        self._flush()
        self._keep(self._outline.cell(*self._whole(lines), column))

    def aside(self, lines: list[Line]) -> None:
        """Words that stand apart from the text around them, such as those that describe a picture."""
        self._asides.append(lines)
        if not self._waiting:
            self._flush()

    def enter(self) -> None:
        """A list, an item, a quotation or the like starts."""
        self._flush()
        self._outline.enter()

    def leave(self) -> None:
        """The innermost of them ends."""
        self._flush()
        self._outline.leave()

    def interrupt(self) -> None:
        """Something that is not prose stands here."""
        self._flush()
        self._outline.interrupt()

    def _whole(self, lines: list[Line]) -> tuple[str, SourceMap]:
        return self._read(Group("paragraph", lines))

    def _flush(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._lay_out(waiting)
        for lines in self._asides:
            self._segments.append(self._outline.aside(*self._whole(lines)))
        self._asides.clear()

    def _lay_out(self, lines: list[Line], *, in_item: bool = False) -> None:
        groups = group_lines(lines, more_follows=True)
        self._segments.extend(lay_out(groups, self._outline, self._read, level=_LOOKS_LEVEL, in_item=in_item))

    def _keep(self, segment: Segment) -> None:
        if segment.text.strip():
            self._segments.append(segment)
