"""Which patterns can match a text at all, by the words in it: sound (never drops a match), cheap, and without spaCy.

A compiled pattern knows, for each of its parts, the atoms that must occur. A text gives the mask of the atoms that may.
Patterns are looked up by their
rarest atom, so a thousand rules cost a clean text no more than ten.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ruleset.compiled import CompiledRuleset


def may_match(needs: int, mask: int) -> bool:
    """Whether a text with the atoms `mask` holds all of `needs`."""
    return needs & mask == needs


def candidates(ruleset: CompiledRuleset, mask: int, nearby: int) -> Iterator[int]:
    """Numbers of the patterns that may match a sentence with atoms `mask`, whose neighbours and itself hold `nearby`."""
    anchored = mask & ruleset.anchors
    while anchored:
        lowest = anchored & -anchored
        anchored ^= lowest
        for number in ruleset.patterns_by_anchor[lowest.bit_length() - 1]:
            parts = ruleset.pattern(number).parts
            if all(may_match(part.needs, nearby if part.nearby else mask) for part in parts):
                yield number
