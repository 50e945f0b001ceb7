"""Text from drafts, paths and rules made safe to print, in a terminal and in a CI log.

A draft may hold anything: terminal escapes, characters that turn the reading direction, `::error::` commands
for GitHub Actions. What is printed shows that such characters are there, but they do nothing.
"""

from __future__ import annotations

import re
import unicodedata

_WHITE_SPACE = re.compile(r"\s+")

# GitHub Actions obeys `##[command]` anywhere in a line, Azure `##vso[...]`, TeamCity `##teamcity[...]`.
_LOG_COMMAND = re.compile(r"##(?=(?:vso|teamcity)?\[)", re.IGNORECASE)

# Invisible and common in pasted text (soft hyphens, marks of Hebrew and Arabic, a BOM): left out, unmarked.
_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff")
_JOINERS = frozenset("\u200c\u200d")  # hold emoji, Persian and Indic letters together
_TAGS = range(0xE0000, 0xE0080)  # the invisible letters that make the flags of Scotland and Wales


def one_line(text: str) -> str:
    """`text` on one line: white space collapsed to single spaces, control and bidi characters made visible.

    "Call\\n\\tnow\\x1b[2J" becomes "Call now␛[2J".
    """
    return _visible(_WHITE_SPACE.sub(" ", text))


def shown_path(path: str) -> str:
    """`path` fit to begin a line: a line break in it is shown, and it can't begin a CI command."""
    shown = _visible(path)
    return f"./{shown}" if shown.lstrip().startswith(":") else shown


def _visible(text: str) -> str:
    if not text.isprintable():
        text = "".join(char if char.isprintable() else _shown(char) for char in text)
    return _LOG_COMMAND.sub("# #", text)


def _shown(char: str) -> str:
    point = ord(char)
    if char in _INVISIBLE or point in _TAGS:
        return ""
    if point < 0x20:
        return chr(0x2400 + point)  # ␛ for ESC, ␊ for a line feed
    if point == 0x7F:
        return "␡"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _JOINERS:
        return f"<U+{point:04X}>"
    return char
