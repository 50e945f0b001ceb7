"""The frozen dataclasses that travel through the program: span, finding, report.

This module imports nothing of ours, so every layer may use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How much harm the words do: wording < manipulation < threats, tricks and conditions on help."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name as rules and reports spell it, in lower case."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        """Read "note", "warning" or "error". Raises KeyError for anything else."""
        return cls[label.upper()]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: `start` is in, `end` is not."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ModelPoint:
    """The point of the Wellbeing Model a rule rests on.

    `basis` is "stated" where the model names the tactic, "inferred" where we reason from its principles.
    """

    page: str
    point: str
    url: str
    title: str = ""
    summary: str = ""
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of tactics: its name, the group it belongs to, and what it is, for people."""

    name: str
    group: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a match is not a finding: the kind ("negation", "report", ...) and the words that show it."""

    kind: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One stretch of a draft that a rule reports, complete at construction.

    `start` and `end` are 0-based code points of the source text (of the extracted text for docx, pdf and eml),
    `end` exclusive; lines and columns are 1-based code points. `match` is exactly `source[start:end]`.
    `sentence` is the stretch of source around the match (code points `sentence_start` onwards), for display.
    `excuse` is set only on matches that stance excused; those are never counted as findings.
    """

    path: str
    rule: str
    family: str
    severity: Severity
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    match: str
    why: str
    model: ModelPoint
    try_instead: tuple[str, ...]
    sources: tuple[str, ...] = ()
    sentence: str = ""
    sentence_start: int = 0
    location: str | None = None
    excuse: Excuse | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a report: by file, then place, then rule."""
        return (self.path, self.start, self.end, self.rule)


@dataclass(frozen=True, slots=True)
class ReadError:
    """A draft, or a part of one, that could not be read, and why, in words a user can act on."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft stands in its repository, for the formats that code hosts read.

    `path` has forward slashes and is relative to the top of the repository, where there is one.
    `line_hashes` gives, for 1-based lines of the file on which findings start, the hash by which GitHub knows a
    line; it is empty where the findings stand in extracted text, which GitHub cannot hash.
    """

    path: str
    line_hashes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what a finding is known again after its draft was edited; see fingerprint.py. Neither key holds draft text."""

    sentence: str
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one run, sorted and counted: all a reporter gets to see.

    `files` is the number of drafts read. `families` maps each family to its group ("threats", "tricks", ...),
    in the order in which reports list them. `origins` are by the path of the draft. `fingerprints`, by a finding's
    `sort_key`, are set only where they can't be computed from the findings, because the draft text was taken out.
    `version` is the version of this program.
    """

    files: int
    findings: tuple[Finding, ...]
    excused: tuple[Finding, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    errors: tuple[ReadError, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    fingerprints: Mapping[tuple[str, int, int, str], Fingerprint] = field(default_factory=dict)
    version: str = ""
