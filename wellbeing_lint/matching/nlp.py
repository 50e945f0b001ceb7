"""The one module that touches spaCy, imported only when a sentence matches at a first look: the import alone costs more than
a clean check.

spaCy's tokeniser turns the normalised sentence into tokens and its PhraseMatcher finds the phrases of several words. Phrases are added
as sentences call for them, so a run pays for the handful it meets and not for every list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .quicklook import PhraseHit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher


class PhraseFinder:
    """Finds phrases in sentences with spaCy. Keeps those it has met."""

    def __init__(self) -> None:
        self._added: set[str] = set()

    @cached_property
    def _nlp(self) -> Language:
        import spacy

        return spacy.blank("en")

    @cached_property
    def _phrases(self) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        return PhraseMatcher(self._nlp.vocab)

    def find(self, words: Sequence[str], expected: Sequence[PhraseHit]) -> list[PhraseHit]:
        """The phrases among `words` (normalised, FIELD words included), of those that a first look saw there."""
        if not expected:
            return []
        atoms = {" ".join(words[hit.start : hit.end]): hit.atoms for hit in expected}
        self._add(atoms)
        doc = self._nlp.make_doc(" ".join(words))
        starts, ends, at = {}, {}, 0
        for number, word in enumerate(words):
            starts[at], ends[at + len(word)] = number, number + 1
            at += len(word) + 1
        hits = []
        for _, first, last in self._phrases(doc):
            span = doc[first:last]
            # a token inside a word ("6pm" is two tokens to spaCy) is no place for a phrase to start or end,
            # nor is "6pm" the phrase "6 pm"
            start, end = starts.get(span.start_char), ends.get(span.end_char)
            if start is not None and end is not None and (phrase := " ".join(words[start:end])) in atoms:
                hits.append(PhraseHit(start, end, atoms[phrase]))
        return hits

    def _add(self, phrases: Iterable[str]) -> None:
        new = [phrase for phrase in phrases if phrase not in self._added]
        if new:
            self._added.update(new)
            self._phrases.add("phrase", [self._nlp.make_doc(phrase) for phrase in new])
