"""Lines of a source joined into one passage, and what is left of it when markup is cut out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .sourcemap import MapBuilder, SourceMap


class Cut(NamedTuple):
    """A stretch of a passage that is markup: `replacement`, often nothing, stands in its place."""

    start: int
    end: int
    replacement: str = ""


class Passage:
    """Stretches of `source` that follow one another, as one `text` with a line break between each two.

    What stands between them in the source (line ends, quote marks, indentation) belongs to the line break.
    """

    def __init__(self, source: str, lines: Sequence[tuple[int, int]]) -> None:
        self._source = source
        self._lines = lines
        self._starts: list[int] = []  # of each line in `text`
        length = 0
        for start, end in lines:
            self._starts.append(length)
            length += end - start + 1
        self.text = "\n".join([source[start:end] for start, end in lines])

    def read(self, cuts: Iterable[Cut] = (), start: int = 0, end: int | None = None) -> tuple[str, SourceMap]:
        """The text from `start` to `end` with the cuts made, and its map to the source.

        Cuts must not overlap; they may come in any order, and must lie between `start` and `end`.
        """
        builder = MapBuilder()
        position = start
        for cut in sorted(cuts):
            self._copy(builder, position, cut.start)
            if cut.replacement:
                first = self._to_source(cut.start)
                builder.add(cut.replacement, first, self._to_source(cut.end - 1) + 1 - first)
            position = cut.end
        self._copy(builder, position, len(self.text) if end is None else end)
        return builder.build()

    def _copy(self, builder: MapBuilder, start: int, end: int) -> None:
        """Add the text from `start` to `end` as it is."""
        if start >= end:
            return
        index = bisect_right(self._starts, start) - 1
        while start < end:
            line_start, line_end = self._lines[index]
            offset = self._starts[index]
            stop = min(end, offset + line_end - line_start)
            if start < stop:
                builder.add(self.text[start:stop], line_start + start - offset)
            if stop < end:
                builder.add("\n", line_end, self._lines[index + 1][0] - line_end)
                stop += 1
            start = stop
            index += 1

    def _to_source(self, position: int) -> int:
        index = bisect_right(self._starts, position) - 1
        return self._lines[index][0] + position - self._starts[index]
