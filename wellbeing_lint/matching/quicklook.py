"""A look at the plain words of a sentence, without spaCy: where do the atoms stand?

What it finds decides whether a sentence is worth spaCy's while (its import alone costs more than a clean page), and which phrases
spaCy is to look for in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..ruleset.compiled import CompiledRuleset

Hits = dict[int, list[tuple[int, int]]]
"""Atom -> [(length in words, mask of the words at which a hit of that length starts)]."""


@dataclass(frozen=True, slots=True)
class Look:
    """`hits` of all atoms; `phrases` of several words that stand in the sentence, with their atoms."""

    hits: Hits
    phrases: dict[str, list[int]]


def look(ruleset: CompiledRuleset, words: Sequence[str]) -> Look:
    """Where the atoms of `ruleset` stand among `words`. Linear in the words, whatever the number of rules."""
    starts: dict[int, dict[int, int]] = {}
    phrases: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        for atom in ruleset.atoms_of_word(word):
            note(starts, atom, at, 1)
        node = ruleset.phrases_from(word)
        end = at + 1
        while node and end < len(words) and (node := node.get(words[end])) is not None:
            end += 1
            if "" in node:
                phrases[" ".join(words[at:end])] = node[""]
                for atom in node[""]:
                    note(starts, atom, at, end - at)
    return Look({atom: list(lengths.items()) for atom, lengths in starts.items()}, phrases)


def note(starts: dict[int, dict[int, int]], atom: int, start: int, length: int) -> None:
    """Add a hit of `atom` at word `start`, `length` words long."""
    lengths = starts.setdefault(atom, {})
    lengths[length] = lengths.get(length, 0) | 1 << start
