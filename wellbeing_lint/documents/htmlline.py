"""A line of words from an HTML source, with white space as a browser shows it, and its way back."""

from __future__ import annotations

import re

from .htmltokens import read_entity
from .remap import cut
from .sourcemap import MapBuilder, SourceMap

_SPACE = " \t\n\r\f"
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|\r")


class LineBuilder:
    """Collects the words of one line. `blank_before` says that an empty line stands above it."""

    def __init__(self, blank_before: bool = False) -> None:
        self.blank_before = blank_before
        self._builder = MapBuilder()
        self._after_space = True
        self._plain = self._bold = False

    def add(self, source: str, start: int, end: int, bold: bool) -> None:
        """Append words that stand in `source` as they are; white space in a row becomes a space."""
        if self._after_space:
            while start < end and source[start] in _SPACE:
                start += 1
        if start >= end:
            return
        position = start
        for spaces in _SPACES.finditer(source, start, end):
            self._builder.add(source[position : spaces.start()], position)
            width = spaces.end() - spaces.start()
            self._builder.add("\n" if width == 1 else " ", spaces.start(), width)
            position = spaces.end()
        self._builder.add(source[position:end], position)
        self._after_space = source[end - 1] in _SPACE
        if not self._plain and not source[start:end].isspace():
            self._mark(bold)

    def add_as(self, text: str, start: int, width: int, bold: bool) -> None:
        """Append `text`, as which `width` code points at `start` read."""
        self._builder.add(text, start, width)
        self._after_space = False
        if not text.isspace():
            self._mark(bold)

    def _mark(self, bold: bool) -> None:
        self._bold |= bold
        self._plain |= not bold

    def build(self) -> tuple[str, SourceMap, bool] | None:
        """The text, its map, and whether all of it is bold; None when there are no words."""
        if not self._bold and not self._plain:
            return None
        text, source_map = self._builder.build()
        text, source_map = cut(text, source_map, len(text) - len(text.lstrip()), len(text.rstrip()))
        return text, source_map, not self._plain


def attribute_line(source: str, start: int, end: int) -> tuple[str, SourceMap] | None:
    """The words of an attribute's value and their map, None when there are none."""
    builder = LineBuilder()
    position = start
    while (at := source.find("&", position, end)) >= 0:
        entity = read_entity(source, at)
        if entity is not None and entity[0] <= end:
            builder.add(source, position, at, False)
            builder.add_as(entity[1], at, entity[0] - at, False)
            position = entity[0]
        else:
            builder.add(source, position, at + 1, False)
            position = at + 1
    builder.add(source, position, end, False)
    built = builder.build()
    return None if built is None else built[:2]
