"""Paths in, one Report out. A file that can't be read is counted, never dropped.

findings -> severity by settings -> suppressions -> baseline -> only changed lines -> report
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .documents import read_bytes
from .drafts import drafts_at, reason
from .errors import UnreadableError
from .finding import Finding, Origin, ReadError, Report
from .linter import Linter
from .setaside import Suppressions
from .settings import DraftSettings

if TYPE_CHECKING:
    from .git import Since
    from .suppressions import Notice

STDIN = "-"
MAX_BYTES = 50_000_000
"""A draft larger than this many bytes is refused: it is no draft."""

SettingsFor = Callable[[str], DraftSettings | None]
"""What holds for the draft at a path; None when it is left out."""


@dataclass(frozen=True, slots=True)
class Input:
    """What is to be checked: files, folders and, for "-", the bytes of `stdin`, called `stdin_name` if it has a name."""

    paths: Sequence[str]
    stdin: bytes = b""
    stdin_name: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report; what there is to say of suppressions and baselines; whether a finding is grave enough to fail the check;
    and the paths of the drafts that were checked."""

    report: Report
    notices: tuple[Notice, ...]
    fails: bool
    drafts: tuple[str, ...]


def check_paths(linter: Linter, paths: Sequence[str], *, hash_lines: bool = False) -> Report:
    """Check files and folders with one linter, whatever settings files say. Findings come in order of path and place."""
    groups = {family.name: family.group for family in linter.ruleset.families.values()}
    return run(Input(paths), lambda _: DraftSettings(linter=linter), groups, hash_lines=hash_lines).report


def run(
    given: Input,
    settings_for: SettingsFor,
    groups: dict[str, str] | Callable[[], dict[str, str]],
    *,
    since: Since | None = None,
    use_baselines: bool = True,
    hash_lines: bool = False,
) -> Outcome:
    """Check what is given. `groups` is the group of each family.

    A path that is missing, unreadable or no draft becomes an error of the report; the others are still checked. With
    `since`, unchanged drafts are passed over, and of others only the findings that touch a changed line are kept. With
    `hash_lines`, the report has GitHub's hashes of the lines with findings, which take reading a file once more.
    """
    checking = _Run(settings_for, since, hash_lines)
    seen: set[str] = set()
    for path in given.paths:
        if path == STDIN:
            checking.check(given.stdin_name or "<stdin>", given.stdin, named=given.stdin_name is not None)
            continue
        for file in drafts_at(path, checking.errors):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                checking.check_file(file)
    return checking.outcome(given.paths, groups if isinstance(groups, dict) else groups(), use_baselines)


@dataclass
class _Run:
    """What a run has gathered so far."""

    settings_for: SettingsFor
    since: Since | None
    hash_lines: bool
    drafts: dict[str, DraftSettings] = field(default_factory=dict)
    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    excused: list[Finding] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    line_hashes: dict[str, dict[int, str]] = field(default_factory=dict)
    suppressions: Suppressions = field(default_factory=Suppressions)
    baselined: int = 0

    def check_file(self, file: str) -> None:
        """Check the draft in `file`, unless the settings leave it out or nothing in it changed."""
        settings = self.settings_for(file)
        if settings is None:
            return
        try:
            with open(file, "rb") as opened:
                data = opened.read(MAX_BYTES + 1)
        except OSError as error:
            self.errors.append(ReadError(file, reason(error)))
            return
        if self.since is None or self.since.changes(file).has(file):
            self._check(file, data, settings, in_file=True)

    def check(self, path: str, data: bytes, *, named: bool) -> None:
        """Check the draft in `data`, which is of the file at `path` if it is `named`."""
        settings = self.settings_for(path)
        if settings is not None:
            self._check(path, data, settings, in_file=named)

    def _check(self, path: str, data: bytes, settings: DraftSettings, *, in_file: bool) -> None:
        if len(data) > MAX_BYTES:
            self.errors.append(
                ReadError(path, f"larger than {MAX_BYTES // 1_000_000} MB; split it, or check a part of it")
            )
            return
        try:
            document = read_bytes(path, data)
            result = settings.linter.check(document, settings.rules)
        except UnreadableError as error:
            self.errors.append(ReadError(path, str(error)))
            return
        self.files += 1
        self.drafts[path] = settings
        weighed = [settings.weighed(finding) for finding in result.findings]
        left = self.suppressions.apply(document, data, weighed, settings, in_file=in_file)
        if self.hash_lines and left:
            from .origin import hashes_of_lines

            self.line_hashes[path] = hashes_of_lines(data, left)
        self.findings.extend(left)
        self.excused.extend(settings.weighed(finding) for finding in result.excused)

    def outcome(self, paths: Sequence[str], groups: dict[str, str], use_baselines: bool) -> Outcome:
        """The end of the run."""
        walked = [path for path in paths if os.path.isdir(path)]
        self.notices.extend(self.suppressions.finish(walked))
        if use_baselines:
            self._apply_baselines()
        findings = [finding for finding in self.findings if self._counts(finding) and self._changed(finding)]
        return Outcome(
            report=Report(
                files=self.files,
                findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
                excused=tuple(sorted(filter(self._counts, self.excused), key=lambda finding: finding.sort_key)),
                suppressed=self.suppressions.count,
                baselined=self.baselined,
                errors=tuple(self.errors),
                families=groups,
                origins=self._origins(),
                version=_version(),
            ),
            notices=tuple(self.notices),
            fails=any(finding.severity >= self.drafts[finding.path].fail_on for finding in findings),
            drafts=tuple(self.drafts),
        )

    def _counts(self, finding: Finding) -> bool:
        return finding.severity >= self.drafts[finding.path].min_severity

    def _changed(self, finding: Finding) -> bool:
        return (
            self.since is None or not os.path.isfile(finding.path) or self.since.changes(finding.path).touches(finding)
        )

    def _apply_baselines(self) -> None:
        """Take out the findings that the baselines know."""
        drafts: dict[Path, list[str]] = {}
        for path, settings in self.drafts.items():
            if settings.baseline is not None:
                drafts.setdefault(settings.baseline, []).append(path)
        for file, paths in drafts.items():
            from .baseline import read_baseline
            from .suppressions import Notice

            baseline = read_baseline(file)
            checked = frozenset(paths)
            matched = baseline.match([finding for finding in self.findings if finding.path in checked])
            old = set(matched.old)
            self.baselined += sum(map(self._counts, old))
            self.findings = [finding for finding in self.findings if finding not in old]
            needless = len(baseline.needless(matched, paths))
            if needless and self.since is None:
                what = (
                    f"{needless} of its findings are not there any more; `wellbeing-lint baseline prune` takes them out"
                )
                self.notices.append(Notice(os.path.relpath(file), 0, what))

    def _origins(self) -> dict[str, Origin]:
        """Where the drafts with findings and those that could not be read stand in the repository of the working folder."""
        paths = [finding.path for finding in self.findings] + [error.path for error in self.errors]
        if not paths:
            return {}
        from .origin import repository_path, repository_root

        root = repository_root(os.curdir)
        return {
            path: Origin(repository_path(path, root), self.line_hashes.get(path, {})) for path in dict.fromkeys(paths)
        }


def _version() -> str:
    from . import __version__  # the package is still being imported when this module is

    return __version__
