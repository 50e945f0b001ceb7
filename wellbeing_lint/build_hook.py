"""Hatchling's hook: compiles the rules into the wheel, after their own examples have passed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds wellbeing_lint/_rules/compiled.txt to the wheel. An editable install reads the checkout's rules instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, test and hand over the rules. Raises RulesetError, which stops the build, when an example fails."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from wellbeing_lint import __version__
        from wellbeing_lint.errors import RulesetError
        from wellbeing_lint.ruleset.compile import compile_rules
        from wellbeing_lint.ruleset.compiled import CompiledRuleset
        from wellbeing_lint.ruleset.load import load_rules
        from wellbeing_lint.ruleset.locate import COMPILED_NAME
        from wellbeing_lint.ruletest import check_examples

        folder = root / "rules"
        source = load_rules([folder])
        content = compile_rules(source, __version__)
        faults = check_examples(source.rules, CompiledRuleset(content))
        if faults:
            raise RulesetError(faults)
        compiled = Path(self.directory) / COMPILED_NAME
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_bytes(content)
        build_data["force_include"][str(compiled)] = f"wellbeing_lint/_rules/{COMPILED_NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave only the wheel behind."""
        (Path(self.directory) / "compiled.txt").unlink(missing_ok=True)
