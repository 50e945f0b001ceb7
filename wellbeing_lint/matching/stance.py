"""Does the text adopt what a pattern matched, or deny, forbid, report or criticise it?

In the tradition of ConText: cues with a scope, all of them data (rules/stance/). "You won't be arrested" and "never tell her she'll be
arrested" hold the words of a threat and are none. Which kind of excuse holds for which family is a table: "Don't tell
anyone but us" is isolation although negated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..finding import Excuse
from ..ruleset.compiled import CompiledExcuse, CompiledPattern
from .lattice import Found, Lattice

# The closed class of English words that turn a sentence round.
_NEGATORS = frozenset({"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "stop"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What stance looks at: the sentence of a match, its neighbours in the same passage, and the heading and list intro above.

    Each comes with the mask of the atoms that may occur in it.
    """

    here: tuple[Lattice, int]
    before: tuple[Lattice, int] | None
    after: tuple[Lattice, int] | None
    above: tuple[Lattice, int] | None


def find_excuse(act: Found, scene: Scene, excuses: tuple[CompiledExcuse, ...], kinds: frozenset[str]) -> Excuse | None:
    """The first excuse among `kinds` that holds for `act`, with the words that show it; None if the text adopts the act."""
    for excuse in excuses:
        if excuse.kind in kinds:
            cue = _cue(act, scene, excuse)
            if cue is not None:
                return Excuse(excuse.kind, cue)
    return None


def _cue(act: Found, scene: Scene, excuse: CompiledExcuse) -> str | None:
    lattice, mask = scene.here
    if excuse.scope == "quoted":
        return _quoted(act, lattice, mask, excuse)
    for cue in _cues(excuse, lattice, mask):
        if _reaches(cue, act, lattice, mask, excuse):
            return _text(lattice, cue)
    elsewhere = []
    if excuse.scope in ("previous", "around"):
        elsewhere.append(scene.before)
    if excuse.scope == "around":
        elsewhere.append(scene.after)
    if excuse.carries:
        elsewhere.append(scene.above)
    for place in elsewhere:
        if place is not None:
            for cue in _cues(excuse, *place):
                return _text(place[0], cue)
    return None


def _quoted(act: Found, lattice: Lattice, mask: int, excuse: CompiledExcuse) -> str | None:
    """The quotation that holds a word of the act, if the text speaks of the words and doesn't use them: a cue stands right before or
    right after it ("phrases such as ...", "... sounds like a threat"), or it is short ("selling herself"). A script is no mention."""
    for first, last in lattice.words.quotes:
        inside = (1 << last) - (1 << first)
        if not act.fixed & inside:
            continue
        # a cue may run on into the quotation ("the line 'I promise ...'")
        spoken_of = any(cue.start < first <= cue.end + 1 for cue in _cues(excuse, lattice, mask)) or any(
            cue.start == last for cue in _find_all(excuse.after, lattice, mask)
        )
        short = last - first <= excuse.reach
        if spoken_of or (
            short and not any(first - 3 <= stop.end <= first for stop in _find_all(excuse.stop, lattice, mask))
        ):
            return " ".join(lattice.words.words[first:last])
    return None


def _cues(excuse: CompiledExcuse, lattice: Lattice, mask: int) -> Iterator[Found]:
    """The cues in a sentence, less those which are part of a wording that is no cue ("not only")."""
    besides: list[Found] | None = None
    for cue in _find_all(excuse.cues, lattice, mask):
        if besides is None:
            besides = _find_all(excuse.besides, lattice, mask)
        if not any(other.start <= cue.start and cue.end <= other.end for other in besides):
            yield cue


def _find_all(patterns: tuple[CompiledPattern, ...], lattice: Lattice, mask: int) -> list[Found]:
    """Every match of the wordings in a sentence. Worked out once a sentence, however many matches ask for it."""
    key = id(patterns)  # the ruleset keeps its tuples for as long as it lives
    if key not in lattice.wordings:
        lattice.wordings[key] = [
            found
            for pattern in patterns
            if pattern.parts[0].needs & mask == pattern.parts[0].needs
            for found in lattice.find(pattern.parts[0].tree)
        ]
    return lattice.wordings[key]


def _reaches(cue: Found, act: Found, lattice: Lattice, mask: int, excuse: CompiledExcuse) -> bool:
    """Whether a cue in the sentence of the act covers the act."""
    if _is_part_of(cue, act, lattice):
        return False
    if excuse.scope in ("sentence", "around"):
        return True
    if act.start <= cue.start < act.end:
        return True
    if cue.start >= act.end:
        return False
    if excuse.scope == "clause":
        if act.start - cue.end > excuse.reach:
            return False
        if any(cue.end <= at <= act.start for at in lattice.words.breaks):
            return False
    return not any(cue.end <= stop.start and stop.end <= act.start for stop in _find_all(excuse.stop, lattice, mask))


def _is_part_of(cue: Found, act: Found, lattice: Lattice) -> bool:
    """Whether the pattern itself names the cue, or its negation: the "not" of "if you do not tell us" says nothing against the
    threat. "Never hint" is a cue against "hint at a warrant", although the two share a word."""
    shared = cue.fixed & act.fixed
    return shared == cue.fixed or any(
        shared >> at & 1 and lattice.words.words[at] in _NEGATORS for at in range(cue.start, cue.end)
    )


def _text(lattice: Lattice, cue: Found) -> str:
    return " ".join(lattice.words.words[cue.start : cue.end])
