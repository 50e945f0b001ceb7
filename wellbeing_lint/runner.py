"""Paths in, one Report out: the only walker of the file system. A file that can't be read is counted, never dropped."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .documents import reader_for
from .errors import UnreadableError
from .finding import Finding, Origin, ReadError, Report
from .linter import CheckResult, Linter
from .origin import hashes_of_lines, repository_path, repository_root

STDIN = "-"
MAX_BYTES = 50_000_000
"""A draft larger than this many bytes is refused: it is no draft."""

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


@dataclass
class _Tally:
    """What a run has gathered so far. `hash_lines` tells whether `line_hashes`, by path, are wanted."""

    hash_lines: bool = False
    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    excused: list[Finding] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    line_hashes: dict[str, dict[int, str]] = field(default_factory=dict)

    def add(self, path: str, data: bytes, result: CheckResult) -> None:
        self.files += 1
        if self.hash_lines and result.findings:
            self.line_hashes[path] = hashes_of_lines(data, result.findings)
        self.findings.extend(result.findings)
        self.excused.extend(result.excused)


def check_paths(
    linter: Linter,
    paths: Sequence[str],
    stdin: bytes = b"",
    stdin_name: str = "<stdin>",
    *,
    hash_lines: bool = False,
) -> Report:
    """Check files, folders and, for "-", the bytes of `stdin`. Findings come in order of path and place.

    A path that is missing, unreadable or no draft becomes an error of the report; the others are still checked.
    With `hash_lines`, the report has GitHub's hashes of the lines with findings, which take reading a file once more.
    """
    tally = _Tally(hash_lines=hash_lines)
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            _check(linter, stdin_name, stdin, tally)
            continue
        readable = 0
        for file in _files(path, tally.errors):
            readable += 1
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                _check_file(linter, file, tally)
        if not readable and os.path.isdir(path):
            tally.errors.append(ReadError(path, "no drafts in this folder: it holds no file of a format that is read"))
    groups = {family.name: family.group for family in linter.ruleset.families.values()}
    return Report(
        files=tally.files,
        findings=tuple(sorted(tally.findings, key=lambda finding: finding.sort_key)),
        excused=tuple(sorted(tally.excused, key=lambda finding: finding.sort_key)),
        errors=tuple(tally.errors),
        families=groups,
        origins=_origins(tally),
        version=_version(),
    )


def _origins(tally: _Tally) -> dict[str, Origin]:
    """Where the drafts with findings and those that could not be read stand in the repository of the working folder."""
    root = repository_root(os.curdir)
    paths = [finding.path for finding in tally.findings] + [error.path for error in tally.errors]
    return {
        path: Origin(repository_path(path, root), tally.line_hashes.get(path, {})) for path in dict.fromkeys(paths)
    }


def _version() -> str:
    from . import __version__  # the package is still being imported when this module is

    return __version__


def _files(path: str, errors: list[ReadError]) -> Iterator[str]:
    """The drafts at `path`: itself, or all in the folder that have a reader, in sorted order."""
    if not os.path.isdir(path):
        yield path
        return
    root = os.path.realpath(path)
    walk = os.walk(path, onerror=lambda error: errors.append(ReadError(str(error.filename), _reason(error))))
    for folder, subfolders, names in walk:
        subfolders[:] = sorted(n for n in subfolders if not n.startswith(".") and n not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            file = os.path.join(folder, name)
            if name.startswith(".") or reader_for(file, named=False) is None:
                continue
            if os.path.islink(file) and not Path(os.path.realpath(file)).is_relative_to(root):
                continue  # a link that leads out of the folder is somebody else's file
            yield os.path.normpath(file)


def _check_file(linter: Linter, file: str, tally: _Tally) -> None:
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        tally.errors.append(ReadError(file, _reason(error)))
        return
    _check(linter, file, data, tally)


def _check(linter: Linter, path: str, data: bytes, tally: _Tally) -> None:
    if len(data) > MAX_BYTES:
        tally.errors.append(
            ReadError(path, f"larger than {MAX_BYTES // 1_000_000} MB; split it, or check a part of it")
        )
        return
    try:
        tally.add(path, data, linter.check_bytes(data, path))
    except UnreadableError as error:
        tally.errors.append(ReadError(path, str(error)))


def _reason(error: OSError) -> str:
    """What the system says, in a writer's words."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    return (error.strerror or str(error)).lower()


def matching_rules(linter_rules: Iterable[tuple[str, str, str]], select: set[str], ignore: set[str]) -> set[str]:
    """Rule ids left of (id, family, group) triples after `select` (all, when empty) and `ignore`; both name rules, families or groups."""
    return {
        rule
        for rule, family, group in linter_rules
        if (not select or select & {rule, family, group}) and not ignore & {rule, family, group}
    }
