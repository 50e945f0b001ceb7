"""The words of a draft around a match, cut to a length that can be taken in at a glance."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..finding import Finding
from .visible import one_line

MERGE_FIELD = (
    r"\{\{[^{}]{0,60}\}\}|\{%[^%]{0,60}%\}|\$?\{[^{}]{1,60}\}"
    r"|\[[^\[\]]{1,40}\](?!\()"  # not the words of a Markdown link
    r"|<<[^<>]{1,60}>>|%%[^%]{1,60}%%|\*\|[^|]{1,60}\|\*"
)
"""A regular expression for the merge fields of mailers: {{ name }}, [first name], <<Name>>, *|FNAME|*, ..."""

_MERGE_FIELD = re.compile(MERGE_FIELD)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence in three parts, each on one line and safe to print; "…" where words were left out."""

    before: str
    match: str
    after: str


def excerpt(finding: Finding, *, room: int = 240, match_room: int = 160) -> Excerpt:
    """The sentence of `finding` in about `room` code points, the match in about `match_room` at most.

    Merge fields are never cut, so a part may come out a little longer.
    """
    start = finding.start - finding.sentence_start
    end = start + len(finding.match)
    before, after = "", ""
    # A report made by hand may carry no sentence; then the match stands alone.
    if start >= 0 and finding.sentence[start:end] == finding.match:
        before = one_line(finding.sentence[:start]).lstrip()
        after = one_line(finding.sentence[end:]).rstrip()
    match = shorten(finding.match, match_room)
    left = max(room - len(match), 0)
    # The side that needs less than its half leaves the rest to the other.
    room_after = max(left // 2, left - len(before))
    room_before = max(left // 2, left - len(after))
    return Excerpt(_keep_end(before, room_before), match, _keep_start(after, room_after))


def shorten(text: str, room: int) -> str:
    """`text` on one line; if longer than `room` code points, with its middle left out."""
    text = one_line(text)
    if len(text) <= room:
        return text
    head, tail = _cut_after(text, room // 2), _cut_before(text, room // 2)
    return text if head >= tail else f"{text[:head].rstrip()} … {text[tail:].lstrip()}"


def _keep_start(text: str, room: int) -> str:
    cut = _cut_after(text, room)
    return text if cut == len(text) else f"{text[:cut].rstrip()} …"


def _keep_end(text: str, room: int) -> str:
    cut = _cut_before(text, room)
    return text if cut == 0 else f"… {text[cut:].lstrip()}"


def _cut_after(text: str, room: int) -> int:
    """The offset up to which to keep the start of `text`: between words if it can, never in a merge field."""
    if len(text) <= room:
        return len(text)
    space = text.rfind(" ", 0, room + 1)
    cut = space if space > 0 else room
    return next((field.end() for field in _MERGE_FIELD.finditer(text) if field.start() < cut < field.end()), cut)


def _cut_before(text: str, room: int) -> int:
    """The offset from which to keep the end of `text`: between words if it can, never in a merge field."""
    if len(text) <= room:
        return 0
    space = text.find(" ", max(len(text) - room - 1, 0))
    cut = space + 1 if 0 <= space < len(text) - 1 else len(text) - room
    return next((field.start() for field in _MERGE_FIELD.finditer(text) if field.start() < cut < field.end()), cut)
