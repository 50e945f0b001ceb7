"""Formats in which a report can be written. A new format is a new module here and one line in `REPORTERS`.

Each module has `render(report) -> str`: a finished text that ends with a line break. It prints nothing and
opens no file. Only the formats in `STYLED` are laid out for a screen; their `render` also takes `width` and
`color`.
"""

from __future__ import annotations

from importlib import import_module

from ..finding import Report

REPORTERS: dict[str, str] = {
    "rich": ".rich_report",
    "text": ".text",
    "json": ".json_report",
    "statistics": ".statistics",
    "html": ".html",
    "markdown": ".markdown",
    "sarif": ".sarif",
    "github": ".github",
    "gitlab": ".gitlab",
    "junit": ".junit",
}
"""Format name -> module, relative to this package; a module is imported when its format is asked for."""

STYLED = frozenset({"rich"})

LINE_HASHED = frozenset({"sarif"})
"""Formats that use the line hashes in a report's origins."""


def render(name: str, report: Report, *, width: int = 80, color: bool = False) -> str:
    """The report in the format `name`.

    `width` is in terminal cells; with `color`, terminal codes for colour and underline are used. Both count
    only for the formats in `STYLED`. Matches that stance excused are shown where the report carries them.
    Raises KeyError for a name that is not in `REPORTERS`.
    """
    module = import_module(REPORTERS[name], __name__)
    text: str = module.render(report, width=width, color=color) if name in STYLED else module.render(report)
    return text
