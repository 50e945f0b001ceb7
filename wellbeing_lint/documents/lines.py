"""What a line of a draft is, by its looks: a bullet, a headline, or text; and which lines go together.

`NEVER SAY`, then `- You will be arrested.` and `- Your mother will know.`: a headline and two items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A line without the white space around it: its text and the code points of the source it takes."""

    text: str
    start: int
    end: int
    indent: int = 0
    after_blank: bool = False
    underlined: bool = False  # by a row of === or --- below it
    strong: bool = False  # wholly in bold, in formats that know bold


@dataclass(slots=True)
class Group:
    """Lines that make one segment. `kind` is "item", "heading" or "paragraph".

    `marker` is the number of code points that a bullet takes at the start of the first line.
    """

    kind: str
    lines: list[Line] = field(default_factory=list)
    marker: int = 0
    indent: int = 0


_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# Marks that only list: they are cut off. An emoji stays, since it may be what says "never" (a cross, a stop sign).
_MARKER = re.compile(
    r"""(?:
        [•‣◦▪▫●○■□◆◇➤►▶→»]\s*
      | [-*+·–—]\s+
      | \(?\d{1,3}[.)]\s+
      | \(?(?:[a-zA-Z]|[ivx]{2,5})\)\s+
    )?
    (?:\[[ xX]?\]\s+ | [☐☑☒]\s*)?""",
    re.VERBOSE,
)
_MARKER_START = frozenset("•‣◦▪▫●○■□◆◇➤►▶→»-*+·–—([☐☑☒0123456789")
_EMOJI_LED = re.compile(f"[{_EMOJI}]")
_EMOJI_EDGE = re.compile(f"^[{_EMOJI}\ufe0f\u200d\\s]+")

_MAX_HEADLINE = 60  # code points
_MAX_HEADLINE_WORDS = 8
_SMALL_WORDS = frozenset("a an the of to and or nor but in on for with at by from as is vs if".split())
_ENDS_STATEMENT = (".", "!", ",", ";", "?")
_ENDS_LINE_BEFORE_HEADLINE = (".", "!", "?", ":", '"', "”", ")")

_MAX_LEAD = 300  # code points: a lead-in is a line, not a page
_SENTENCE_END = re.compile(r"""[.!?]["'”’)\]]*\s""")


def marker_length(line: str) -> int | None:
    """How many code points the bullet at the start of `line` takes; 0 when an emoji leads it; None without either."""
    first = line[:1]
    if first in _MARKER_START or line[1:2] == ")":
        match = _MARKER.match(line)
        if match is not None and 0 < match.end() < len(line):
            return match.end()
    if first > "\u2100" and _EMOJI_LED.match(line):
        return 0
    return None


def is_headline(text: str) -> bool:
    """True for a short line in capitals or in title case that doesn't end like a statement: "NEVER SAY:", "At The Door"."""
    if not is_short(text) or text.endswith(_ENDS_STATEMENT):
        return False
    return is_capitals(text) or _is_title(text)


def is_short(text: str) -> bool:
    """True when `text` is no longer than a headline may be."""
    return len(text) <= _MAX_HEADLINE and len(text.split()) <= _MAX_HEADLINE_WORDS


def is_capitals(text: str) -> bool:
    """True when every letter of `text` is a capital and there are at least three."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3


def lead_in(text: str) -> str:
    """The words of `text` that lead into what follows: its last sentence when that ends in a colon, else ""."""
    text = text.rstrip()
    if not text.endswith((":", "：", ":-", ":–", ":—")):
        return ""
    text = " ".join(text[-_MAX_LEAD:].split())
    sentence_ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    return text[sentence_ends[-1] :] if sentence_ends else text


def group_lines(lines: Sequence[Line], *, more_follows: bool = False) -> list[Group]:
    """The groups of `lines`, in order. `more_follows` says whether something stands below the last one."""
    groups: list[Group] = []
    group: Group | None = None
    for index, line in enumerate(lines):
        marker = marker_length(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if marker == 0 and _leads(line, following):
            marker = None
        if marker is not None:
            group = Group("item", [line], marker, line.indent)
        elif _is_heading(line, lines[index - 1] if index else None, following, group, more_follows):
            if group and group.kind == "heading" and not line.after_blank and not line.underlined:
                group.lines.append(line)
                continue
            group = Group("heading", [line], 0, line.indent)
        elif group and _continues(line, group):
            group.lines.append(line)
            continue
        elif group and group.kind == "item" and line.after_blank and line.indent > group.indent:
            group = Group("item", [line], 0, group.indent)  # the next paragraph of an item
        else:
            group = Group("paragraph", [line], 0, line.indent)
        groups.append(group)
    for group in groups:
        # A statement set in capitals over several lines is no heading, whatever its lines look like.
        if (
            group.kind == "heading"
            and len(group.lines) > 1
            and not is_short(" ".join(line.text for line in group.lines))
        ):
            group.kind = "paragraph"
    return groups


def _is_title(text: str) -> bool:
    """True when all words but the small ones start with a capital or a digit."""
    words = [word.lstrip("\"'“‘([") for word in _EMOJI_EDGE.sub("", text).split()]
    if not words or not words[0][:1].isupper():
        return False
    return all(not word[:1].islower() or word.strip(":").lower() in _SMALL_WORDS for word in words)


def _leads(line: Line, following: Line | None) -> bool:
    """True when a line led by an emoji stands over others and is not one of them."""
    text = _EMOJI_EDGE.sub("", line.text)
    return text.endswith(":") or (
        is_headline(text) and following is not None and marker_length(following.text) not in (None, 0)
    )


def _is_heading(
    line: Line, previous: Line | None, following: Line | None, group: Group | None, more_follows: bool
) -> bool:
    if line.underlined:
        return True
    text = line.text
    if line.strong:
        if not is_short(text) or text.endswith((".", "!", ",", ";")):
            return False
    elif len(text) > _MAX_HEADLINE or not is_headline(text):
        return False
    if following is None:
        if not more_follows:
            return False
    elif not following.after_blank and following.text[:1].islower():
        return False
    elif text.endswith(":") and not line.strong and marker_length(following.text) is not None:
        return False  # it leads into that list, and into nothing behind the list
    if previous is None or line.after_blank or (group and group.kind == "heading"):
        return True
    return (is_capitals(text) or line.strong) and (
        (group is not None and group.kind == "item") or previous.text.endswith(_ENDS_LINE_BEFORE_HEADLINE)
    )


def _continues(line: Line, group: Group) -> bool:
    """True when `line` belongs to the paragraph or item above it."""
    if line.after_blank or group.kind == "heading":
        return False
    if group.kind == "item":
        return line.indent > group.indent or line.text[:1].islower()
    return True
