"""Findings that were there before: known again by rule and sentence, else by three words of context, wherever they moved.

The file holds no line numbers, no dates and no words of drafts, one finding a line in a fixed order, so that it can be
committed and merged. What it lists is not reported; what was edited into something else, or added, is.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .errors import ConfigError, RuleFault, WellbeingLintError
from .finding import Finding
from .fingerprint import VERSION as KEYS
from .fingerprint import fingerprints
from .git import earlier_paths

VERSION = 1
_FIELDS = ("path", "rule", "sentence", "context")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding: its draft (with forward slashes, relative to the file), its rule, and the two keys of fingerprint.py."""

    path: str
    rule: str
    sentence: str
    context: str

    def key(self, by: str) -> tuple[str, str, str]:
        """What it is known again by, within its path: "both", "sentence" or "context". Numbers of repeats don't count."""
        sentence, context = self.sentence.partition(":")[0], self.context.partition(":")[0]
        return (self.rule, sentence if by != "context" else "", context if by != "sentence" else "")


@dataclass(frozen=True, slots=True)
class Matched:
    """Which findings a baseline knows (`old`), which not (`new`), and the entries that stand for none."""

    old: tuple[Finding, ...]
    new: tuple[Finding, ...]
    unused: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline and the file it is in. Paths of drafts are relative to the folder of the file."""

    file: Path
    entries: tuple[Entry, ...] = ()

    def entries_of(self, findings: Iterable[Finding]) -> list[Entry]:
        """Findings as entries, in their order."""
        findings = list(findings)
        keys = fingerprints(findings)
        return [
            Entry(self.path_of(f.path), f.rule, keys[f.sort_key].sentence, keys[f.sort_key].context) for f in findings
        ]

    def path_of(self, draft: str | Path) -> str:
        """The path by which the baseline knows a draft."""
        return Path(os.path.relpath(os.path.abspath(draft), self.file.parent)).as_posix()

    def match(self, findings: Sequence[Finding], earlier: Callable[[str], Sequence[Path]] = earlier_paths) -> Matched:
        """Tell old findings from new ones, one to one.

        An entry stands for one finding of the same draft, or of one that git knows to be the same file renamed
        (`earlier` gives its names before): with both keys equal, else the sentence, else the context.
        """
        entries = self.entries_of(findings)
        free = set(range(len(self.entries)))
        known: dict[int, int] = {}  # finding -> entry

        def pair(by: str, paths_of: Callable[[int], Iterable[str]]) -> None:
            at = defaultdict(list)
            for number in sorted(free, reverse=True):
                at[self.entries[number].path, self.entries[number].key(by)].append(number)
            sought = {key for _, key in at}
            for number, entry in enumerate(entries):
                if number in known or entry.key(by) not in sought:
                    continue
                free_there = next(filter(None, (at[path, entry.key(by)] for path in paths_of(number))), None)
                if free_there is not None:
                    known[number] = free_there.pop()
                    free.remove(known[number])

        ways = ("both", "sentence", "context")
        for by in ways:
            pair(by, lambda number: (entries[number].path,))
        gone = {path for path in {self.entries[number].path for number in free} if not self._exists(path)}

        @cache
        def names_before(draft: str) -> list[str]:
            return [path for path in map(self.path_of, earlier(draft)) if path in gone]

        if gone:
            for by in ways:
                pair(by, lambda number: names_before(findings[number].path))
        return Matched(
            old=tuple(finding for number, finding in enumerate(findings) if number in known),
            new=tuple(finding for number, finding in enumerate(findings) if number not in known),
            unused=tuple(self.entries[number] for number in sorted(free)),
        )

    def needless(self, matched: Matched, checked: Collection[str]) -> tuple[Entry, ...]:
        """The unused entries that can go: their draft was `checked`, or is not there any more."""
        paths = {self.path_of(draft) for draft in checked}
        return tuple(entry for entry in matched.unused if entry.path in paths or not self._exists(entry.path))

    def _exists(self, path: str) -> bool:
        return (self.file.parent / path).exists()


def read_baseline(file: Path) -> Baseline:
    """The baseline in `file`. Raises ConfigError when there is none, or it is none that this version writes."""

    def fault(what: str, mend: str, line: int = 1) -> ConfigError:
        return ConfigError([RuleFault(str(file), line, 1, what, mend)])

    again = "make it anew with `wellbeing-lint baseline create`"
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise fault("there is no such baseline", "`wellbeing-lint baseline create` writes one") from error
    except OSError as error:
        raise fault(f"can't be read: {error.strerror}", "") from error
    except json.JSONDecodeError as error:
        raise fault(
            f"not valid JSON: {error.msg}", "after a merge, keep the lines of both sides", error.lineno
        ) from error
    except (ValueError, RecursionError) as error:
        raise fault("not valid JSON in UTF-8", again) from error
    if not isinstance(data, dict) or (data.get("version"), data.get("keys")) != (VERSION, KEYS):
        raise fault("no baseline, or that of another version of wellbeing-lint", again)
    listed = data.get("findings")
    if not isinstance(listed, list):
        raise fault("there is no list of findings", again)
    for number, item in enumerate(listed, 1):
        if (
            not isinstance(item, dict)
            or sorted(item) != sorted(_FIELDS)
            or not all(isinstance(v, str) for v in item.values())
        ):
            raise fault(f"finding {number} must have {', '.join(_FIELDS)}, and nothing else", again)
    return Baseline(Path(os.path.abspath(file)), tuple(sorted(Entry(**item) for item in listed)))


def write_baseline(baseline: Baseline) -> None:
    """Write the file, by way of a temporary one beside it. Raises WellbeingLintError when it can't be written."""
    rows = [json.dumps({name: getattr(entry, name) for name in _FIELDS}) for entry in sorted(baseline.entries)]
    listed = "[\n    " + ",\n    ".join(rows) + "\n  ]" if rows else "[]"
    text = f'{{\n  "version": {VERSION},\n  "keys": "{KEYS}",\n  "findings": {listed}\n}}\n'
    beside = baseline.file.with_name(f"{baseline.file.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, baseline.file)
    except OSError as error:
        raise WellbeingLintError(f"can't write {baseline.file}: {error.strerror}") from error


def updated(baseline: Baseline, matched: Matched, checked: Collection[str], *, add: bool) -> Baseline:
    """The baseline without what is gone, and with the present paths and keys of what it knows.

    New findings are taken in only with `add`. Entries of drafts that were not checked stay as they are.
    """
    needless = set(baseline.needless(matched, checked))
    kept = [entry for entry in matched.unused if entry not in needless]
    present = baseline.entries_of(matched.old + matched.new if add else matched.old)
    return replace(baseline, entries=tuple(sorted([*kept, *present])))
