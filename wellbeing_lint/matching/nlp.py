"""The one module that touches spaCy, imported only when a sentence matches at a first look: the import alone costs more than
a clean check.

spaCy's tokeniser turns the normalised sentence into tokens and its PhraseMatcher finds the phrases of several words. Phrases are added
as sentences call for them, so a run pays for the handful it meets and not for every list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..ruleset.compiled import CompiledRuleset
from .quicklook import Hits, note

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher


@dataclass
class AtomFinder:
    """Finds where the atoms of a ruleset stand in a sentence. Keeps the phrases it has met."""

    ruleset: CompiledRuleset

    def __post_init__(self) -> None:
        self._added: set[str] = set()

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.blank("en")

    @cached_property
    def _phrases(self) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        return PhraseMatcher(self._nlp.vocab)

    def hits(self, words: Sequence[str], phrases: Mapping[str, list[int]]) -> Hits:
        """All hits of all atoms among `words` (normalised, FIELD words included, which no atom holds).

        `phrases`: those of several words to look for, with their atoms.
        """
        self._add(phrases)
        starts: dict[int, dict[int, int]] = {}
        doc = self._nlp.make_doc(" ".join(words))
        word_at, at = {}, 0
        for number, word in enumerate(words):
            word_at[at] = number
            for atom in self.ruleset.atoms_of_word(word):
                note(starts, atom, number, 1)
            at += len(word) + 1
        ends = {start + len(words[number]): number + 1 for start, number in word_at.items()}
        for _, first, last in self._phrases(doc) if phrases else ():
            span = doc[first:last]
            # a token inside a word ("6pm" is two tokens to spaCy) is no place for a phrase to start or end
            if span.start_char not in word_at or span.end_char not in ends:
                continue
            start, end = word_at[span.start_char], ends[span.end_char]
            # nor is "6pm" the phrase "6 pm"
            for atom in phrases.get(" ".join(words[start:end]), ()):
                note(starts, atom, start, end - start)
        return {atom: list(lengths.items()) for atom, lengths in starts.items()}

    def _add(self, phrases: Mapping[str, list[int]]) -> None:
        new = [phrase for phrase in phrases if phrase not in self._added]
        if new:
            self._added.update(new)
            self._phrases.add("phrase", [self._nlp.make_doc(phrase) for phrase in new])
