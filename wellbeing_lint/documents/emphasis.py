"""Which asterisks, underscores and tildes of a Markdown passage are markup, by CommonMark's delimiter rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .passage import Cut


@dataclass(slots=True)
class DelimiterRun:
    """`length` equal characters in a row that may open or close emphasis.

    `opened` of them, at the right end, turned out to open some; `closed`, at the left end, to close some.
    """

    char: str
    start: int
    length: int
    can_open: bool
    can_close: bool
    opened: int = 0
    closed: int = 0

    @property
    def left(self) -> int:
        """How many are still unmatched."""
        return self.length - self.opened - self.closed


def delimiter_run(text: str, start: int) -> DelimiterRun:
    """The run of the character at `start` of `text`."""
    char = text[start]
    end = start + 1
    while end < len(text) and text[end] == char:
        end += 1
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = _flanks(before, after)
    closes = _flanks(after, before)
    if char == "_":  # not inside a word: first_name
        opens, closes = (
            opens and (not closes or _is_punctuation(before)),
            closes and (not opens or _is_punctuation(after)),
        )
    elif char == "~" and end - start > 2:
        opens = closes = False
    return DelimiterRun(char, start, end - start, opens, closes)


def find_emphasis(runs: Sequence[DelimiterRun]) -> list[Cut]:
    """The delimiters among `runs`, which come in order, that are markup."""
    _match(runs)
    cuts: list[Cut] = []
    for run in runs:
        end = run.start + run.length
        if run.char == "*" and run.left > 1 and run.can_open != run.can_close:
            # Meant as bold ("**Never say:**You", "you** will**"), though CommonMark shows the asterisks.
            cuts.append(Cut(run.start, end))
            continue
        if run.closed:
            cuts.append(Cut(run.start, run.start + run.closed))
        if run.opened:
            cuts.append(Cut(end - run.opened, end))
    return cuts


def _match(runs: Sequence[DelimiterRun]) -> None:
    """Pair openers and closers, the nearest first. Linear: no opener is looked at again for the same kind of closer."""
    previous = list(range(-1, len(runs) - 1))  # the unmatched run before each, as a linked list
    bottoms: dict[tuple[str, bool, int], int] = {}  # no opener at or below, for this kind of closer
    for index, closer in enumerate(runs):
        while closer.can_close and closer.left:
            kind = (closer.char, closer.can_open, closer.length if closer.char == "~" else closer.length % 3)
            bottom = bottoms.get(kind, -1)
            candidate = previous[index]
            while candidate > bottom and not _pairs(runs[candidate], closer):
                candidate = previous[candidate]
            if candidate <= bottom:
                bottoms[kind] = index - 1
                break
            opener = runs[candidate]
            width = opener.length if closer.char == "~" else 2 if opener.left > 1 and closer.left > 1 else 1
            opener.opened += width
            closer.closed += width
            # What stands between the two can no longer be matched across them.
            previous[index] = candidate if opener.left else previous[candidate]


def _pairs(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    """True when the two may hold emphasis between them."""
    if opener.char != closer.char or not opener.can_open or not opener.left:
        return False
    if opener.char == "~":
        return opener.length == closer.length
    if opener.can_close or closer.can_open:
        return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True


def _flanks(outer: str, inner: str) -> bool:
    """True when a run with `outer` on its one side may enclose words that start with `inner` on its other."""
    if inner.isspace():
        return False
    return not _is_punctuation(inner) or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(char: str) -> bool:
    return not char.isalnum() and unicodedata.category(char)[0] in "PS"
