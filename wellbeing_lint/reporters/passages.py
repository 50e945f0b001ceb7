"""Sentences of a draft with all findings in them marked: two rules may find the same words, or overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..finding import Finding
from .excerpt import excerpt
from .visible import one_line

LONGEST = 1500
"""Code points; of a longer sentence only the words around each match are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, safe to print, and the findings (by index) that cover it, begin there and end there."""

    text: str
    covering: tuple[int, ...] = ()
    beginning: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A sentence, or several that findings run across, in pieces; without pieces where the report has no draft text."""

    findings: tuple[Finding, ...]
    pieces: tuple[Piece, ...]


def marked_passages(findings: Sequence[Finding]) -> list[MarkedPassage]:
    """The passages of one draft, in the order of the findings, which come sorted by place."""
    passages: list[MarkedPassage] = []
    group: list[Finding] = []
    text, start = "", 0
    for finding in findings:
        if not _is_whole(finding):
            passages.append(MarkedPassage((finding,), _from_excerpt(finding)))
            continue
        overlap = start + len(text) - finding.sentence_start
        # Sentences share words if one was drawn longer for a match that runs on.
        if group and overlap > 0 and finding.sentence_start >= start:
            text += finding.sentence[overlap:]
            group.append(finding)
            continue
        if group:
            passages.append(MarkedPassage(tuple(group), tuple(_pieces(text, start, group))))
        text, start, group = finding.sentence, finding.sentence_start, [finding]
    if group:
        passages.append(MarkedPassage(tuple(group), tuple(_pieces(text, start, group))))
    return sorted(passages, key=lambda passage: passage.findings[0].sort_key)


def _is_whole(finding: Finding) -> bool:
    start = finding.start - finding.sentence_start
    stands_there = start >= 0 and finding.sentence[start : start + len(finding.match)] == finding.match
    return bool(finding.match) and stands_there and len(finding.sentence) <= LONGEST


def _from_excerpt(finding: Finding) -> tuple[Piece, ...]:
    if not finding.match:
        return ()
    words = excerpt(finding, room=LONGEST // 2, match_room=LONGEST // 2)
    parts = (Piece(words.before), Piece(words.match, (0,), (0,), (0,)), Piece(words.after))
    return tuple(part for part in parts if part.text)


def _pieces(text: str, start: int, findings: Sequence[Finding]) -> Iterator[Piece]:
    spans = [(finding.start - start, finding.start - start + len(finding.match)) for finding in findings]
    cuts = sorted({0, len(text), *(offset for span in spans for offset in span)})
    for begin, end in pairwise(cuts):
        yield Piece(
            one_line(text[begin:end]),
            tuple(index for index, span in enumerate(spans) if span[0] <= begin and end <= span[1]),
            tuple(index for index, span in enumerate(spans) if span[0] == begin),
            tuple(index for index, span in enumerate(spans) if span[1] == end),
        )
