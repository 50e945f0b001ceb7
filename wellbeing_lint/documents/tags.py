"""HTML inside other formats: the patterns of tags, comments and entities, and how an entity is decoded."""

from __future__ import annotations

import re

# CommonMark's grammar of raw HTML. Possessive repeats: a tag that is not one must fail at once, not after retries.
_ATTRIBUTE = r"""\s++[A-Za-z_:@][\w.:@\-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
TAG = re.compile(
    rf"""<(?:(?P<open>[A-Za-z][A-Za-z0-9\-]*+)(?:{_ATTRIBUTE})*+\s*+/?+>|/(?P<close>[A-Za-z][A-Za-z0-9\-]*+)\s*+>)"""
)
# <https://...> and <somebody@example.org>.
AUTOLINK = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~\-]++@[\w\-]++(?:\.[\w\-]++)*+)>"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# What opens a stretch that is no prose, and what ends it.
_HIDDEN = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_HIDDEN_ELEMENTS = frozenset({"script", "style", "template", "noframes"})

BLOCK_ELEMENTS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section summary table
    tbody td tfoot th thead title tr ul
    """.split()
)


def decode_entity(entity: str) -> str | None:
    """The text that `entity` ("&amp;", "&#8217;") stands for; None when there is no such entity."""
    # Here, and not above: most drafts have no entities, and the table of names is large.
    from html import unescape
    from html.entities import html5

    if entity[1] != "#" and entity[1:] not in html5:
        return None
    return unescape(entity) or None


class HiddenStretches:
    """Where comments, scripts and styles end in one text, without searching the same stretch twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._hopeless: set[str] = set()

    def end_of(self, start: int) -> int | None:
        """The end of the comment or the like that opens at `start`; None when none opens or it is never closed."""
        for opening, closing in _HIDDEN:
            if self._text.startswith(opening, start):
                end = self._find(closing, start + len(opening))
                return None if end is None else end + len(closing)
        return None

    def end_of_content(self, element: str, start: int) -> int:
        """Where the content of `element`, from `start` on, ends, if nobody is to read it; else `start`."""
        if element.lower() not in _HIDDEN_ELEMENTS:
            return start
        end = self._find(f"</{element.lower()}", start)
        return start if end is None else end

    def _find(self, closing: str, start: int) -> int | None:
        if closing in self._hopeless:
            return None
        found = re.compile(re.escape(closing), re.IGNORECASE).search(self._text, start)
        if found is None:
            self._hopeless.add(closing)  # nor will a later search find it
            return None
        return found.start()
