"""The phrase language: how a rule author writes a wording, and the tree it is read into.

    unless @you {be} [a] (victim|trafficked) ... {arrest}     plain words, any inflection, word list, optional, choice, gap
    {tell} us & (or else|otherwise)                          both in one sentence, in any order
    {tell} us && (or else|otherwise)                         the second may stand in the sentence before or after

`..` is a gap of up to two words, `...` of up to eight, `*` any one word, `#` a number in digits, `^` the start of a clause: of
the sentence, or after a colon, a dash, an opening quotation mark. Punctuation, case, contractions and
text-speak never matter. There are no regular expressions, so no pattern can run away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .normalise import Normaliser

SHORT_GAP = 2
LONG_GAP = 8
MAX_DEPTH = 12
MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word, normalised."""

    text: str


@dataclass(frozen=True, slots=True)
class Lemma:
    """`{arrest}`: any inflected form. Of several words, the first inflects."""

    text: str


@dataclass(frozen=True, slots=True)
class ListRef:
    """`@authority`: any entry of a named word list. `at` is its place in the pattern, in code points."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Number:
    """`#`: a word of digits."""


@dataclass(frozen=True, slots=True)
class Start:
    """`^`: no word, but the place where a clause starts."""


@dataclass(frozen=True, slots=True)
class Gap:
    """From `least` to `most` words of any kind, inside the sentence."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Optional:
    """`[...]`: may be left out."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """`(a|b)`: one of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after another."""

    items: tuple[Node, ...]


Node: TypeAlias = Word | Lemma | ListRef | Number | Start | Gap | Optional | Choice | Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a pattern that must stand together. The first part is the act.

    `nearby`: may stand in the neighbouring sentence too (`&&`), not only in the act's own (`&`).
    """

    node: Sequence
    nearby: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole pattern: one act, and what must stand with it."""

    parts: tuple[Part, ...]


class PhraseError(ValueError):
    """A pattern that can't be read. `at` is the offending place in it, in code points."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<gap>\.{2,}|…)|(?P<join>&&?)|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<left>\[)|(?P<right>\])"
    r"|(?P<lemma>\{[^{}]*\})|(?P<list>@[A-Za-z0-9_-]*)|(?P<number>#)|(?P<any>\*)|(?P<start>\^)|(?P<word>[^\s()|\[\]{}@#*&^]+)|(?P<stray>.)",
    re.DOTALL,
)


def parse_pattern(source: str, normaliser: Normaliser) -> Pattern:
    """Read a pattern. Raises PhraseError, which points at the character that is wrong."""
    if len(source) > MAX_LENGTH:
        raise PhraseError(f"pattern is longer than {MAX_LENGTH} characters; split it in several", MAX_LENGTH)
    tokens = list(_tokens(source))
    parts: list[Part] = []
    at, nearby = 0, False
    while True:
        end = next((i for i in range(at, len(tokens)) if tokens[i].kind == "join"), len(tokens))
        where = tokens[at].at if at < len(tokens) else len(source)
        parser = _Parser(tokens[at:end], tokens[end].at if end < len(tokens) else len(source), normaliser)
        parts.append(Part(_checked(parser.sequence(0), where), nearby))
        parser.expect_end()
        if end == len(tokens):
            return Pattern(tuple(parts))
        nearby, at = tokens[end].text == "&&", end + 1


def _tokens(source: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or "stray"
        if kind == "stray":
            raise PhraseError(f"stray {match.group()!r}; braces come in pairs, as in {{arrest}}", match.start())
        if kind != "space":
            yield _Token(kind, match.group(), match.start())


def _checked(node: Sequence, at: int) -> Sequence:
    """Refuse what could match nothing, or anything."""
    if not node.items:
        raise PhraseError("nothing to match here", at)
    if all(isinstance(item, (Gap, Optional, Start)) for item in node.items):
        raise PhraseError("every word here is optional, so this would match anywhere", at)
    if isinstance(node.items[0], Gap) or isinstance(node.items[-1], Gap):
        raise PhraseError("a gap at the edge matches nothing of use; leave it out", at)
    return node


class _Parser:
    """Recursive descent over the tokens of one part."""

    def __init__(self, tokens: list[_Token], end: int, normaliser: Normaliser) -> None:
        self._tokens = tokens
        self._end = end
        self._at = 0
        self._normaliser = normaliser

    def sequence(self, depth: int) -> Sequence:
        if depth > MAX_DEPTH:
            raise PhraseError(f"nested more than {MAX_DEPTH} deep", self._place())
        items: list[Node] = []
        while (token := self._peek()) is not None and token.kind not in ("close", "right", "bar"):
            self._at += 1
            items.extend(self._item(token, depth))
        return Sequence(tuple(items))

    def expect_end(self) -> None:
        token = self._peek()
        if token is not None:
            raise PhraseError(f"{token.text!r} without its opening bracket", token.at)

    def _item(self, token: _Token, depth: int) -> list[Node]:
        match token.kind:
            case "open":
                return [self._choice(token, "close", ")", depth)]
            case "left":
                return [Optional(self._choice(token, "right", "]", depth))]
            case "gap":
                return [Gap(0, SHORT_GAP if token.text == ".." else LONG_GAP)]
            case "any":
                return [Gap(1, 1)]
            case "number":
                return [Number()]
            case "start":
                return [Start()]
            case "list":
                if len(token.text) == 1:
                    raise PhraseError("@ needs the name of a word list, as in @authority", token.at)
                return [ListRef(token.text[1:], token.at)]
            case "lemma":
                words = self._normaliser.words(token.text[1:-1]).words
                if not words:
                    raise PhraseError("{} needs a word, as in {arrest}", token.at)
                return [Lemma(" ".join(words))]
            case _:
                return [Word(word) for word in self._normaliser.words(token.text).words]

    def _choice(self, opening: _Token, kind: str, bracket: str, depth: int) -> Node:
        options: list[Node] = []
        while True:
            at = self._place()
            options.append(_checked(self.sequence(depth + 1), at))
            token = self._peek()
            if token is None:
                raise PhraseError(f"{opening.text!r} is never closed; add {bracket!r}", opening.at)
            self._at += 1
            if token.kind == kind:
                return options[0] if len(options) == 1 else Choice(tuple(options))
            if token.kind != "bar":
                raise PhraseError(f"{token.text!r} closes what {opening.text!r} opened", token.at)

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _place(self) -> int:
        token = self._peek()
        return token.at if token is not None else self._end


def list_refs(node: Node) -> Iterator[ListRef]:
    """Every word list that `node` names."""
    match node:
        case ListRef():
            yield node
        case Optional():
            yield from list_refs(node.inner)
        case Choice():
            for option in node.options:
                yield from list_refs(option)
        case Sequence():
            for item in node.items:
                yield from list_refs(item)
