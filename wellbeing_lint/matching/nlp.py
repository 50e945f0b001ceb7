"""The one module that touches spaCy, imported only when a sentence can match: the import alone costs more than a clean check.

spaCy's tokeniser turns the normalised sentence into tokens and its PhraseMatcher finds the phrases of several words. Phrases are added
as sentences call for them, so a run pays for the handful it meets and not for every list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..ruleset.compiled import CompiledRuleset

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

Hits = dict[int, list[tuple[int, int]]]
"""Atom -> [(length in words, mask of the words at which a hit of that length starts)]."""


@dataclass
class AtomFinder:
    """Finds where the atoms of a ruleset stand in a sentence. Keeps the phrases it has met."""

    ruleset: CompiledRuleset

    def __post_init__(self) -> None:
        self._added: set[str] = set()
        self._atoms: dict[str, list[int]] = {}

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.blank("en")

    @cached_property
    def _phrases(self) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        return PhraseMatcher(self._nlp.vocab)

    def hits(self, words: Sequence[str]) -> Hits:
        """All hits of all atoms among `words` (normalised, FIELD words included, which no atom holds)."""
        present = set(words)
        self._add_phrases(present)
        starts: dict[int, dict[int, int]] = {}
        doc = self._nlp.make_doc(" ".join(words))
        word_at, at = {}, 0
        for number, word in enumerate(words):
            word_at[at] = number
            for atom in self.ruleset.atoms_of_word(word):
                lengths = starts.setdefault(atom, {})
                lengths[1] = lengths.get(1, 0) | 1 << number
            at += len(word) + 1
        ends = {start + len(words[number]): number + 1 for start, number in word_at.items()}
        for _, first, last in self._phrases(doc) if self._added else ():
            span = doc[first:last]
            # a token inside a word ("id" is two tokens to spaCy) is no place for a phrase to start or end
            if span.start_char not in word_at or span.end_char not in ends:
                continue
            start, end = word_at[span.start_char], ends[span.end_char]
            # nor is "6pm", which is two tokens as "6 pm" is, the phrase "6 pm"
            for atom in self._atoms.get(" ".join(words[start:end]), ()):
                lengths = starts.setdefault(atom, {})
                lengths[end - start] = lengths.get(end - start, 0) | 1 << start
        return {atom: list(lengths.items()) for atom, lengths in starts.items()}

    def _add_phrases(self, present: set[str]) -> None:
        new = []
        for word in present:
            for phrase, atoms in self.ruleset.phrases_of(word).items():
                if phrase not in self._added and present.issuperset(phrase.split()):
                    self._added.add(phrase)
                    self._atoms[phrase] = atoms
                    new.append(phrase)
        if new:
            self._phrases.add("phrase", [self._nlp.make_doc(phrase) for phrase in new])
