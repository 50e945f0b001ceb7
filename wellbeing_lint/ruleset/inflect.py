"""The inflected forms of a lemma: regular rules and a reviewed file of irregulars.

Rule authors write `{arrest}` and mean arrest, arrests, arrested, arresting. Libraries were measured and left out: simplemma
inverted lacks "left" and "booking", lemminflect lacks "evangelise" (DESIGN.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Inflector:
    """`irregular`: lemma -> all its forms besides itself; `doubling`: longer verbs that double their last
    letter (admit, refer); `spelling`: stems in pairs that are one word in two spellings (organis, organiz)."""

    irregular: Mapping[str, tuple[str, ...]]
    doubling: frozenset[str]
    spelling: tuple[tuple[str, str], ...]

    def forms(self, lemma: str) -> frozenset[str]:
        """Every form of `lemma`, itself included, in British and American spelling.

        A lemma of several words inflects its first: "lock up" gives "locked up". One word may be a noun and a verb.
        """
        first, _, rest = lemma.partition(" ")
        tail = f" {rest}" if rest else ""
        forms = {first, *self.irregular.get(first, ())}
        if first not in self.irregular:
            forms.update(self._regular(first))
        return frozenset(variant + tail for form in forms for variant in self.spellings(form))

    def spellings(self, word: str) -> frozenset[str]:
        """`word` in British and American spelling (one form where they agree)."""
        variants = {word}
        for british, american in self.spelling:
            if word.startswith(british):
                variants.add(american + word[len(british) :])
            elif word.startswith(american):
                variants.add(british + word[len(american) :])
        return frozenset(variants)

    def _regular(self, word: str) -> set[str]:
        if len(word) < 2:
            return {word + "s"}
        if word.endswith("ie"):
            return {word + "s", word + "d", word[:-2] + "ying"}
        if word.endswith(("ee", "oe", "ye")):
            return {word + "s", word + "d", word + "ing"}
        if word.endswith("e"):
            return {word + "s", word + "d", word[:-1] + "ing"}
        if word.endswith("y") and word[-2] not in _VOWELS:
            return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
        plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        if self._doubles(word):
            return {plural, word + word[-1] + "ed", word + word[-1] + "ing"}
        if word.endswith("l") and word[-2:-1] in tuple(_VOWELS) and len(word) > 4:
            # travel: travelled and traveled
            return {plural, word + "ed", word + "ing", word + "led", word + "ling"}
        return {plural, word + "ed", word + "ing"}

    def _doubles(self, word: str) -> bool:
        """One syllable that ends consonant, vowel, consonant (plan), or a listed longer verb (admit)."""
        if word in self.doubling:
            return True
        if len(word) < 3 or word[-1] in _VOWELS + "wxyh" or word[-2] not in _VOWELS or word[-3] in _VOWELS:
            return False
        return sum(letter in _VOWELS for letter in word) == 1
