"""Inline Markdown into words: emphasis, links, code, tags and entities are cut out, merge fields stay whole.

`you will be **arr**ested` reads "you will be arrested"; "arrested" leads back to `arr**ested`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..finding import Span
from .emphasis import DelimiterRun, delimiter_run, find_emphasis
from .mergefields import find_fields
from .passage import Cut, Passage
from .sourcemap import SourceMap
from .tags import AUTOLINK, BLOCK_ELEMENTS, ENTITY, TAG, HiddenStretches, decode_entity

# Stands for what is no prose but part of a sentence: code, an address in angle brackets.
PLACEHOLDER = "\ufffc"

_SPECIAL = re.compile(r"[\\`*_~<&\[\]]")
_BACKTICKS = re.compile(r"`+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\](?::[ \t]*)?")
# What follows the text of a link: its address, which may hold parentheses and merge fields, and its title.
_LINK_TAIL = re.compile(
    r"""\(\s*+
        (?:<[^<>\n]*+> | (?:\{\{[^{}\n]*+\}\} | [^\s()] | \((?:[^\s()]|\([^\s()]*+\))*+\))++ )?+
        (?:\s++(?:"(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \((?:[^()\\]|\\.)*+\)))?+
        \s*+\)""",
    re.VERBOSE | re.DOTALL,
)
_LABEL_TAIL = re.compile(r"\[([^\[\]]{0,999})\]")
_MAX_LABEL = 999
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def read_inline(
    source: str, lines: Sequence[tuple[int, int]], is_reference: Callable[[str], bool]
) -> tuple[str, SourceMap]:
    """The words in `lines` (code points of `source`, start and end each) and the way back to `source`.

    `is_reference` tells whether a label is that of a reference definition ("[label]: address").
    """
    passage = Passage(source, lines)
    if _SPECIAL.search(passage.text) is None:
        return passage.read()
    return passage.read(_Scan(passage.text, is_reference).cuts())


class _Bracket(NamedTuple):
    """A bracket that opened at `at`; its mark starts at `start`, one before for an image ("![")."""

    at: int
    start: int


class _Scan:
    """One pass over a passage, from left to right, that notes what to cut."""

    def __init__(self, text: str, is_reference: Callable[[str], bool]) -> None:
        self._text = text
        self._is_reference = is_reference
        self._fields = find_fields(text)
        self._next_field = 0
        self._hidden = HiddenStretches(text)
        self._backticks: dict[int, list[int]] | None = None
        self._cuts: list[Cut] = []
        self._runs: list[DelimiterRun] = []
        self._escaped = -1  # the character last escaped
        self._brackets: list[_Bracket] = []  # where brackets opened that may turn out to be links

    def cuts(self) -> list[Cut]:
        """All that is markup."""
        position = 0
        while (special := _SPECIAL.search(self._text, position)) is not None:
            position = self._step(special.start())
        return self._cuts + find_emphasis(self._runs)

    def _step(self, at: int) -> int:
        """Read what starts with the special character at `at`; returns where to go on."""
        char = self._text[at]
        field = self._field_at(at)
        if field is not None:
            if not (char == "[" and field.start == at and self._is_link_label(field)):
                return field.end
            self._next_field += 1
        match char:
            case "\\":
                return self._escape(at)
            case "`":
                return self._code(at)
            case "<":
                return self._angle(at)
            case "&":
                return self._entity(at)
            case "[":
                return self._open_bracket(at)
            case "]":
                return self._close_bracket(at)
            case _:
                run = delimiter_run(self._text, at)
                self._runs.append(run)
                return at + run.length

    def _field_at(self, at: int) -> Span | None:
        while self._next_field < len(self._fields) and self._fields[self._next_field].end <= at:
            self._next_field += 1
        if self._next_field < len(self._fields) and self._fields[self._next_field].start <= at:
            return self._fields[self._next_field]
        return None

    def _is_link_label(self, field: Span) -> bool:
        """True when what looks like a field is the text or the label of a reference link."""
        if self._is_reference(self._text[field.start + 1 : field.end - 1]):
            return True
        label = _LABEL_TAIL.match(self._text, field.end)
        return label is not None and self._is_reference(label[1])

    def _escape(self, at: int) -> int:
        following = self._text[at + 1 : at + 2]
        if following == "\n":  # a hard line break
            self._cuts.append(Cut(at, at + 1))
            return at + 1
        if following in _PUNCTUATION:
            self._cuts.append(Cut(at, at + 1))
            self._escaped = at + 1
            return at + 2
        return at + 1

    def _code(self, at: int) -> int:
        if self._backticks is None:
            self._backticks = {}
            for run in _BACKTICKS.finditer(self._text):
                self._backticks.setdefault(len(run[0]), []).append(run.start())
        end = at + 1
        while end < len(self._text) and self._text[end] == "`":
            end += 1
        width = end - at
        candidates = self._backticks.get(width, [])
        index = bisect_right(candidates, at)
        if index == len(candidates):
            return end
        end = candidates[index] + width
        self._cuts.append(Cut(at, end, PLACEHOLDER))
        return end

    def _angle(self, at: int) -> int:
        end = self._hidden.end_of(at)
        if end is not None:
            self._cuts.append(Cut(at, end))
            return end
        link = AUTOLINK.match(self._text, at)
        if link is not None:
            self._cuts.append(Cut(at, link.end(), PLACEHOLDER))
            return link.end()
        tag = TAG.match(self._text, at)
        if tag is None:
            return at + 1
        end = self._hidden.end_of_content(tag["open"], tag.end()) if tag["open"] else tag.end()
        name = tag["open"] or tag["close"]
        self._cuts.append(Cut(at, end, "\n" if name.lower() in BLOCK_ELEMENTS else ""))
        return end

    def _entity(self, at: int) -> int:
        entity = ENTITY.match(self._text, at)
        text = decode_entity(entity[0]) if entity else None
        if entity is None or text is None:
            return at + 1
        self._cuts.append(Cut(at, entity.end(), text))
        return entity.end()

    def _open_bracket(self, at: int) -> int:
        footnote = _FOOTNOTE.match(self._text, at)
        if footnote is not None:
            # At the start, `[^1]: ` marks a note; elsewhere the colon is the sentence's own.
            end = footnote.end() if at == 0 else at + footnote[0].index("]") + 1
            self._cuts.append(Cut(at, end))
            return end
        image = at > 0 and self._text[at - 1] == "!" and self._escaped != at - 1
        self._brackets.append(_Bracket(at, at - image))
        return at + 1

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        opening = self._brackets.pop()
        tail = _LINK_TAIL.match(self._text, at + 1)
        if tail is not None:
            end = tail.end()
        else:
            label = _LABEL_TAIL.match(self._text, at + 1)
            if label is not None and label[1] and self._is_reference(label[1]):
                end = label.end()
            elif at - opening.at <= _MAX_LABEL and self._is_reference(self._text[opening.at + 1 : at]):
                end = label.end() if label is not None and not label[1] else at + 1
            else:
                return at + 1
        self._cuts.append(Cut(opening.start, opening.at + 1))
        self._cuts.append(Cut(at, end))
        return end
