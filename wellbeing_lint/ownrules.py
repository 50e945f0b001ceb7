"""An organisation's own rules beside ours: loaded, and held to their own examples when they have changed.

A rule whose examples fail finds other words than its writer thinks; a check with it would say "clean" and mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .errors import RulesetError
from .ruleset.compiled import CompiledRuleset
from .ruleset.locate import builtin_folder, cache_folder, load_ruleset


def load_tested(folders: Sequence[Path], *, builtin: bool = True) -> CompiledRuleset:
    """The rules of `folders` with ours (`builtin`), as load_ruleset() gives them.

    Raises RulesetError, naming each line, where rules are faulty or an example of those in `folders` fails. That they
    hold is noted in the cache folder, by the state of all rules and the version of this program.
    """
    ruleset = load_ruleset(folders, builtin=builtin)
    if not folders:
        return ruleset
    passed = cache_folder() / f"rules-{ruleset.digest}-{_version()}.tested"
    if not passed.exists():
        _test(folders, ruleset)
        try:
            passed.touch()
        except OSError:
            pass  # a full disk or a read-only home only costs time: they are tested again
    return ruleset


def _test(folders: Sequence[Path], ruleset: CompiledRuleset) -> None:
    from .ruleset.load import load_rules
    from .ruletest import check_examples

    own = [folder.resolve() for folder in folders]
    rules = load_rules([builtin_folder(), *folders]).rules
    faults = check_examples(
        [rule for rule in rules if any(Path(rule.path).resolve().is_relative_to(folder) for folder in own)], ruleset
    )
    if faults:
        raise RulesetError(faults)


def _version() -> str:
    from . import __version__  # the package is still being imported when this module is

    return __version__
