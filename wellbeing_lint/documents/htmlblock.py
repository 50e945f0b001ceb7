"""The words in a block of raw HTML inside Markdown, one piece for each paragraph, heading, item and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .mergefields import find_fields
from .passage import Cut, Passage
from .sourcemap import SourceMap
from .tags import AUTOLINK, BLOCK_ELEMENTS, ENTITY, TAG, HiddenStretches, decode_entity

_SPECIAL = re.compile(r"[<&]")
_KINDS = {"li": "item", "dd": "item", "td": "cell", "th": "cell"} | {f"h{level}": "heading" for level in range(1, 7)}


class HtmlPiece(NamedTuple):
    """A stretch of words between two tags that start or end a block. `level` is that of a heading."""

    kind: str
    level: int
    text: str
    source_map: SourceMap


def read_html_block(source: str, lines: Sequence[tuple[int, int]]) -> Iterator[HtmlPiece]:
    """The pieces in `lines` (code points of `source`, start and end each), without tags, comments and scripts."""
    passage = Passage(source, lines)
    text = passage.text
    fields = {field.start: field.end for field in find_fields(text)}
    hidden = HiddenStretches(text)
    kind, level, start, cuts = "paragraph", 0, 0, list[Cut]()
    position = 0
    while (special := _SPECIAL.search(text, position)) is not None:
        at = special.start()
        position = fields.get(at, at + 1)
        if position > at + 1:
            continue
        if text[at] == "&":
            entity = ENTITY.match(text, at)
            decoded = decode_entity(entity[0]) if entity else None
            if entity is not None and decoded is not None:
                cuts.append(Cut(at, entity.end(), decoded))
                position = entity.end()
            continue
        tag = TAG.match(text, at)
        if tag is None:
            link = AUTOLINK.match(text, at)
            end = hidden.end_of(at) or (link.end() if link else None)
            if end is not None:
                cuts.append(Cut(at, end))
                position = end
            continue
        name = (tag["open"] or tag["close"]).lower()
        position = hidden.end_of_content(name, tag.end()) if tag["open"] else tag.end()
        if name not in BLOCK_ELEMENTS:
            cuts.append(Cut(at, position))
            continue
        if not text[start:at].isspace():
            yield HtmlPiece(kind, level, *_read(passage, cuts, start, at))
        if name != "br":
            kind = _KINDS.get(name, "paragraph") if tag["open"] else "paragraph"
            level = int(name[1]) if kind == "heading" else 0
        start, cuts = position, []
    yield HtmlPiece(kind, level, *_read(passage, cuts, start, len(text)))


def _read(passage: Passage, cuts: Sequence[Cut], start: int, end: int) -> tuple[str, SourceMap]:
    """The words from `start` to `end`, without white space around them."""
    first = min((cut.start for cut in cuts), default=end)
    while start < first and passage.text[start].isspace():
        start += 1
    last = max((cut.end for cut in cuts), default=start)
    while end > max(start, last) and passage.text[end - 1].isspace():
        end -= 1
    return passage.read(cuts, start, end)
