"""A look at the plain words of a sentence, without spaCy: which phrases of several words stand in it, and where?

With the single words this is enough to say that a pattern does not match. What it finds decides whether a sentence is worth spaCy's while (its
import alone costs more than a clean page), and which phrases spaCy is to look for in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..ruleset.compiled import CompiledRuleset, mask_of_atoms


class PhraseHit(NamedTuple):
    """A phrase of several words, from word `start` up to, not including, `end`; `atoms` is the mask of those that hold it."""

    start: int
    end: int
    atoms: int


def find_phrases(ruleset: CompiledRuleset, words: Sequence[str]) -> list[PhraseHit]:
    """The phrases of `ruleset` among `words`. Linear in the words, whatever the number of rules."""
    hits = []
    for at in range(len(words) - 1):
        node = ruleset.phrases_from(f"{words[at]} {words[at + 1]}")
        end = at + 2
        while node is not None:
            if "" in node:
                hits.append(PhraseHit(at, end, mask_of_atoms(node[""])))
            node = node.get(words[end]) if end < len(words) else None
            end += 1
    return hits
