"""The commands for baselines: `baseline create|update|prune|show`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import UnreadableError, WellbeingLintError

if TYPE_CHECKING:
    from .finding import Finding

_FILE = click.option("--baseline", "file", metavar="FILE", help="The baseline; by default the one in the settings.")
_CONFIG = click.option("--config", "config_file", metavar="FILE", help="Settings for all drafts.")
_PATHS = click.argument("paths", nargs=-1, type=click.Path())


@click.group()
def baseline() -> None:
    """Keep a list of findings that were there before, so that only new ones are reported."""


@baseline.command()
@_PATHS
@_FILE
@_CONFIG
def create(paths: Sequence[str], file: str | None, config_file: str | None) -> None:
    """List the present findings in PATHS (by default, the working folder) in a new file."""
    from .baseline import Baseline, write_baseline

    target = _target(file, config_file)
    if target.exists():
        raise WellbeingLintError(f"{_shown(target)} is there already; `baseline update` brings it up to date")
    findings, _ = _check(paths, config_file)
    made = Baseline(target)
    write_baseline(Baseline(target, tuple(made.entries_of(findings))))
    click.echo(f"{_shown(target)}: {len(findings)} findings that will not be reported again.")
    if _configured(config_file) != target:
        click.echo(
            f"To use it, add to your settings: baseline: {target.name}   (or: check --baseline {_shown(target)})"
        )


@baseline.command()
@_PATHS
@_FILE
@_CONFIG
@click.option("--add", is_flag=True, help="Also take in the findings that are new.")
def update(paths: Sequence[str], file: str | None, config_file: str | None, add: bool) -> None:
    """Drop what is not found any more in PATHS, and follow what was edited or renamed. New findings stay new without --add."""
    from .baseline import read_baseline, updated, write_baseline

    before = read_baseline(_target(file, config_file))
    findings, drafts = _check(paths, config_file)
    matched = before.match(findings)
    after = updated(before, matched, drafts, add=add)
    if after != before:
        write_baseline(after)
    dropped, new = len(before.needless(matched, drafts)), len(matched.new)
    told = f"{new} added" if add else f"{new} new, not added (--add does)"
    click.echo(f"{_shown(before.file)}: {len(after.entries)} findings; {dropped} dropped, {told}.")


@baseline.command()
@_PATHS
@_FILE
@_CONFIG
def prune(paths: Sequence[str], file: str | None, config_file: str | None) -> None:
    """Drop what is not found any more in PATHS, and change nothing else."""
    from dataclasses import replace

    from .baseline import read_baseline, write_baseline

    before = read_baseline(_target(file, config_file))
    findings, drafts = _check(paths, config_file)
    needless = set(before.needless(before.match(findings), drafts))
    after = replace(before, entries=tuple(entry for entry in before.entries if entry not in needless))
    if needless:
        write_baseline(after)
    click.echo(f"{_shown(before.file)}: {len(after.entries)} findings; {len(needless)} dropped.")


@baseline.command()
@_FILE
@_CONFIG
def show(file: str | None, config_file: str | None) -> None:
    """How many findings the baseline lists, by draft and rule."""
    from .baseline import read_baseline
    from .reporters.visible import one_line

    held = read_baseline(_target(file, config_file))
    click.echo(f"{_shown(held.file)}: {len(held.entries)} findings")
    for (path, rule), count in sorted(Counter((entry.path, entry.rule) for entry in held.entries).items()):
        missing = "" if (held.file.parent / path).exists() else "   (no such draft now)"
        click.echo(f"  {count:>4}  {one_line(path)}  {one_line(rule)}{missing}")


def _check(paths: Sequence[str], config_file: str | None) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Every finding, whatever its severity, and the paths of the drafts. Raises UnreadableError if one can't be read:
    a baseline made without it would be short of its findings."""
    from .cli import complain, settings_from
    from .finding import Severity
    from .runner import Input, run
    from .settings import Choices

    settings = settings_from(config_file, Choices(min_severity=Severity.NOTE))
    outcome = run(Input(paths or (".",)), settings.for_draft, lambda: settings.families, use_baselines=False)
    for notice in outcome.notices:
        complain(str(notice))
    if outcome.report.errors:
        told = [f"{error.path}: {error.message}" for error in outcome.report.errors]
        raise UnreadableError("\n".join([*told, "the baseline was not written"]))
    return outcome.report.findings, outcome.drafts


def _target(file: str | None, config_file: str | None) -> Path:
    from .config import BASELINE_FILE

    if file is not None:
        return Path(os.path.abspath(file))
    return _configured(config_file) or Path(os.path.abspath(BASELINE_FILE))


def _configured(config_file: str | None) -> Path | None:
    """The baseline that the settings of the working folder name."""
    from .config import find_config
    from .config_file import read_config

    return (read_config(Path(config_file)) if config_file else find_config(Path())).baseline


def _shown(file: Path) -> str:
    return os.path.relpath(file)
