"""The commands for settings: `init` writes a file to fill in, `config show` tells what holds and from where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import WellbeingLintError

if TYPE_CHECKING:
    from .config import Config


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False))
def init(folder: str) -> None:
    """Write a settings file, with every setting explained, to FOLDER. None is overwritten."""
    from .config import FILE_NAMES
    from .config_file import TEMPLATE

    path = Path(folder) / FILE_NAMES[0]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise WellbeingLintError(f"{path} is there already; nothing was written") from error
    except OSError as error:
        raise WellbeingLintError(f"can't write {path}: {error.strerror}") from error
    click.echo(
        f"{path} is ready: take the # from the settings you want. `wellbeing-lint config show` tells what holds."
    )


@click.group()
def config() -> None:
    """Tell which settings hold."""


@config.command("show")
@click.argument("path", default=".")
@click.option("--config", "config_file", metavar="FILE", help="Settings for all drafts, instead of the nearest file's.")
def show(path: str, config_file: str | None) -> None:
    """Every setting that holds for PATH (a draft or a folder), and the file and line it is from."""
    from .config import find_config
    from .config_file import read_config
    from .settings import Settings

    if not os.path.exists(path):
        raise WellbeingLintError(f"{path}: no such file or folder")
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    found = read_config(Path(config_file)) if config_file else find_config(Path(folder))
    Settings().linter(found)  # a wrong name in it is told here, not at the next check
    click.echo(f"settings for {path}: {_shown(found.file) if found.file else 'no file, so the defaults'}")
    for line in _lines(found, None if os.path.isdir(path) else Path(path)):
        click.echo(f"  {line}")


def _lines(found: Config, draft: Path | None) -> Iterator[str]:
    from .config import setting_names

    names = [name for name in setting_names() if name != "per-path"]
    values = {name: _value(getattr(found, name.replace("-", "_"))) for name in names}
    width = max(map(len, values.values()))
    for name, value in values.items():
        yield f"{name:<13}  {value:<{width}}  {_origin(found, name)}".rstrip()
    for settings in found.per_path:
        parts = [f"{n} {_value(v)}" for n in ("select", "ignore", "severity") if (v := getattr(settings, n))]
        yield f"{'per-path':<13}  {_value(settings.paths)}: {'; '.join(parts) or 'nothing'}  {_origin(found, 'per-path')}"
    if not found.per_path:
        yield f"{'per-path':<13}  {'none':<{width}}  default"
    if draft is None:
        return
    if found.excludes(draft):
        yield "this draft is left out (exclude, or a file of ours)"
        return
    select, ignore, severity = found.settings_for(draft)
    yield f"for this draft, with per-path: select {_value(sorted(select))}; ignore {_value(sorted(ignore))}; " + (
        f"severity {_value(severity)}"
    )


def _origin(found: Config, name: str) -> str:
    return f"{_shown(found.file)}:{found.stated[name]}" if found.file and name in found.stated else "default"


def _shown(file: Path) -> str:
    return os.path.relpath(file)


def _value(value: object) -> str:
    from .finding import Severity

    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Severity):
        return value.label
    if isinstance(value, Path):
        return _shown(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(item)}" for name, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    return "none" if value is None else str(value)
