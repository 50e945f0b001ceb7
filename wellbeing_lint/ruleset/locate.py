"""Finds the built-in rules and gives them compiled: from the wheel, else from the checkout by way of a cache."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import RuleFault, RulesetError
from .compiled import CompiledRuleset
from .files import stamp

_PACKAGE = Path(__file__).resolve().parent.parent
COMPILED_NAME = "compiled.txt"


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
        return CompiledRuleset(shipped.read_bytes())
    for path in extra:
        if not path.is_dir():
            raise RulesetError([RuleFault(str(path), 1, 1, "no such folder of rules")])
    return _through_cache([folder, *extra], builtin)


def _through_cache(folders: list[Path], builtin: bool) -> CompiledRuleset:
    name = stamp(folders, str(builtin))
    cached = cache_folder() / f"rules-{name}.txt"
    try:
        ruleset = CompiledRuleset(cached.read_bytes())
        if ruleset.digest == name:
            return ruleset
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, or spoilt: compile anew
    content = compile_folders(folders, builtin=builtin, digest=name)
    _write_quietly(cached, content)
    return CompiledRuleset(content)


def compile_folders(folders: Sequence[Path], *, builtin: bool = True, digest: str = "") -> bytes:
    """Read, check and compile rule folders, the built-in one first; `digest` is noted in the outcome. Raises RulesetError."""
    from dataclasses import replace

    from .compile import compile_rules
    from .load import load_rules

    source = load_rules(folders)
    if not builtin:
        own = str(folders[0])
        source = replace(source, rules=tuple(r for r in source.rules if not Path(r.path).is_relative_to(own)))
    if not source.rules:
        raise RulesetError([RuleFault(str(folders[-1]), 1, 1, "there are no rules here", "each rule is one YAML file")])
    return compile_rules(source, digest)


def cache_folder() -> Path:
    """Where compiled rules are kept: $WELLBEING_LINT_CACHE, else the user's cache folder."""
    given = os.environ.get("WELLBEING_LINT_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "wellbeing-lint"


def _write_quietly(path: Path, content: bytes) -> None:
    """Write by way of a temporary file, so that no reader sees half of it. A full disk or read-only home only costs time."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
            file.write(content)
        os.replace(file.name, path)
    except OSError:
        pass
