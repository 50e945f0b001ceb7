"""Settings from `.wellbeing-lint.yaml`, `wellbeing-lint.yaml` or `[tool.wellbeing-lint]` in pyproject.toml.

The nearest file wins, going up from the draft to the root of its git repository; nothing is merged. An unknown key is an
error: a misspelt one would quietly switch nothing off. Paths are relative to the file that states them. There is no settings
file of the user's own, so that a draft passes or fails the same everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .finding import Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE_NAMES = (".wellbeing-lint.yaml", "wellbeing-lint.yaml", "pyproject.toml")
IGNORE_FILE = ".wellbeing-lint-ignore.yaml"
BASELINE_FILE = ".wellbeing-lint-baseline.json"
TABLE = "wellbeing-lint"
_OURS = frozenset({*FILE_NAMES, IGNORE_FILE, BASELINE_FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PathSettings:
    """Settings for the drafts that match one of `paths` (patterns as in .gitignore): added to those of the file."""

    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedName:
    """A rule, family or group as a settings file names it, with its 1-based place there."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What holds for the drafts below one settings file. `file` is None where there is none.

    `select`, `ignore` and the keys of `severity` are rules, families or groups. `exclude`: patterns as in .gitignore.
    `rules`: folders of further rules; `builtin_rules`: whether ours are used as well. `stated`: the line of each
    setting that the file states; `names`: every rule, family and group in it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_severity: Severity = Severity.NOTE
    fail_on: Severity = Severity.WARNING
    exclude: tuple[str, ...] = ()
    per_path: tuple[PathSettings, ...] = ()
    rules: tuple[Path, ...] = ()
    builtin_rules: bool = True
    baseline: Path | None = None
    file: Path | None = None
    stated: Mapping[str, int] = field(default_factory=dict)
    names: tuple[StatedName, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that patterns and paths are relative to."""
        return self.file.parent if self.file is not None else Path.cwd()

    def excludes(self, draft: Path) -> bool:
        """Whether `draft` is left out, even when it was named: by a pattern, or because it is a file of ours.

        Rules, suppressions and settings quote harmful words on purpose; a hook that names them must not stop at them.
        """
        if draft.name in _OURS or (self.exclude and _matches(self.exclude, draft, self.folder)):
            return True
        place = Path(os.path.abspath(draft))
        return place == self.baseline or any(place.is_relative_to(folder) for folder in self.rules)

    def settings_for(self, draft: Path) -> tuple[frozenset[str], frozenset[str], dict[str, Severity]]:
        """(select, ignore, severity) for one draft: those of the file, and those of each path it matches."""
        select, ignore, severity = set(self.select), set(self.ignore), dict(self.severity)
        for settings in self.per_path:
            if _matches(settings.paths, draft, self.folder):
                select |= set(settings.select)
                ignore |= set(settings.ignore)
                severity |= settings.severity
        return frozenset(select), frozenset(ignore), severity


def _matches(patterns: Sequence[str], draft: Path, folder: Path) -> bool:
    return path_spec(tuple(patterns)).match_file(os.path.relpath(os.path.abspath(draft), folder))


@lru_cache(maxsize=64)
def path_spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Patterns as in .gitignore, ready to match paths relative to the file that states them."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def upwards(folder: Path) -> Iterator[Path]:
    """`folder` and those above it, up to the root of the git repository: where a file that holds for it may be."""
    here = Path(os.path.abspath(folder))
    for place in (here, *here.parents):
        yield place
        if (place / ".git").exists():
            return


def find_config(folder: Path) -> Config:
    """The settings that hold in `folder`: of the nearest file on the way up to the root of the git repository.

    Raises ConfigError for a faulty file.
    """
    for place in upwards(folder):
        for name in FILE_NAMES:
            if (place / name).is_file():
                from .config_file import read_if_ours  # most drafts have no settings, and reading them costs imports

                config = read_if_ours(place / name)
                if config is not None:
                    return config
    return Config()


def setting_names() -> list[str]:
    """The settings as files spell them."""
    return [item.name.replace("_", "-") for item in fields(Config) if item.name not in ("file", "stated", "names")]
