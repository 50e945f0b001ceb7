"""The drafts at the paths that a user gave: the only walker of the file system."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .documents import reader_for
from .finding import ReadError

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


def drafts_at(path: str, errors: list[ReadError]) -> Iterator[str]:
    """The drafts at `path`: itself, or all in the folder that have a reader, in sorted order.

    A folder that can't be read, or holds no draft, is added to `errors`.
    """
    if not os.path.isdir(path):
        yield path
        return
    root = os.path.realpath(path)
    found = False
    walk = os.walk(path, onerror=lambda error: errors.append(ReadError(str(error.filename), reason(error))))
    for folder, subfolders, names in walk:
        subfolders[:] = sorted(n for n in subfolders if not n.startswith(".") and n not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            file = os.path.join(folder, name)
            if name.startswith(".") or reader_for(file, named=False) is None:
                continue
            if os.path.islink(file) and not Path(os.path.realpath(file)).is_relative_to(root):
                continue  # a link that leads out of the folder is somebody else's file
            found = True
            yield os.path.normpath(file)
    if not found:
        errors.append(ReadError(path, "no drafts in this folder: it holds no file of a format that is read"))


def reason(error: OSError) -> str:
    """What the system says, in a writer's words."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    return (error.strerror or str(error)).lower()
