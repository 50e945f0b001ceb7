"""Splits prose into sentences, as spans. Knows text messages, bullets, flyers in capitals, headings and hard-wrapped lines.

Over-splitting hides a match that spans the cut; under-splitting lets unrelated halves meet. A line break is a cut only when the
line looks finished: "If you don't tell us\\nyou'll be arrested" stays one sentence, "FREE LUNCH\\nNo questions" becomes two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Span

# A full stop ends a sentence unless it follows one of these, or stands inside a number or address.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st sr jr prof rev fr sgt det lt capt insp pc dc ltd inc co no nos vs e.g i.e eg ie etc approx dept "
    "tel ext a.m p.m am pm u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun v rd ave".split()
)
_CLOSERS = "\"'”’)]*_»"
_END = re.compile(r"[.!?…]+[" + re.escape(_CLOSERS) + r"]*(?=\s|$)|\n", re.UNICODE)
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[*_]*[A-Z0-9£$€]")
_BULLET = re.compile(r"\s*([-*•·–—▪◦‣»>☐☑✓✔➜→]|\(?[0-9a-z]{1,2}[.)]\s)")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
_FULL_LINE = 45
"""Code points from which on a line looks wrapped by an editor, not ended by its writer."""


def split_sentences(text: str) -> list[Span]:
    """The sentences of `text`, in order, as spans of code points without the white space around them."""
    spans = []
    start = 0
    for end in _ends(text):
        stripped = _strip(text, start, end)
        if stripped is not None:
            spans.append(stripped)
            start = end
    last = _strip(text, start, len(text))
    if last is not None:
        spans.append(last)
    return spans


def _ends(text: str) -> Iterator[int]:
    line_start = 0
    for match in _END.finditer(text):
        if match.group() == "\n":
            if _line_is_finished(text, line_start, match.start(), match.end()):
                yield match.end()
            line_start = match.end()
        elif _ends_sentence(text, match):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] != "." or len(mark.rstrip(_CLOSERS)) > 1:
        # "?" and "!" always end; dots in a row ("think about it... or else") only before a capital
        return mark[0] in "!?" or bool(_STARTS_SENTENCE.match(text, match.end())) or match.end() == len(text)
    before = text[max(0, match.start() - 12) : match.start()].rsplit(None, 1)
    word = before[-1].lower().lstrip("(\"'") if before else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word not in "iu"):
        return not _STARTS_SENTENCE.match(text, match.end()) and match.end() == len(text)
    return True


def _line_is_finished(text: str, start: int, end: int, following: int) -> bool:
    line = text[start:end].strip()
    next_end = text.find("\n", following)
    rest = text[following : next_end if next_end != -1 else len(text)]
    if not line or not rest.strip():
        return True
    if _BULLET.match(rest) or _EMOJI.match(rest.lstrip()):
        return True
    if line[-1] in ".!?:;" or line.rstrip(_CLOSERS)[-1:] in tuple(".!?") or _EMOJI.match(line[-1]):
        return True
    first = rest.lstrip()[0]
    if first.islower() or line[-1] in ",-–—":
        return False
    return len(line) < _FULL_LINE or line.isupper() != rest.strip().isupper()


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
