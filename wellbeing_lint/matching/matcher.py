"""Finds what the rules match in the passages of a draft, and says of each match whether the text adopts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..finding import Excuse, Span
from ..ruleset.compiled import CompiledPart, CompiledPattern, CompiledRuleset
from ..ruleset.normalise import Words
from .lattice import Found, Lattice
from .nlp import PhraseFinder
from .prefilter import candidates, may_match
from .quicklook import PhraseHit, find_phrases
from .sentences import split_sentences
from .stance import Scene, find_excuse


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose to match in. `fields` are the spans of its merge fields; `above` the heading and list intro it
    stands under; `joins`: whether its first sentence may be read together with the last of the passage before."""

    text: str
    fields: tuple[Span, ...] = ()
    above: str = ""
    joins: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A span of code points in the text of passage number `passage`."""

    passage: int
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    """A match of rule number `rule`, from `first` to `last` (the same place, or neighbours), with its excuse if it has one.

    `sentence` is the place of the sentence that holds the act. `weight`: how many words the pattern names in its act, where they
    must stand in order: a measure of how specific it is. Words that need only be near count for nothing.
    """

    rule: int
    pattern: str
    first: Place
    last: Place
    sentence: Place
    weight: int
    excuse: Excuse | None


@dataclass
class _Sentence:
    """A sentence, decoded only as far as matching gets with it."""

    ruleset: CompiledRuleset
    finder: PhraseFinder
    passage: Passage
    place: Place

    @cached_property
    def text(self) -> str:
        return self.passage.text[self.place.span.start : self.place.span.end]

    @cached_property
    def mask(self) -> int:
        return self.ruleset.mask_of(self.ruleset.normaliser.vocabulary(self.text))

    @cached_property
    def words(self) -> Words:
        offset = self.place.span.start
        fields = [
            Span(max(0, field.start - offset), min(len(self.text), field.end - offset))
            for field in self.passage.fields
            if field.overlaps(self.place.span)
        ]
        return self.ruleset.normaliser.words(self.text, fields)

    @cached_property
    def phrases(self) -> list[PhraseHit]:
        return find_phrases(self.ruleset, self.words.words)

    @cached_property
    def first_look(self) -> Lattice:
        """The sentence as the first look shows it: enough to say that a pattern does not match."""
        return Lattice(self.words, self.phrases, self.ruleset, self.mask)

    @cached_property
    def lattice(self) -> Lattice:
        """The sentence as spaCy shows it."""
        return Lattice(self.words, self.finder.find(self.words.words, self.phrases), self.ruleset, self.mask)

    @cached_property
    def above(self) -> tuple[Lattice, int] | None:
        if not self.passage.above:
            return None
        normaliser = self.ruleset.normaliser
        words = normaliser.words(self.passage.above)
        mask = self.ruleset.mask_of(normaliser.vocabulary(self.passage.above))
        phrases = self.finder.find(words.words, find_phrases(self.ruleset, words.words))
        return Lattice(words, phrases, self.ruleset, mask), mask

    def view(self) -> tuple[Lattice, int]:
        return self.lattice, self.mask

    def place_of(self, found: Found) -> Place:
        span = self.lattice.words.span(found.start, found.end)
        offset = self.place.span.start
        return Place(self.place.passage, Span(span.start + offset, span.end + offset))


class Matcher:
    """Matches one ruleset. Keeps what spaCy has learnt between drafts, nothing of the drafts."""

    def __init__(self, ruleset: CompiledRuleset, rules: frozenset[int] | None = None) -> None:
        self.ruleset = ruleset
        self._rules = rules
        self._finder = PhraseFinder()

    def matches(self, passages: Sequence[Passage], rules: frozenset[int] | None = None) -> list[Match]:
        """Every match in the passages, excused ones included, in order of place. Each rule matches a stretch once.

        `rules` narrows this call to rules of these numbers; without it, those that the matcher was made for.
        """
        rules = self._rules if rules is None else rules
        if not self._any_candidate(passages):
            return []
        sentences = [
            _Sentence(self.ruleset, self._finder, passage, Place(number, span))
            for number, passage in enumerate(passages)
            for span in split_sentences(passage.text)
        ]
        masks = [sentence.mask for sentence in sentences]
        found: dict[tuple[int, Place], Match] = {}
        for at, mask in enumerate(masks):
            near = [i for i in (at - 1, at + 1) if 0 <= i < len(sentences) and self._joined(sentences, i, at)]
            nearby = mask
            for i in near:
                nearby |= masks[i]
            for number in candidates(self.ruleset, mask, nearby):
                pattern = self.ruleset.pattern(number)
                if rules is not None and pattern.rule not in rules:
                    continue
                for match in self._match(pattern, sentences, at, near):
                    key = (match.rule, match.sentence)
                    held = found.get(key)
                    if held is None or _preference(match) > _preference(held):
                        found[key] = match
        return sorted(found.values(), key=lambda match: (match.first.passage, match.first.span, match.rule))

    def _any_candidate(self, passages: Sequence[Passage]) -> bool:
        """Whether the draft as a whole can match: for most clean drafts this is all the work."""
        mask = self.ruleset.mask_of(self.ruleset.normaliser.vocabulary("\n".join(passage.text for passage in passages)))
        return next(candidates(self.ruleset, mask, mask), None) is not None

    @staticmethod
    def _joined(sentences: list[_Sentence], one: int, other: int) -> bool:
        first, second = sentences[min(one, other)], sentences[max(one, other)]
        return first.place.passage == second.place.passage or second.passage.joins

    def _match(self, pattern: CompiledPattern, sentences: list[_Sentence], at: int, near: list[int]) -> Iterator[Match]:
        here = sentences[at]
        act_part, *others = pattern.parts
        if not here.first_look.matches(act_part.tree):
            return
        for part in others:
            around = [at, *near] if part.nearby else [at]
            if not any(
                may_match(part.needs, sentences[i].mask) and sentences[i].first_look.matches(part.tree) for i in around
            ):
                return
        # the longest act could swallow the words that a further part needs
        for act in here.lattice.find(act_part.tree, shortest=bool(others)):
            places = [here.place_of(act)]
            for part in others:
                beside = self._beside(part, act, sentences, at, near)
                if beside is None:
                    break
                places.append(beside)
            else:
                first = min(places, key=lambda place: (place.passage, place.span.start))
                last = max(places, key=lambda place: (place.passage, place.span.end))
                excuse = self._excuse(pattern.rule, act, sentences, at)
                yield Match(pattern.rule, pattern.text, first, last, here.place, act.weight, excuse)

    @staticmethod
    def _beside(part: CompiledPart, act: Found, sentences: list[_Sentence], at: int, near: list[int]) -> Place | None:
        """Where a further part stands: in the act's sentence, beside the act, or in a neighbour."""
        here = sentences[at]
        if may_match(part.needs, here.mask):
            for found in here.lattice.find(part.tree):
                if not found.fixed & act.fixed:
                    return here.place_of(found)
        for i in near if part.nearby else ():
            if may_match(part.needs, sentences[i].mask):
                for found in sentences[i].lattice.find(part.tree):
                    return sentences[i].place_of(found)
        return None

    def _excuse(self, rule: int, act: Found, sentences: list[_Sentence], at: int) -> Excuse | None:
        here = sentences[at]
        kinds, wordings = self.ruleset.stance_of(rule)
        near = [i for i in (at - 1, at + 1) if self._neighbour(sentences, at, i) is not None]
        for unless in wordings:
            if self._occurs(unless, sentences, at, near):
                return Excuse("unless", unless.text)
        scene = Scene(
            here=here.view(),
            before=self._neighbour(sentences, at, at - 1),
            after=self._neighbour(sentences, at, at + 1),
            above=here.above,
        )
        return find_excuse(act, scene, self.ruleset.excuses, kinds)

    @staticmethod
    def _occurs(pattern: CompiledPattern, sentences: list[_Sentence], at: int, near: list[int]) -> bool:
        """Whether each part of `pattern` occurs in the sentence, or for `&&` in it or a neighbour of the same passage."""
        return all(
            any(
                may_match(part.needs, sentences[i].mask) and sentences[i].lattice.matches(part.tree)
                for i in ([at, *near] if part.nearby else [at])
            )
            for part in pattern.parts
        )

    @staticmethod
    def _neighbour(sentences: list[_Sentence], at: int, other: int) -> tuple[Lattice, int] | None:
        """The neighbour sentence, if it belongs to the same passage."""
        if not 0 <= other < len(sentences):
            return None
        neighbour = sentences[other]
        return neighbour.view() if neighbour.place.passage == sentences[at].place.passage else None


def _preference(match: Match) -> tuple[bool, int, int]:
    """An adopted match before an excused one, then the more specific, then the longer."""
    return (match.excuse is None, match.weight, len(match.first.span))
