"""Plain text into segments: paragraphs, list items and headings, told apart by blank lines and by their looks."""

from __future__ import annotations

import re

from .document import Segment
from .lines import Group, Line, group_lines
from .outline import Outline, lay_out
from .passage import Passage
from .sourcemap import SourceMap

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_RULE = re.compile(r"(?:[-=_*~#.•+]\s*){3,}")
_RULE_START = frozenset("-=_*~#.•+")


def read_plain(source: str) -> tuple[Segment, ...]:
    """The segments of a plain text, each with its place in `source`.

    A paragraph keeps its line breaks, as "\\n" whatever the source has. Bullets, and lines led by an emoji, are items
    of their own; short lines in capitals or title case are headings of what follows, and segments too.
    """
    outline = Outline()
    return tuple(lay_out(group_lines(_lines(source)), outline, lambda group: join_lines(source, group)))


def join_lines(source: str, group: Group) -> tuple[str, SourceMap]:
    """The text of a group of lines, without its bullet, and where it stands in `source`."""
    first = group.lines[0]
    start = first.start + group.marker
    if len(group.lines) == 1:
        return source[start : first.end], SourceMap.identity(first.end - start, start)
    return Passage(source, [(start, first.end), *((line.start, line.end) for line in group.lines[1:])]).read()


def _lines(source: str) -> list[Line]:
    """The lines that hold text. Rows of dashes and the like count as blank lines, or underline the line above."""
    lines: list[Line] = []
    after_blank = True
    for match in _LINE.finditer(source):
        whole = match[1]
        text = whole.strip()
        if not text:
            after_blank = True
            continue
        if text[0] in _RULE_START and _RULE.fullmatch(text):
            if lines and not after_blank and text[0] in "=-" and len(text) >= 3:
                lines[-1] = lines[-1]._replace(underlined=lines[-1].after_blank and len(lines[-1].text) <= 80)
            after_blank = True
            continue
        indent = len(whole) - len(whole.lstrip())
        start = match.start() + indent
        lines.append(Line(text, start, start + len(text), indent, after_blank))
        after_blank = False
    return lines
