"""An HTML source cut into tags, words and entities, each with its place; comments and scripts are left out.

The standard library's parser tells where tags start but not where the values of their attributes are, and splits
merge fields at their brackets; lxml and selectolax tell no places at all. This one reads what browsers forgive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .mergefields import find_fields
from .tags import ENTITY, HiddenStretches, decode_entity

_FIELD = r"\{\{[^{}]*+\}\}|\{%(?:[^{}%]|%(?!\}))*+%\}"
# Every repeat is possessive and stops at "<" outside of quotes: what is no tag fails at the next one.
_VALUE = rf"""\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>(?:{_FIELD}|[^\s>"'<])(?:{_FIELD}|[^\s><])*+))?+"""
_ATTRIBUTE = re.compile(rf"""{_FIELD}|(?P<name>=?+(?:(?!\{{[%{{])[^\s/>=<])++)(?:{_VALUE})?+|[\s/={{]""")
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE.pattern)
_OPEN = re.compile(rf"<([A-Za-z][^\s/<>]*+)(?:{_UNNAMED})*+>")
_CLOSE = re.compile(r"</([A-Za-z][^\s/<>]*+)[^<>]*+>")
# What a browser drops all the same: tags that went wrong, <!DOCTYPE html>, <![if !mso]>.
_BROKEN = re.compile(r"<([A-Za-z][A-Za-z0-9:]*+)[^<>]{0,2000}>|<[!?][^<>]{0,2000}>")
_SPECIAL = re.compile(r"[<&{]")

# Comments of Jinja, Handlebars and Mustache, and the tag that opens one of Liquid's and Django's.
_BRACE_COMMENTS = (("{#", "#}"), ("{{!--", "--}}"), ("{{!", "}}"))
_COMMENT_TAG = re.compile(r"\{%-?\s{0,20}comment\b[^{}]{0,200}%\}")
_END_COMMENT_TAG = re.compile(r"\{%-?\s{0,20}endcomment\s{0,20}-?%\}")

# Elements whose content is no markup; those in the first set are not shown either.
_UNSEEN = frozenset({"script", "style", "template", "noframes", "iframe", "noembed"})
_RAW_WORDS = frozenset({"title", "textarea", "xmp"})

_LEGACY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,6}\d?)")


class Attribute(NamedTuple):
    """An attribute's name, in lower case, and where its value stands (without quotes)."""

    name: str
    start: int
    end: int


