"""Where a finding is: in words for people, and as the path by which a code host knows the file."""

from __future__ import annotations

from ..finding import Finding, Report
from .visible import one_line


def place(finding: Finding) -> str:
    """Where a finding is, in words: "line 3, column 14", or "paragraph 4 (line 7, column 1)"."""
    lines = f"line {finding.line}, column {finding.column}"
    return lines if finding.location is None else f"{one_line(finding.location)} ({lines})"


def repository_path(report: Report, path: str) -> str:
    """The path of a draft from the top of its repository, with forward slashes and no "./" before it."""
    origin = report.origins.get(path)
    return (path.replace("\\", "/") if origin is None else origin.path).removeprefix("./")
