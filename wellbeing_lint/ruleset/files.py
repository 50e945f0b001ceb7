"""The files of a rule folder, and a name for their content. Imports little: every start from a checkout passes here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

FORMAT = 8
"""Raised when the compiled form changes, so that what an older version cached is not read."""


def rule_files(folder: Path) -> list[Path]:
    """Every YAML file under `folder`, sorted. Links that lead out of the folder are left out."""
    root = folder.resolve()
    files = [path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file()]
    return sorted(path for path in files if path.resolve().is_relative_to(root))


def digest(texts: Iterable[bytes]) -> str:
    """A name for the content of rule files: 32 hex digits."""
    hasher = hashlib.sha256(f"wellbeing-lint rules {FORMAT}".encode())
    for text in texts:
        hasher.update(len(text).to_bytes(8, "big"))
        hasher.update(text)
    return hasher.hexdigest()[:32]
