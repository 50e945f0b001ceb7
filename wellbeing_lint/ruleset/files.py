"""The files of a rule folder, and a name for their content. Imports little: every start from a checkout passes here."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

FORMAT = 11
"""Raised when the compiled form changes, so that what an older version cached is not read."""


def rule_files(folder: Path) -> list[Path]:
    """Every YAML file under `folder`, sorted. Links that lead out of the folder are left out."""
    root = os.path.realpath(folder)
    found = []
    for inner, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = os.path.join(inner, name)
            if name.endswith((".yaml", ".yml")) and (not os.path.islink(path) or _inside(root, path)):
                found.append(Path(path))
    return sorted(found)


def _inside(root: str, path: str) -> bool:
    target = os.path.realpath(path)
    return os.path.isfile(target) and os.path.commonpath([root, target]) == root


def stamp(folders: Sequence[Path], settings: str) -> str:
    """A name for the state of rule folders, by the paths, sizes and times of change of their files: 16 hex digits.

    Not by their content, which takes longer to read than to use; what was compiled under another name is never looked at.
    """
    state = [f"{FORMAT} {settings}"]
    for folder in folders:
        for path in rule_files(folder):
            status = path.stat()
            state.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}")
    listed = "\n".join(state).encode("utf-8", "surrogateescape")
    return f"{zlib.crc32(listed):08x}{zlib.adler32(listed):08x}"
