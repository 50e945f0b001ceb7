"""Text from drafts and rules as Markdown of GitHub and GitLab that shows it as it is: no markup, no mention, no link."""

from __future__ import annotations

import re
from collections.abc import Callable

from .visible import one_line

_MARKUP = re.compile(r"[\\`*_\[\]~|$!]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_AT_START = re.compile(r"^(?=[-+=#:])|^(\d+)(?=[.)])")

# "@somebody" would send mail, "#12" and addresses would become links. A comment between the two halves prevents it.
_REFERENCE = re.compile(r"@(?=\w)|[#%!&](?=\w)|(?<=[A-Za-z]):(?=//)|(?<=www)\.|\bGH(?=-\d)", re.IGNORECASE)
_BREAK = "<!-- -->"


def as_html(text: str) -> str:
    """`text` on one line, for a line that Markdown passes on as HTML: `<summary>` and what stands on its line."""
    return _with_breaks(one_line(text).strip(), lambda piece: piece.translate(_ENTITIES))


def as_markdown(text: str) -> str:
    """`text` on one line, safe anywhere in a paragraph, a quotation or a list, also at the start of its line."""
    text = _with_breaks(one_line(text).strip(), _escaped)
    return _AT_START.sub(lambda found: f"{found[1] or ''}\\", text)


def _with_breaks(text: str, escaped: Callable[[str], str]) -> str:
    pieces = []
    end = 0
    for reference in _REFERENCE.finditer(text):
        pieces += [escaped(text[end : reference.end()]), _BREAK]
        end = reference.end()
    return "".join([*pieces, escaped(text[end:])])


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text.translate(_ENTITIES))
