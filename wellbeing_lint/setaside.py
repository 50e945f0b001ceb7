"""Applies suppressions to the drafts of a run, and remembers which were of use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .config import IGNORE_FILE, upwards
from .documents import reader_for
from .documents.document import Document
from .finding import Finding, Span

if TYPE_CHECKING:
    from .directives import WordComment
    from .ignorefile import Entry, IgnoreFile
    from .settings import DraftSettings
    from .suppressions import Notice, RuleNames, Suppression


@dataclass
class _Judged:
    """An entry of an ignore file that was for a draft of this run."""

    names: RuleNames
    rules: frozenset[str] | None


@dataclass
class Suppressions:
    """All suppressions of a run: `count` findings were taken out; `notices` tell what is wrong with which."""

    count: int = 0
    notices: list[Notice] = field(default_factory=list)
    _files: dict[str, IgnoreFile | None] = field(default_factory=dict)
    _read: dict[Path, IgnoreFile] = field(default_factory=dict)
    _used: set[Suppression] = field(default_factory=set)
    _judged: dict[Entry, _Judged] = field(default_factory=dict)

    def apply(
        self, document: Document, data: bytes, findings: Sequence[Finding], settings: DraftSettings, *, in_file: bool
    ) -> Sequence[Finding]:
        """The findings of a draft that no suppression covers. `in_file` is False for standard input without a name."""
        entries = self._entries(document.path, settings) if in_file else ()
        comments = _word_comments(document, data)
        if not entries and not comments and "wl-" not in document.source:
            return findings
        from .directives import read_directives
        from .suppressions import suppress, unused_notices

        names = rule_names(settings)
        directives = read_directives(document, names, comments)
        left = [f for f in findings if not any(c.contains(Span(f.start, f.end)) for c in directives.comments)]
        result = suppress(left, [*directives.suppressions, *(entry.suppression for entry in entries)])
        self.count += result.count
        self._used |= result.used
        for entry in entries:
            self._judged[entry] = _Judged(names, settings.rules)
        self.notices += directives.notices
        self.notices += unused_notices(directives.suppressions, result.used, names, settings.rules)
        return result.findings

    def finish(self, walked: Iterable[str]) -> list[Notice]:
        """All notices, once every draft was checked; `walked` are the folders that were searched.

        An entry whose path is a pattern is called unused only if its whole folder was searched: a hook that names
        three files says nothing about the others.
        """
        folders = [Path(os.path.abspath(folder)) for folder in walked]
        for entry, judged in self._judged.items():
            from .suppressions import unused_notices

            if entry.names_one_draft or any(entry.folder.is_relative_to(folder) for folder in folders):
                self.notices += unused_notices([entry.suppression], frozenset(self._used), judged.names, judged.rules)
        for file in self._read.values():
            self.notices += file.notices
            self.notices += [
                e.suppression.notice("is for a draft that is not there") for e in file.entries if e.is_lost
            ]
        return sorted(set(self.notices))

    def _entries(self, path: str, settings: DraftSettings) -> tuple[Entry, ...]:
        """The entries for the draft at `path`, of the nearest ignore file."""
        folder = os.path.dirname(path)
        if folder not in self._files:
            file = next((p / IGNORE_FILE for p in upwards(Path(folder)) if (p / IGNORE_FILE).is_file()), None)
            if file is not None and file not in self._read:
                from .ignorefile import read_ignore_file

                self._read[file] = read_ignore_file(file, rule_names(settings))
            self._files[folder] = None if file is None else self._read[file]
        held = self._files[folder]
        return () if held is None else tuple(entry for entry in held.entries if entry.is_for(path))


def rule_names(settings: DraftSettings) -> RuleNames:
    """The names that a suppression may use under these settings."""
    from .suppressions import RuleNames

    ruleset = settings.linter.ruleset
    rules: dict[str, set[str]] = {name: set() for name in ruleset.families}
    for rule, family, _ in ruleset.names():
        rules[family].add(rule)
    groups = frozenset(family.group for family in ruleset.families.values())
    return RuleNames({family: frozenset(members) for family, members in rules.items()}, groups)


def _word_comments(document: Document, data: bytes) -> Sequence[WordComment]:
    """The comments of a format that keeps them outside of the text, if its reader offers them.

    A reader that does has a function `read_comments(data: bytes) -> Iterable[tuple[str, Span]]` beside its own: the
    words of each comment, and the stretch of the extracted text that it is anchored to.
    """
    reader = reader_for(document.path)
    if reader is None or not reader.extracts:
        return ()
    module = import_module(f".documents.{reader.module}", __package__)
    read_comments = getattr(module, "read_comments", None)
    if read_comments is None:
        return ()
    from .directives import WordComment

    return [WordComment(text, about) for text, about in read_comments(data)]
