"""From text as people type it to the plain words that patterns are matched on, each with its place in the text.

"You'll be arr\u200bested — ur call" and "you will be arrested your call" give the same words. Drafts and patterns go through the same
code, so that what a rule author writes and what a draft says meet in one form: lower case, straight apostrophes,
contractions and text-speak written out, no accents, no zero-width characters, hyphens and punctuation gone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..finding import Span

FIELD = "\x1a"
"""The word that stands for a merge field; matching steps over it."""

# letters with full stops (u.s.) are one word; w/o and w/ are the two abbreviations that hold a slash
_WORD = re.compile(r"(?:(?<!\w)[a-z]\.){2,}|w/o\b|w/(?=\s|[a-z])|[^\W_]+(?:'[^\W_]+)*|&|%")
# A break is punctuation that ends a clause; a comma or a quotation mark does not.
_BREAK = re.compile(r"[;:.!?…()\[\]{}\n]|--| [-–—] |[—]")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’\s][^’]*’(?!\w)")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′＇"), "'")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
# Letters of other alphabets that look like Latin ones, used to slip a word past a filter.
_LOOKALIKES = dict(zip("асеіјорѕухԁһԛԝвкмнтαεικονρτυχ", "aceijopsyxdhqwbkmhtaeikovptux", strict=True))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text. `starts[i]`/`ends[i]` are code points of that text, half-open.

    Words that come from one contraction share its place. `breaks` holds the indices of words before which a clause
    ends (";", a dash, a full stop, a line break). `quotes` are the stretches in quotation marks, from word to word, half-open.
    `optional` are the "is" of words such as "mother's", which may be a possessive.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: frozenset[int]
    quotes: tuple[tuple[int, int], ...] = ()
    optional: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Where words `first` up to, not including, `last` stand in the text."""
        return Span(self.starts[first], max(self.ends[first:last]))


@dataclass(frozen=True, slots=True)
class WordTables:
    """The reviewed data that normalising rests on (rules/language/*.yaml), ready for JSON.

    `expansions`: word -> words, always ("dont" -> "do not"). `texting`: the same, but only in a sentence which
    holds a sure sign of text-speak (a word of `texting_signs`), since "4", "n" and "r" mean other things elsewhere.
    `before`: word -> ([next words], words): another reading before certain words ("ur going" -> "you are going").
    `is_after`: words after which 's always means "is"; after any other it may be a possessive.
    """

    expansions: Mapping[str, str]
    texting: Mapping[str, str]
    texting_signs: frozenset[str]
    before: Mapping[str, tuple[frozenset[str], str]]
    is_after: frozenset[str]


