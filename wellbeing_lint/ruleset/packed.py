"""The file form of a compiled ruleset: lines that are found without reading the others.

The first line is a header in JSON. The rest are sections of lines: those under a key ("arrest<TAB>...") are sorted, so that a key is
found by bisection; the others are found by number. A check of a clean page decodes a few hundred lines out of twenty thousand.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def pack(
    header: Mapping[str, Any], keyed: Mapping[str, Mapping[str, str]], numbered: Mapping[str, Sequence[Any]]
) -> bytes:
    """A header, sections of values by key, and sections of values by number (JSON, one a line), as the bytes of a file.

    Values by key are texts without line breaks; neither keys nor values need be ASCII.
    """
    lines: list[bytes] = []
    sections: dict[str, tuple[int, int]] = {}
    for name, entries in keyed.items():
        found = sorted(f"{key}\t{value}".encode() for key, value in entries.items())
        sections[name] = (1 + len(lines), 1 + len(lines) + len(found))
        lines += found
    for name, values in numbered.items():
        sections[name] = (1 + len(lines), 1 + len(lines) + len(values))
        lines += [to_json(value).encode() for value in values]
    return b"\n".join([to_json({**header, "sections": sections}).encode(), *lines])


def to_json(value: Any) -> str:
    """`value` as JSON without a space to spare."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class PackedRules:
    """Reads what pack() wrote. Raises ValueError (or KeyError, IndexError) when the bytes are something else."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._lines = content.split(b"\n")
        self.header: dict[str, Any] = json.loads(self._lines[0])
        self._sections: dict[str, tuple[int, int]] = {
            name: (first, last) for name, (first, last) in self.header["sections"].items()
        }
        if max(last for _, last in self._sections.values()) > len(self._lines):
            raise ValueError("the file of compiled rules is cut short")

    def value(self, section: str, key: str) -> str | None:
        """The value under `key`; None if there is none."""
        first, last = self._sections[section]
        wanted = f"{key}\t".encode()
        at = bisect_left(self._lines, wanted, first, last)
        line = self._lines[at] if at < last else b""
        return line[len(wanted) :].decode() if line.startswith(wanted) else None

    def keys(self, section: str) -> Iterator[str]:
        """Every key of a section."""
        first, last = self._sections[section]
        return (line.partition(b"\t")[0].decode() for line in self._lines[first:last])

    def item(self, section: str, number: int) -> Any:
        """The value of that number, decoded."""
        first, last = self._sections[section]
        if not first + number < last:
            raise IndexError(f"{section} has no number {number}")
        return json.loads(self._lines[first + number])

    def count(self, section: str) -> int:
        """How many values a section holds."""
        first, last = self._sections[section]
        return last - first
