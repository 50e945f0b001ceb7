"""Lines of styled text, wrapped to a width: what the rich report is written on.

The wrapping is ours because rich breaks lines at any space, also inside `{{ first name }}`, and merge fields
are shown whole. rich measures the cells (emoji and Chinese letters take two) and makes the colours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .excerpt import MERGE_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

_WORD = re.compile(rf"(?:{MERGE_FIELD}|\S)+ *| +")
_MERGE_FIELD = re.compile(MERGE_FIELD)

NARROWEST = 20  # cells; below that, lines are let run over the edge
WIDEST = 100  # cells; longer lines are hard to read


class Page:
    """Collects lines of at most `width` terminal cells, and ends as a string.

    The strings it is given hold no line breaks and no control characters; see `visible.one_line`.
    """

    def __init__(self, width: int) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self._lines: list[Text] = []

    def add(self, *parts: tuple[str, str], first: str = "", rest: str | None = None) -> None:
        """Write (text, style) parts on as many lines as they need.

        `first` stands before the first line and `rest` (by default the same) before the others.
        """
        from rich.cells import cell_len
        from rich.text import Text

        rest = first if rest is None else rest
        text = Text.assemble(*parts)
        room = self.width - max(cell_len(first), cell_len(rest))
        for number, piece in enumerate(text.divide(break_offsets(text.plain, room))):
            piece.rstrip()
            self._lines.append(_harmless(Text.assemble(rest if number else first, piece)))

    def blank(self) -> None:
        """Leave a line empty; twice in a row, or at the top of the page, has no further effect."""
        from rich.text import Text

        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def to_string(self, *, color: bool) -> str:
        """All lines, each with a line break; with terminal codes for the styles only if `color`."""
        from io import StringIO

        from rich.console import Console
        from rich.text import Text

        out = StringIO()
        console = Console(
            file=out,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            legacy_windows=False,
            force_jupyter=False,
        )
        console.print(Text("\n").join(self._lines), soft_wrap=True, highlight=False, markup=False, emoji=False)
        return out.getvalue()


def break_offsets(text: str, width: int) -> list[int]:
    """Offsets at which to break `text` so that no line takes more than `width` cells.

    Breaks stand between words, and inside a word only where it is wider than a line. A merge field is never
    broken: one that is wider than a line runs over its edge.
    """
    from rich.cells import cell_len

    breaks: list[int] = []
    used = 0

    def put(offset: int, cells: int) -> None:
        nonlocal used
        if used and used + cells > width:
            breaks.append(offset)
            used = 0
        used += cells

    for word in _WORD.finditer(text):
        letters = word[0].rstrip(" ")
        if cell_len(letters) <= width:
            put(word.start(), cell_len(letters))
        else:
            offset = word.start()
            for piece in _pieces(letters, width):
                put(offset, cell_len(piece))
                offset += len(piece)
        used += len(word[0]) - len(letters)
    return breaks


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word that is wider than a line in pieces that fit, and its merge fields, which may not."""
    from rich.cells import chop_cells

    end = 0
    for field in _MERGE_FIELD.finditer(word):
        if end < field.start():
            yield from chop_cells(word[end : field.start()], width)
        yield field[0]
        end = field.end()
    if end < len(word):
        yield from chop_cells(word[end:], width)


def _harmless(line: Text) -> Text:
    """The line without a `::command::` at its start, indented or not, which GitHub Actions would obey."""
    from rich.text import Text

    indent = len(line.plain) - len(line.plain.lstrip())
    if line.plain.startswith("::", indent):
        return Text.assemble(line[:indent], "∷", line[indent + 2 :])
    return line
