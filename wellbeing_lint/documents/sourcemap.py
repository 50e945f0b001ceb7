"""From a place in a segment's text back to the place in the source it was read from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..finding import Span


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points of text at `text`, read from `source_length` code points at `source`.

    Where the two lengths agree the run is an identity: each code point of text is one of the source. Where they
    differ (an entity such as `&amp;`, an escape) the whole run of text maps to the whole run of source.
    """

    text: int
    length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Runs in text order, without gaps in the text; the source may have gaps (markup) between them."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int, source: int = 0) -> SourceMap:
        """The map of a text that stands in the source as it is, from code point `source` on."""
        return cls((Run(0, length, source, length),))

    def to_source(self, span: Span) -> Span:
        """The smallest stretch of source that holds all that `span` of the text was read from.

        `span` must not be empty. Raises ValueError when it lies outside the text.
        """
        first, last = self._run_at(span.start), self._run_at(span.end - 1)
        start = first.source + (span.start - first.text if first.length == first.source_length else 0)
        if last.length == last.source_length:
            end = last.source + (span.end - last.text)
        else:
            end = last.source + last.source_length
        return Span(start, end)

    def _run_at(self, offset: int) -> Run:
        index = bisect_right(self.runs, offset, key=lambda run: run.text) - 1
        if index < 0 or not offset < self.runs[index].text + self.runs[index].length:
            raise ValueError(f"code point {offset} is outside the mapped text")
        return self.runs[index]


class MapBuilder:
    """Collects pieces of text with their places in the source, and ends as (text, SourceMap)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def add(self, text: str, source: int, source_length: int | None = None) -> None:
        """Append `text`, read from `source_length` code points (default: as many as the text has) at `source`."""
        if not text:
            return
        width = len(text) if source_length is None else source_length
        last = self._runs[-1] if self._runs else None
        identity = width == len(text)
        if last and identity and last.length == last.source_length and last.source + last.source_length == source:
            self._runs[-1] = Run(last.text, last.length + width, last.source, last.source_length + width)
        else:
            self._runs.append(Run(self._length, len(text), source, width))
        self._pieces.append(text)
        self._length += len(text)

    def __len__(self) -> int:
        return self._length

    def build(self) -> tuple[str, SourceMap]:
        """The text so far and its map."""
        return "".join(self._pieces), SourceMap(tuple(self._runs))
