"""What holds for one draft: the nearest settings file, what the command line says over it, and the rules that are left."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .config import Config, find_config
from .errors import ConfigError, RuleFault, WellbeingLintError
from .finding import Finding, Severity
from .linter import Linter
from .ruleset.compiled import CompiledRuleset
from .ruleset.locate import load_ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the command line says. What it leaves open (empty, None), the settings files decide."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    min_severity: Severity | None = None
    fail_on: Severity | None = None
    baseline: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSettings:
    """What holds for one draft. `rules`: the ids it is checked with, None for all; `severity`: by rule, family or group."""

    linter: Linter
    rules: frozenset[str] | None = None
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_severity: Severity = Severity.NOTE
    fail_on: Severity = Severity.WARNING
    baseline: Path | None = None

    def weighed(self, finding: Finding) -> Finding:
        """The finding with the severity that the settings give it: by its rule, else its family, else its group."""
        if not self.severity:
            return finding
        group = self.linter.ruleset.families[finding.family].group
        given = [self.severity[name] for name in (finding.rule, finding.family, group) if name in self.severity]
        return replace(finding, severity=given[0]) if given else finding


class Settings:
    """Finds what holds for each draft. Settings files and rules are read once, however many drafts they hold for.

    With `config`, it holds for every draft, and no file is searched for.
    """

    def __init__(self, choices: Choices | None = None, config: Config | None = None) -> None:
        self._choices = choices or Choices()
        self._config = config
        self._configs: dict[str, Config] = {}
        self._linters: dict[tuple[tuple[Path, ...], bool], Linter] = {}
        self._named: set[Path | None] = set()  # the files whose names of rules were checked
        self._left: dict[tuple[str, frozenset[str], frozenset[str]], frozenset[str]] = {}

    def config_for(self, path: str) -> Config:
        """The settings that hold for the draft at `path`. Raises ConfigError."""
        if self._config is not None:
            return self._config
        folder = os.path.dirname(path)
        if folder not in self._configs:
            self._configs[folder] = find_config(Path(folder))
        return self._configs[folder]

    def for_draft(self, path: str) -> DraftSettings | None:
        """What holds for the draft at `path`; None when the settings leave it out.

        Raises ConfigError or RulesetError for faulty files, WellbeingLintError for a wrong name on the command line.
        """
        config = self.config_for(path)
        draft = Path(path)
        if config.excludes(draft):
            return None
        chosen = self._choices
        linter = self.linter(config)
        select, ignore, severity = config.settings_for(draft)
        if chosen.select:
            # what was asked for by name is not held back by the file
            select, ignore = chosen.select, ignore - chosen.select
        if chosen.ignore:
            ignore = chosen.ignore
        return DraftSettings(
            linter=linter,
            rules=self._rules_left(linter.ruleset, select, ignore, path) if select or ignore else None,
            severity=severity,
            min_severity=config.min_severity if chosen.min_severity is None else chosen.min_severity,
            fail_on=config.fail_on if chosen.fail_on is None else chosen.fail_on,
            baseline=chosen.baseline or config.baseline,
        )

    def linter(self, config: Config) -> Linter:
        """A linter with the rules that `config` asks for, its names checked against them."""
        key = (config.rules, config.builtin_rules)
        if key not in self._linters:
            self._linters[key] = Linter(_ruleset(config))
            self._check_choices(self._linters[key].ruleset)
        linter = self._linters[key]
        if config.file not in self._named:
            _check_names(config, linter.ruleset)
            self._named.add(config.file)
        return linter

    @property
    def families(self) -> dict[str, str]:
        """Each family of the rules in use, with its group; of the built-in rules when nothing was checked."""
        linters = list(self._linters.values()) or [self.linter(Config())]
        return {f.name: f.group for linter in linters for f in linter.ruleset.families.values()}

    def _check_choices(self, ruleset: CompiledRuleset) -> None:
        known = names_known(ruleset)
        for name in sorted((self._choices.select | self._choices.ignore) - known):
            from .ruleset.yamlnodes import did_you_mean

            raise WellbeingLintError(f"no rule, family or group is called {name!r}; {did_you_mean(name, known)}")

    def _rules_left(
        self, ruleset: CompiledRuleset, select: frozenset[str], ignore: frozenset[str], path: str
    ) -> frozenset[str]:
        key = (ruleset.digest, select, ignore)
        if key not in self._left:
            self._left[key] = frozenset(
                rule
                for rule, family, group in ruleset.names()
                if (not select or select & {rule, family, group}) and not ignore & {rule, family, group}
            )
        left = self._left[key]
        if not left:
            raise WellbeingLintError(
                f"select and ignore leave no rule to check {path} with; to leave a draft out, use exclude"
            )
        return left


def names_known(ruleset: CompiledRuleset) -> set[str]:
    """Every rule, family and group: what select, ignore and severity may name."""
    families = ruleset.families.values()
    return {*ruleset.rule_numbers, *(f.name for f in families), *(f.group for f in families)}


def _ruleset(config: Config) -> CompiledRuleset:
    if not config.rules:
        if not config.builtin_rules:
            what = "builtin-rules is false and there are no rules of your own"
            raise ConfigError(
                [_fault(config, config.stated.get("builtin-rules", 1), 1, what, "name their folders: rules")]
            )
        return load_ruleset()
    from .ownrules import load_tested

    return load_tested(config.rules, builtin=config.builtin_rules)


def _check_names(config: Config, ruleset: CompiledRuleset) -> None:
    """Raises ConfigError for each name in the file that is no rule, family or group."""
    if not config.names:
        return
    known = names_known(ruleset)
    wrong = [stated for stated in config.names if stated.name not in known]
    if wrong:
        from .ruleset.yamlnodes import did_you_mean

        what = "no rule, family or group is called"
        raise ConfigError(
            [_fault(config, w.line, w.column, f"{what} {w.name!r}", did_you_mean(w.name, known)) for w in wrong]
        )


def _fault(config: Config, line: int, column: int, what: str, mend: str) -> RuleFault:
    return RuleFault(str(config.file), line, column, what, mend)
