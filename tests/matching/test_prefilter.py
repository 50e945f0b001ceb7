"""The prefilter never drops a match: checked on texts sampled from the patterns themselves, so that many match."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing_lint.matching.lattice import Lattice
from wellbeing_lint.matching.nlp import PhraseFinder
from wellbeing_lint.matching.prefilter import candidates
from wellbeing_lint.matching.quicklook import find_phrases
from wellbeing_lint.ruleset import compiled
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.ruleset.locate import load_ruleset

EVERY_ATOM = -1
"""A mask under which the lattice takes no help from the prefilter."""
FILLER = ["tea", "and", "you", "will", "not", "police", "her", "the", "child", "40", "don't", "God"]


class Sampler:
    """Writes texts that a pattern matches."""

    def __init__(self, ruleset: CompiledRuleset) -> None:
        self.ruleset = ruleset
        self.finder = PhraseFinder()
        self.forms: dict[int, list[str]] = {0: ["40"]}
        for word, atoms in ruleset.words():
            for atom in atoms:
                self.forms.setdefault(atom, []).append(word)
        for phrase, atoms in ruleset.phrases():
            for atom in atoms:
                self.forms.setdefault(atom, []).append(phrase)

    def text(self, tree: list[Any], random: random.Random) -> str:
        match tree[0]:
            case compiled.HIT:
                composite = self.ruleset.composite(tree[1])
                choices: list[Any] = list(self.forms.get(tree[1], ()))
                if composite is not None:
                    choices += [[compiled.HIT, child] for child in composite.children]
                    choices += [inner for _, inner in composite.trees]
                chosen = random.choice(choices)
                return chosen if isinstance(chosen, str) else self.text(chosen, random)
            case compiled.SEQUENCE:
                return " ".join(filter(None, (self.text(inner, random) for inner in tree[1])))
            case compiled.GAP:
                return " ".join(random.choices(FILLER, k=random.randint(tree[1], tree[2])))
            case compiled.START:
                return ""
            case compiled.OPTIONAL:
                return self.text(tree[1], random) if random.random() < 0.5 else ""
            case _:
                return self.text(random.choice(tree[1]), random)


@pytest.fixture(scope="module")
def sampler(ruleset: CompiledRuleset) -> Sampler:
    return Sampler(ruleset)


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), noise=st.text(st.sampled_from(list("abc .,!\n\u200b")), max_size=12))
def test_a_text_that_matches_a_pattern_passes_the_prefilter(seed: int, noise: str) -> None:
    sampler = _sampler()
    ruleset = sampler.ruleset
    chance = random.Random(seed)
    number = chance.randrange(ruleset.pattern_count)
    parts = ruleset.pattern(number).parts
    text = f"{noise} {' '.join(sampler.text(part.tree, chance) for part in parts)} {noise}".upper()
    words = ruleset.normaliser.words(text)
    mask = ruleset.mask_of(ruleset.normaliser.vocabulary(text))
    seen = find_phrases(ruleset, words.words)
    lattice = Lattice(words, sampler.finder.find(words.words, seen), ruleset, EVERY_ATOM)
    first_look = Lattice(words, seen, ruleset, mask)
    if all(lattice.matches(part.tree) for part in parts):
        assert number in set(candidates(ruleset, mask, mask))
        assert all(first_look.matches(part.tree) for part in parts)


def test_sampled_texts_do_match(sampler: Sampler) -> None:
    """The property above would hold of nothing if the samples never matched."""
    chance = random.Random(7)
    matched = 0
    for _ in range(200):
        part = sampler.ruleset.pattern(chance.randrange(sampler.ruleset.pattern_count)).parts[0]
        words = sampler.ruleset.normaliser.words(sampler.text(part.tree, chance))
        phrases = sampler.finder.find(words.words, find_phrases(sampler.ruleset, words.words))
        matched += Lattice(words, phrases, sampler.ruleset, EVERY_ATOM).matches(part.tree)
    assert matched > 150


_SAMPLERS: list[Sampler] = []


def _sampler() -> Sampler:
    if not _SAMPLERS:
        _SAMPLERS.append(Sampler(load_ruleset()))
    return _SAMPLERS[0]
