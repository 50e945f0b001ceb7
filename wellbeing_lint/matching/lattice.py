"""Matches compiled patterns on the words of a sentence, all starting places at once.

A set of positions is one integer, a bit for each place between words; a step over an atom is a mask and a shift. Time is
linear in the pattern whatever the gaps, where spaCy's own Matcher takes seconds for three gaps in an unpunctuated message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..ruleset import compiled
from ..ruleset.compiled import CompiledRuleset
from ..ruleset.normalise import FIELD, Words
from .quicklook import PhraseHit


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a tree: words `start` up to, not including, `end`; `fixed` is the mask of those that the pattern names,
    as against the words that its gaps step over."""

    start: int
    end: int
    fixed: int

    @property
    def weight(self) -> int:
        """How many words the pattern names: a measure of how specific the match is."""
        return self.fixed.bit_count()


class Lattice:
    """One sentence with the hits of the atoms in it. `mask`: the atoms that may occur. `wordings`: what stance has found in it."""

    def __init__(self, words: Words, phrases: Sequence[PhraseHit], ruleset: CompiledRuleset, mask: int) -> None:
        self.words = words
        self._single = [ruleset.atoms_of_word(word) for word in words.words]
        self._phrases = phrases
        self._hits: dict[int, list[tuple[int, int]]] = {}
        self.wordings: dict[int, list[Found]] = {}
        self._ruleset = ruleset
        self._mask = mask
        self._all = (1 << len(words) + 1) - 1
        self._optional = sum(1 << at for at, word in enumerate(words.words) if word == FIELD or at in words.optional)
        self._clause_starts = sum(1 << at for at in {0, *words.breaks, *(first for first, _ in words.quotes)})

    def find(self, tree: list[Any], *, shortest: bool = False) -> Iterator[Found]:
        """The matches of `tree`, from left to right, none inside another: the earliest start, then the longest (or shortest)."""
        starts = self._all & ~self._optional
        while (start := self._first_start(tree, starts)) is not None:
            ends = self._advance(tree, 1 << start)
            end = (ends & -ends if shortest else ends).bit_length() - 1
            yield Found(start, end, self._fixed(tree, 1 << start, 1 << end))
            starts = self._all & ~((1 << max(end, start + 1)) - 1)

    def matches(self, tree: list[Any]) -> bool:
        """True when `tree` matches anywhere."""
        return self._advance(tree, self._all) != 0

    def _first_start(self, tree: list[Any], starts: int) -> int | None:
        """The lowest position among `starts` from which `tree` matches, by halving: the ends only grow with the starts."""
        if not self._advance(tree, starts):
            return None
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self._advance(tree, starts & ((1 << middle + 1) - 1)):
                high = middle
            else:
                low = middle + 1
        return low

    def _advance(self, tree: list[Any], positions: int) -> int:
        """All positions that `tree` leads to from any of `positions`."""
        match tree[0]:
            case compiled.HIT:
                hits = self._hits_of(tree[1])
                if not hits:
                    return 0
                positions = self._over_optional(positions)
                reached = 0
                for length, starts in hits:
                    reached |= (positions & starts) << length
                return reached
            case compiled.SEQUENCE:
                for inner in tree[1]:
                    positions = self._advance(inner, positions)
                    if not positions:
                        return 0
                return positions
            case compiled.GAP:
                for _ in range(tree[1]):
                    positions = positions << 1 & self._all
                for _ in range(tree[2] - tree[1]):
                    positions |= positions << 1 & self._all
                return positions
            case compiled.OPTIONAL:
                return positions | self._advance(tree[1], positions)
            case compiled.START:
                return positions & self._clause_starts
            case _:
                reached = 0
                for inner in tree[1]:
                    reached |= self._advance(inner, positions)
                return reached

    def _hits_of(self, atom: int) -> list[tuple[int, int]]:
        """Where `atom` stands, as (length in words, mask of the words at which a hit of that length starts): its words and
        phrases, its children, and the trees it holds. Worked out once a sentence."""
        if atom in self._hits:
            return self._hits[atom]
        if not self._mask >> atom & 1:
            return self._hits.setdefault(atom, [])
        lengths: dict[int, int] = {}
        single = sum(1 << at for at, atoms in enumerate(self._single) if atoms >> atom & 1)
        if single:
            lengths[1] = single
        for start, end, atoms in self._phrases:
            if atoms >> atom & 1:
                lengths[end - start] = lengths.get(end - start, 0) | 1 << start
        composite = self._ruleset.composite(atom)
        if composite is None:
            return self._hits.setdefault(atom, list(lengths.items()))
        for child in composite.children:
            for length, starts in self._hits_of(child):
                lengths[length] = lengths.get(length, 0) | starts
        for needs, tree in composite.trees:
            if needs & self._mask == needs and self._advance(tree, self._all):
                for start in range(len(self.words)):
                    ends = self._advance(tree, 1 << start) >> start
                    for length in range(1, ends.bit_length()):
                        if ends >> length & 1:
                            lengths[length] = lengths.get(length, 0) | 1 << start
        return self._hits.setdefault(atom, list(lengths.items()))

    def _over_optional(self, positions: int) -> int:
        """`positions`, and those behind words that stand there and may be passed over: a merge field never splits a match,
        nor does the 's of "mother's", which may be an "is"."""
        while self._optional and (grown := positions | (positions & self._optional) << 1) != positions:
            positions = grown
        return positions

    def _fixed(self, tree: list[Any], start: int, end: int) -> int:
        """The words that `tree` names on one way from position-bit `start` to `end`, both single bits."""
        match tree[0]:
            case compiled.HIT:
                behind = self._over_optional(start)
                for length, starts in self._hits_of(tree[1]):
                    if (behind & starts) << length & end:
                        return end - (end >> length)
                return 0
            case compiled.SEQUENCE:
                return self._fixed_sequence(tree[1], start, end)
            case compiled.OPTIONAL:
                return self._fixed(tree[1], start, end) if self._advance(tree[1], start) & end else 0
            case compiled.CHOICE:
                for inner in tree[1]:
                    if self._advance(inner, start) & end:
                        return self._fixed(inner, start, end)
                return 0
            case _:
                return 0

    def _fixed_sequence(self, trees: list[list[Any]], start: int, end: int) -> int:
        """Walk a sequence forward to see what is within reach, then back from `end` along one way that leads there."""
        reach = [start]
        for tree in trees:
            reach.append(self._advance(tree, reach[-1]))
        fixed = 0
        for tree, before in zip(reversed(trees), reversed(reach[:-1]), strict=True):
            origin = self._origin(tree, before, end)
            fixed |= self._fixed(tree, origin, end)
            end = origin
        return fixed

    def _origin(self, tree: list[Any], before: int, end: int) -> int:
        """The latest of the positions `before` from which `tree` leads to `end`."""
        while before:
            top = 1 << before.bit_length() - 1
            if self._advance(tree, top) & end:
                return top
            before ^= top
        raise AssertionError("a match has a way that leads to its end")
