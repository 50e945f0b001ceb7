"""Finds the built-in rules and gives them compiled: from the wheel, else from the checkout by way of a cache."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import RuleFault, RulesetError
from .compiled import CompiledRuleset
from .files import digest, rule_files

_PACKAGE = Path(__file__).resolve().parent.parent
COMPILED_NAME = "compiled.json"


def builtin_folder() -> Path:
    """The folder of the built-in rules: in the wheel `wellbeing_lint/_rules`, in a checkout `rules/` beside the package.

    Raises RulesetError when there is neither: a linter without rules would call every draft clean.
    """
    for folder in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):
        if (folder / "families.yaml").is_file():
            return folder
    raise RulesetError(
        [RuleFault(str(_PACKAGE), 1, 1, "the built-in rules are missing", "install wellbeing-lint again")]
    )


def load_ruleset(extra: Sequence[Path] = (), *, builtin: bool = True) -> CompiledRuleset:
    """The built-in rules and those of the folders in `extra`, compiled.

    `builtin=False` leaves out our rules, but not the word lists and excuses that others' rules lean on. Raises RulesetError
    for faulty rules, a folder that is missing, and for no rules at all.
    """
    folder = builtin_folder()
    shipped = folder / COMPILED_NAME
    if not extra and builtin and shipped.is_file():
        # a wheel: compiled when it was built, and not changed since
        return _decode(shipped.read_bytes())
    for path in extra:
        if not path.is_dir():
            raise RulesetError([RuleFault(str(path), 1, 1, "no such folder of rules")])
    return _through_cache([folder, *extra], builtin)


def _through_cache(folders: list[Path], builtin: bool) -> CompiledRuleset:
    contents = [
        str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes()
        for folder in folders
        for path in rule_files(folder)
    ]
    name = digest([*contents, str(builtin).encode()])
    cached = cache_folder() / f"rules-{name}.json"
    try:
        return _decode(cached.read_bytes())
    except (OSError, ValueError, KeyError):
        pass  # not there, or spoilt: compile anew
    data = compile_folders(folders, builtin=builtin)
    data["digest"] = name
    _write_quietly(cached, data)
    return CompiledRuleset(data, name)


def compile_folders(folders: Sequence[Path], *, builtin: bool = True) -> dict[str, Any]:
    """Read, check and compile rule folders, the built-in one first. Raises RulesetError."""
    from dataclasses import replace

    from .compile import compile_rules
    from .load import load_rules

    source = load_rules(folders)
    if not builtin:
        own = str(folders[0])
        source = replace(source, rules=tuple(r for r in source.rules if not Path(r.path).is_relative_to(own)))
    if not source.rules:
        raise RulesetError([RuleFault(str(folders[-1]), 1, 1, "there are no rules here", "each rule is one YAML file")])
    return compile_rules(source)


def _decode(content: bytes) -> CompiledRuleset:
    data = json.loads(content)
    return CompiledRuleset(data, data["digest"])


def cache_folder() -> Path:
    """Where compiled rules are kept: $WELLBEING_LINT_CACHE, else the user's cache folder."""
    given = os.environ.get("WELLBEING_LINT_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "wellbeing-lint"


def _write_quietly(path: Path, data: dict[str, Any]) -> None:
    """Write by way of a temporary file, so that no reader sees half of it. A full disk or read-only home only costs time."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(file.name, path)
    except OSError:
        pass