class Token(NamedTuple):
    """A stretch of source. `kind` is "open" or "close" (of the element `name`), "words", or "gone" for what is none.

    `text` is what the source reads as where that differs (an entity); None for words as they stand.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    text: str | None = None


def attributes(source: str, tag: Token) -> Iterator[Attribute]:
    """The attributes of an opening tag that have a value or a name."""
    if tag.end - tag.start <= len(tag.name) + 2:
        return
    for match in _ATTRIBUTE.finditer(source, tag.start + 1 + len(tag.name), tag.end - 1):
        if match["name"]:
            value = next((group for group in ("double", "single", "bare") if match[group] is not None), "name")
            start, end = match.span(value) if value != "name" else (match.end(), match.end())
            yield Attribute(match["name"].lower(), start, end)


def tokens(source: str) -> Iterator[Token]:
    """The tokens of `source`, in order. Merge fields and template tags are words, whatever they hold."""
    return _Scanner(source).run()


def read_entity(source: str, at: int) -> tuple[int, str] | None:
    """The end of the entity that starts at `at` and its text; the semicolon may be missing where browsers forgive it."""
    entity = ENTITY.match(source, at)
    if entity is not None:
        text = decode_entity(entity[0])
        if text is not None:
            return entity.end(), text
    legacy = _LEGACY.match(source, at)
    if legacy is None:
        return None
    from html import unescape
    from html.entities import html5

    name = legacy[0]
    if name[1] == "#":
        return legacy.end(), unescape(name + ";") or " "
    while len(name) > 2 and name[1:] not in html5:
        name = name[:-1]
    return (at + len(name), html5[name[1:]]) if name[1:] in html5 else None


class _Scanner:
    """One pass over a source, from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._hidden = HiddenStretches(source)
        self._fields = iter([*find_fields(source)])
        self._field = next(self._fields, None)
        self._unclosed: set[str] = set()  # comments that no later search finds the end of

    def run(self) -> Iterator[Token]:
        position = words = 0
        while (special := _SPECIAL.search(self._source, position)) is not None:
            at = special.start()
            comment = self._template_comment(at)
            if comment is None:
                field = self._field_end(at)
                if field is not None:
                    position = field
                    continue
                token = self._token(at)
            else:
                token = Token("gone", at, comment)
            if token is None:
                position = at + 1
                continue
            if words < at:
                yield Token("words", words, at)
            if token.kind != "gone":
                yield token
            position = words = token.end
            if token.kind == "open":
                if token.name in _UNSEEN:
                    position = words = self._raw_end(token.name, position)
                elif token.name in _RAW_WORDS:
                    end = self._raw_end(token.name, position)
                    yield from self._raw_words(position, end)
                    position = words = end
        if words < len(self._source):
            yield Token("words", words, len(self._source))

    def _field_end(self, at: int) -> int | None:
        """The end of the merge field that covers `at`, None when there is none."""
        while self._field is not None and self._field.end <= at:
            self._field = next(self._fields, None)
        if self._field is None or self._field.start > at:
            return None
        if self._source[self._field.start] == "<" and ":" in self._source[self._field.start : self._field.end]:
            return None  # <st1:place>: a tag of Word's
        return self._field.end

    def _template_comment(self, at: int) -> int | None:
        if self._source[at] != "{":
            return None
        for opening, closing in _BRACE_COMMENTS:
            if self._source.startswith(opening, at):
                end = self._find(closing, at + len(opening))
                return None if end is None else end + len(closing)
        tag = _COMMENT_TAG.match(self._source, at)
        if tag is None or "endcomment" in self._unclosed:
            return None
        closing_tag = _END_COMMENT_TAG.search(self._source, tag.end())
        if closing_tag is None:
            self._unclosed.add("endcomment")
            return None
        return closing_tag.end()

    def _token(self, at: int) -> Token | None:
        """What starts at `at`; None when it is a character like others."""
        if self._source[at] == "&":
            entity = read_entity(self._source, at)
            return None if entity is None else Token("words", at, entity[0], text=entity[1])
        if self._source[at] != "<":
            return None
        tag = _OPEN.match(self._source, at)
        if tag is not None:
            return Token("open", at, tag.end(), tag[1].lower())
        tag = _CLOSE.match(self._source, at)
        if tag is not None:
            return Token("close", at, tag.end(), tag[1].lower())
        end = self._hidden.end_of(at)
        if end is not None:
            return Token("gone", at, end)
        broken = _BROKEN.match(self._source, at)
        if broken is None:
            return None
        return Token("open" if broken[1] else "gone", at, broken.end(), (broken[1] or "").lower())

    def _raw_end(self, name: str, start: int) -> int:
        """Where the content of an element without markup ends; `start` when it is never closed."""
        end = self._find(f"</{name}", start)
        return start if end is None else end

    def _raw_words(self, start: int, end: int) -> Iterator[Token]:
        position = words = start
        while (at := self._source.find("&", position, end)) >= 0:
            entity = read_entity(self._source, at)
            if entity is None or entity[0] > end:
                position = at + 1
                continue
            if words < at:
                yield Token("words", words, at)
            yield Token("words", at, entity[0], text=entity[1])
            position = words = entity[0]
        if words < end:
            yield Token("words", words, end)

    def _find(self, closing: str, start: int) -> int | None:
        if closing in self._unclosed:
            return None
        found = re.compile(re.escape(closing), re.IGNORECASE).search(self._source, start)
        if found is None:
            self._unclosed.add(closing)
            return None
        return found.start()
