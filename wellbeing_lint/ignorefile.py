"""`.wellbeing-lint-ignore.yaml`: suppressions beside the drafts, for formats that must not carry comments.

- rule: urgency                  # a rule or a family
  path: texts/march.csv          # relative to this file; with * or ?, a pattern as in .gitignore
  match: last day to register    # some of the words found
  reason: the council set the date
  expires: 2027-03-31            # optional: the last day on which it holds
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .config import path_spec
from .ruleset.yamlnodes import Faults, Listing, Mapping, YamlNode, as_text, check_keys, read_yaml
from .suppressions import Notice, RuleNames, Suppression

_KEYS = ("rule", "path", "match", "reason", "expires")
_REQUIRED = ("rule", "path", "match", "reason")
_PATTERN_SIGNS = frozenset("*?[!")


@dataclass(frozen=True, slots=True)
class Entry:
    """A suppression and the drafts it is for: `pattern`, as in .gitignore, from `folder` on."""

    suppression: Suppression
    pattern: str
    folder: Path

    def is_for(self, draft: str) -> bool:
        """True for the drafts that it names."""
        return path_spec((self.pattern,)).match_file(os.path.relpath(os.path.abspath(draft), self.folder))

    @property
    def names_one_draft(self) -> bool:
        """Whether its path is that of one draft, and no pattern: then one run over the draft shows that it is unused."""
        return not _PATTERN_SIGNS & set(self.pattern) and not (self.folder / self.pattern.lstrip("/")).is_dir()

    @property
    def is_lost(self) -> bool:
        """Whether the one draft it names is not there any more."""
        return self.names_one_draft and not (self.folder / self.pattern.lstrip("/")).exists()


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """What one file says: the entries that hold, and what is wrong with the others."""

    entries: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_ignore_file(file: Path, names: RuleNames, today: date | None = None) -> IgnoreFile:
    """The entries of `file` that hold on `today`. Whatever is faulty hides nothing and becomes a notice."""
    shown = os.path.relpath(file)
    faults = Faults(shown)
    entries: list[Entry] = []
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return IgnoreFile(notices=(Notice(shown, 0, f"can't be read, so it hides nothing: {error}"),))
    node = read_yaml(text, faults) if text.strip() else None
    if isinstance(node, Listing):
        for item in node.items:
            entries.extend(_entry(item, file.parent, names, faults, today or date.today()))
    elif node is not None:
        faults.add(node, "this must be a list of suppressions", f"each with {', '.join(_REQUIRED)}")
    notices = [
        Notice(shown, fault.line, f"{fault.what}; {fault.mend}" if fault.mend else fault.what) for fault in faults.found
    ]
    return IgnoreFile(tuple(entries), tuple(sorted(notices)))


def _entry(node: YamlNode, folder: Path, names: RuleNames, faults: Faults, today: date) -> Iterator[Entry]:
    """The entry at `node`, if it is whole and not expired."""
    known = len(faults.found)
    if not isinstance(node, Mapping):
        faults.add(node, "this must be a suppression", f"with {', '.join(_REQUIRED)}")
        return
    check_keys(node, _KEYS, _REQUIRED, faults)
    texts = {key: as_text(node.get(key), faults, key) for key in _KEYS}
    rule, pattern, match = texts["rule"] or "", texts["path"] or "", texts["match"] or ""
    if rule and (fault := names.fault(rule)):
        faults.add(node.get("rule"), fault)
    if match and not any(char.isalnum() for char in match):
        faults.add(node.get("match"), "match holds no word", "give some of the words found")
    if pattern and not _PATTERN_SIGNS & set(pattern):
        pattern = "/" + posixpath.normpath(pattern).lstrip("/")  # one place, not all of this name
    if pattern:
        try:
            path_spec((pattern,))
        except ValueError:
            faults.add(node.get("path"), f"{pattern!r} is not a path or a pattern as in .gitignore")
        if ".." in pattern.split("/"):
            faults.add(node.get("path"), f"{texts['path']!r} leads out of the folder", "put the file further up")
    if texts["expires"]:
        try:
            last_day = date.fromisoformat(texts["expires"])
        except ValueError:
            faults.add(node.get("expires"), f"{texts['expires']!r} is no date", "write it as 2027-03-31")
        else:
            if last_day < today:
                faults.add(node, f"the suppression of {rule} expired on {last_day}", "look at the draft again")
    if len(faults.found) == known:
        suppression = Suppression(
            name=rule, wording=f"the suppression of {rule}", path=faults.path, line=node.line, words=match
        )
        yield Entry(suppression, pattern, folder)
