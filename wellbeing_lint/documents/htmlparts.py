"""What an HTML element's attributes say of it: whether it is seen, what they say to a reader, what a table is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .htmltokens import Token, attributes

_SPOKEN = frozenset({"alt", "title", "aria-label", "placeholder"})
_BUTTONS = frozenset({"button", "submit", "reset"})
_DESCRIPTIONS = frozenset(
    {"description", "og:title", "og:description", "twitter:title", "twitter:description", "apple-mobile-web-app-title"}
)
_HIDING_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)", re.IGNORECASE)
_PREHEADER = re.compile(r"pre-?_?header|preview-?_?text", re.IGNORECASE)


def hides(values: Mapping[str, str]) -> bool:
    """True when an element with these attributes is not seen, nor shown in the list of messages."""
    if "hidden" not in values and not _HIDING_STYLE.search(values.get("style", "")):
        return False
    return not _PREHEADER.search(values.get("class", "") + " " + values.get("id", ""))


def speaks(element: str, attribute: str, values: Mapping[str, str]) -> bool:
    """True when a person reads or hears the value of this attribute."""
    if attribute == "value":
        return element == "input" and values.get("type", "").lower() in _BUTTONS
    if attribute == "content":
        return element == "meta" and values.get("name", values.get("property", "")).lower() in _DESCRIPTIONS
    return attribute in _SPOKEN


def layout_tables(source: str, all_tokens: Iterable[Token]) -> frozenset[int]:
    """Where tables start that only arrange the page: by their role, or no row of them has two cells."""
    layout: set[int] = set()
    tables: list[tuple[int, bool]] = []  # where each starts, and whether it may be one of them
    cells = 0
    rows: list[int] = []
    for token in all_tokens:
        if token.kind == "open" and token.name == "table":
            role = {a.name: source[a.start : a.end].lower() for a in attributes(source, token)}.get("role")
            tables.append((token.start, role in ("presentation", "none")))
            layout.add(token.start)
            rows.append(cells)
            cells = 0
        elif token.kind == "close" and token.name == "table" and tables:
            tables.pop()
            cells = rows.pop()
        elif token.kind == "open" and token.name == "tr":
            cells = 0
        elif token.kind == "open" and token.name in ("td", "th") and tables:
            cells += 1
            if not tables[-1][1] and (cells > 1 or token.name == "th"):
                layout.discard(tables[-1][0])
    return frozenset(layout)
