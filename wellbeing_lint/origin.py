"""Where a draft stands in its repository: what code hosts want to know of it besides the findings."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from .finding import Finding
from .linehash import line_hashes

_LINE_END = re.compile(r"\r\n?|\n")


def repository_root(folder: str) -> Path:
    """The top folder of the git repository that `folder` is in, links resolved; `folder` itself if it is in none."""
    here = Path(os.path.realpath(folder))
    return next((above for above in (here, *here.parents) if (above / ".git").exists()), here)


def repository_path(path: str, root: Path) -> str:
    """`path` from `root` on, with forward slashes and links resolved; as it was given if it leads out of `root`."""
    real = Path(os.path.realpath(path))
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else Path(path).as_posix()


def hashes_of_lines(data: bytes, findings: Sequence[Finding]) -> dict[int, str]:
    """GitHub's hashes of the lines on which `findings` start, from the bytes of their file.

    A line is left out unless the file holds the words of the finding at that very line: in a letter out of an
    archive or an encoded mail, the lines are those of the extracted text, and hashing the file's would say nothing.
    """
    lines = _LINE_END.split(data.decode("utf-8-sig", "replace"))
    stated = {finding.line for finding in findings if _stands_there(finding, lines)}
    if not stated:
        return {}
    hashes = line_hashes(data)
    return {line: hashes[line - 1] for line in sorted(stated)}


def _stands_there(finding: Finding, lines: Sequence[str]) -> bool:
    """True when the file has the first line of the match at the line and column of the finding."""
    if finding.line > len(lines):
        return False
    return lines[finding.line - 1].startswith(_LINE_END.split(finding.match)[0], finding.column - 1)
