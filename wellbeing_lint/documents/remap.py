"""Source maps on top of source maps: a text read from a text that was itself read from the source.

A cell of a table or a string of a catalogue may hold HTML; its words lead back to the cell, and by the cell's own
map to the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from ..finding import Span
from .document import Segment
from .sourcemap import Run, SourceMap


def compose(inner: SourceMap, outer: SourceMap) -> SourceMap:
    """The map that leads where `outer` leads from where `inner` leads; `inner` must stay within the text of `outer`."""
    if len(outer.runs) == 1 and outer.runs[0].length == outer.runs[0].source_length:
        shift = outer.runs[0].source - outer.runs[0].text
        return SourceMap(tuple(Run(run.text, run.length, run.source + shift, run.source_length) for run in inner.runs))
    starts = [run.text for run in outer.runs]
    runs: list[Run] = []
    for run in inner.runs:
        if run.length == run.source_length:
            runs.extend(_through(run, outer, starts))
        else:
            span = outer.to_source(Span(run.source, run.source + max(1, run.source_length)))
            runs.append(Run(run.text, run.length, span.start, len(span)))
    return SourceMap(tuple(runs))


def cut(text: str, source_map: SourceMap, start: int, end: int) -> tuple[str, SourceMap]:
    """`text` from `start` to `end`, and its map."""
    if start == 0 and end == len(text):
        return text, source_map
    return text[start:end], compose(SourceMap.identity(end - start, start), source_map)


def rebase(segment: Segment, outer: SourceMap, location: str | None = None) -> Segment:
    """`segment`, read from the text of `outer`, led back to the source of `outer`."""
    return replace(segment, source_map=compose(segment.source_map, outer), location=_join(location, segment.location))


def _join(outer: str | None, inner: str | None) -> str | None:
    return ", ".join(part for part in (outer, inner) if part) or None


def _through(run: Run, outer: SourceMap, starts: list[int]) -> list[Run]:
    """An identity run, cut where the runs of `outer` end."""
    parts: list[Run] = []
    at, end = run.source, run.source + run.length
    index = bisect_right(starts, at) - 1
    while at < end:
        below = outer.runs[index]
        stop = min(end, below.text + below.length)
        text = run.text + at - run.source
        if below.length == below.source_length:
            parts.append(Run(text, stop - at, below.source + at - below.text, stop - at))
        else:
            parts.append(Run(text, stop - at, below.source, below.source_length))
        at = stop
        index += 1
    return parts
