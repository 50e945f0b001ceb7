"""A draft as the linter sees it: its source text, and the segments of prose in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from .sourcemap import SourceMap

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of prose that belongs together: a paragraph, a heading, a bullet, a table cell, a subject line.

    `text` holds words only (no markup) and may hold line breaks; `source_map` leads back to the source.
    `kind` is "paragraph", "heading", "item" (of a list) or "cell". `headings` are the headings it stands under, outermost first, and
    `intro` the line that leads into its list ("Never say:"), so that stance can carry them over.
    `location` tells a person where it is in formats without lines ("paragraph 4", "row 12, column body").
    """

    text: str
    source_map: SourceMap
    kind: str = "paragraph"
    headings: tuple[str, ...] = ()
    intro: str = ""
    location: str | None = None


@dataclass(frozen=True)
class Document:
    """A draft: `source` is its decoded text (the extracted text for docx, pdf and eml), `segments` its prose."""

    path: str
    source: str
    segments: tuple[Segment, ...]

    @cached_property
    def _line_starts(self) -> list[int]:
        """Offsets at which lines start; lines end at LF, CRLF or a lone CR."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.source))]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column, in code points, of the code point at `offset` of the source."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
