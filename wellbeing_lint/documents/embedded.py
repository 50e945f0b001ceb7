"""The words of a value inside a table or a catalogue: plain text, or HTML where it holds tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .document import Segment
from .mergefields import find_fields
from .remap import compose, rebase
from .sourcemap import MapBuilder, SourceMap
from .tags import ENTITY, decode_entity

_TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|body|br|center|div|em|font|h[1-6]|head|hr|html|i|img|li|ol|p|section|small|span"
    r"|strong|style|sub|sup|table|tbody|td|th|title|tr|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def read_value(segment: Segment) -> Iterator[Segment]:
    """The segments in a value that was taken for one of plain text; none when it has no letters."""
    text = segment.text
    if not _LETTER.search(text):
        return
    if "<" in text and _TAG.search(text):
        from .html import read_html

        for inner in read_html(text):
            found = rebase(inner, segment.source_map, segment.location)
            yield replace(found, headings=segment.headings + inner.headings, intro=inner.intro or segment.intro)
    elif "&" in text and ENTITY.search(text):
        decoded, source_map = _without_entities(text)
        if decoded.strip():
            yield replace(segment, text=decoded, source_map=compose(source_map, segment.source_map))
    else:
        yield segment


def _without_entities(text: str) -> tuple[str, SourceMap]:
    builder = MapBuilder()
    position = 0
    fields = [field for field in find_fields(text) if "&" in text[field.start : field.end]]
    for entity in ENTITY.finditer(text):
        decoded = decode_entity(entity[0])
        while fields and fields[0].end <= entity.start():
            fields.pop(0)
        if decoded is None or (fields and fields[0].start < entity.start()):
            continue
        builder.add(text[position : entity.start()], position)
        builder.add(decoded, entity.start(), len(entity[0]))
        position = entity.end()
    builder.add(text[position:], position)
    return builder.build()