class Normaliser:
    """Turns text into Words by the given tables. Stateless apart from them, and picklable."""

    def __init__(self, tables: WordTables) -> None:
        self.tables = tables
        self._special = frozenset(tables.expansions) | frozenset(tables.texting) | frozenset(tables.before)

    def words(self, text: str, fields: Sequence[Span] = ()) -> Words:
        """The words of `text`. `fields` are the spans of merge fields; each becomes one word, FIELD."""
        plain, index = _plain(text)
        found = list(_raw_words(plain, index, text, fields))
        signs = self.tables.texting_signs
        texting = any(word in signs for word, _, _ in found)
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        breaks: set[int] = set()
        optional: set[int] = set()
        previous_end = 0
        for at, (word, start, end) in enumerate(found):
            following = found[at + 1][0] if at + 1 < len(found) else ""
            if words and _BREAK.search(text, previous_end, start):
                breaks.add(len(words))
            pieces = self._expand(word, following, texting)
            if word.endswith("'s") and pieces[-1] == "is" and word[:-2] not in self.tables.is_after:
                optional.add(len(words) + len(pieces) - 1)
            for piece in pieces:
                words.append(piece)
                starts.append(start)
                ends.append(end)
            previous_end = end
        return Words(
            tuple(words), tuple(starts), tuple(ends), frozenset(breaks), _quotes(text, starts), frozenset(optional)
        )

    def vocabulary(self, text: str) -> set[str]:
        """A superset of the words of `text`, quickly: what the prefilter asks for whole drafts.

        Every word that `words()` gives, whatever the merge fields, is in it (a property test holds this).
        """
        if not text.isascii():
            text, _ = _plain(text)
        found = set(_WORD.findall(text.lower()))
        for word in self._special & found:
            found.update(self.tables.expansions.get(word, "").split())
            found.update(self.tables.texting.get(word, "").split())
            found.update(self.tables.before.get(word, (frozenset(), ""))[1].split())
        for word in [word for word in found if "'" in word or "." in word]:
            found.update(self._expand(word, "", True))
            found.update(self._expand(word, "", False))
        return found

    def _expand(self, word: str, following: str, texting: bool) -> Sequence[str]:
        """The plain words one written word stands for; one that stands for none (an apostrophe left over) is dropped."""
        if word in self._special:
            tables = self.tables
            if word in tables.before and following in tables.before[word][0]:
                return tables.before[word][1].split()
            if word in tables.expansions:
                return tables.expansions[word].split()
            if texting and word in tables.texting:
                return tables.texting[word].split()
        if "." in word:
            return (word.replace(".", ""),)
        if "'" not in word:
            return (word,)
        base, _, tail = word.rpartition("'")
        if tail == "s":
            return (*self._expand(base, "", texting), "is")
        if tail == "t" and base.endswith("n"):
            return (base[:-1], "not")
        if tail in _TAILS and base:
            return (*self._expand(base, "", texting), _TAILS[tail])
        return (word.replace("'", ""),)


def _quotes(text: str, starts: list[int]) -> tuple[tuple[int, int], ...]:
    """What stands in quotation marks, as ranges of words. Single straight marks are left out: they are apostrophes too."""
    if '"' not in text and "“" not in text and "‘" not in text:
        return ()
    ranges = (
        (bisect_left(starts, found.start()), bisect_left(starts, found.end())) for found in _QUOTED.finditer(text)
    )
    return tuple((first, last) for first, last in ranges if first < last)


_TAILS = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}


def _raw_words(
    plain: str, index: Sequence[int] | None, text: str, fields: Sequence[Span]
) -> Iterator[tuple[str, int, int]]:
    """Each word of `plain` with its place in `text`; a merge field as one FIELD."""
    remaining = list(fields)
    for match in _WORD.finditer(plain):
        start, end = match.span()
        if index is not None:
            start, end = index[start], index[end - 1] + 1
        while remaining and remaining[0].end <= start:
            field = remaining.pop(0)
            yield FIELD, field.start, field.end
        if remaining and start < remaining[0].end and remaining[0].start < end:
            continue
        yield match.group(), start, end
    for field in remaining:
        yield FIELD, field.start, field.end


def _plain(text: str) -> tuple[str, list[int] | None]:
    """`text` in lower case without accents, look-alikes and invisible characters; and for each code point of the
    result its place in `text` (None: the same places)."""
    if text.isascii():
        return text.lower(), None
    text = text.translate(_APOSTROPHES)
    if not _NON_ASCII.search(text):
        return text.lower(), None
    pieces: list[str] = []
    index: list[int] = []
    for at, character in enumerate(text):
        piece = character.lower() if character < "\x80" else _fold(character)
        pieces.append(piece)
        index.extend([at] * len(piece))
    plain = "".join(pieces)
    if any(character in _LOOKALIKES for character in plain):
        plain = _MIXED_WORD.sub(_latin, plain)
    return plain, index


_MIXED_WORD = re.compile(r"[^\W_]+")


def _latin(match: re.Match[str]) -> str:
    """A word that mixes look-alikes with Latin letters, in Latin letters; a wholly Cyrillic word stays as it is."""
    word = match.group()
    if not any("a" <= character <= "z" for character in word):
        return word
    return "".join(_LOOKALIKES.get(character, character) for character in word)


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """One non-ASCII code point as plain text: "é" -> "e", "𝗮" -> "a", zero-width -> "", "’" stays for the caller."""
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(part for part in decomposed if unicodedata.category(part) not in ("Mn", "Cf", "Me")).lower()
