"""Hatchling's hook: compiles the rules into the wheel, after their own examples have passed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Adds wellbeing_lint/_rules/compiled.json to the wheel. An editable install reads the checkout's rules instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, test and hand over the rules. Raises RulesetError, which stops the build, when an example fails."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from wellbeing_lint.errors import RulesetError
        from wellbeing_lint.ruleset.compile import compile_rules
        from wellbeing_lint.ruleset.compiled import CompiledRuleset
        from wellbeing_lint.ruleset.files import digest, rule_files
        from wellbeing_lint.ruleset.load import load_rules
        from wellbeing_lint.ruleset.locate import COMPILED_NAME
        from wellbeing_lint.ruletest import check_examples

        folder = root / "rules"
        source = load_rules([folder])
        data = compile_rules(source)
        data["digest"] = digest(path.read_bytes() for path in rule_files(folder))
        faults = check_examples(source.rules, CompiledRuleset(data, data["digest"]))
        if faults:
            raise RulesetError(faults)
        compiled = Path(self.directory) / COMPILED_NAME
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        build_data["force_include"][str(compiled)] = f"wellbeing_lint/_rules/{COMPILED_NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave only the wheel behind."""
        (Path(self.directory) / "compiled.json").unlink(missing_ok=True)
