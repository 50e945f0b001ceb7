"""A small set of rules of an organisation's own, so that these tests don't lean on what the built-in rules say this week."""

from __future__ import annotations

import os
from pathlib import Path

from wellbeing_lint.config import Config
from wellbeing_lint.finding import Severity
from wellbeing_lint.runner import Input, Outcome, run
from wellbeing_lint.settings import Choices, Settings

RULE = """\
id: {id}
family: {family}
severity: {severity}
model: {{page: relationships-require-trust, point: no-threats, basis: stated}}
message: A rule made for a test.
why: A rule made for a test.
try_instead: ["Tea is at four."]
patterns: ["{{{verb}}} the {sweet}"]
flag: ["{verb} the {sweet}.", "We {verb} the {sweet} at noon.", "You {verb} the {sweet} daily."]
pass: ["The {sweet} is here.", "No {sweet} today.", "Tea only."]
"""
SETTINGS = "rules: [sweets]\nbuiltin-rules: false\n"
"""For a folder with rules of its own; compiling them takes seconds, so most tests share theirs (`kitchen`)."""
EAT, SELL, TAKE = "We eat the marzipan.", "We sell the nougat.", "We take the toffee."
"""Texts that one rule each finds: marzipan (urgency, warning), nougat (shaming, note) and toffee (legal-threat, error)."""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def add_rules(folder: Path) -> None:
    """Write the rules to `folder`/sweets."""
    rows = (
        ("marzipan", "urgency", "warning", "eat"),
        ("nougat", "shaming", "note", "sell"),
        ("toffee", "legal-threat", "error", "take"),
    )
    for sweet, family, severity, verb in rows:
        text = RULE.format(id=sweet, family=family, severity=severity, verb=verb, sweet=sweet)
        write(folder / "sweets" / f"{sweet}.yaml", text)


def shared_settings() -> str:
    """SETTINGS, with the rules in a folder that all tests of a run share."""
    folder = Path(os.environ["WELLBEING_LINT_CACHE"]) / "shared"
    if not folder.exists():
        add_rules(folder)
    return SETTINGS.replace("sweets", str(folder / "sweets"))


def kitchen(folder: Path, settings: str = "", **drafts: str) -> Path:
    """A folder with a settings file that uses these rules and no others, and drafts given as name__suffix=text."""
    write(folder / ".wellbeing-lint.yaml", shared_settings() + settings)
    for name, text in drafts.items():
        write(folder / name.replace("__", "."), text)
    return folder


def checked(*paths: str | Path, config: Config | None = None, baselines: bool = True, **choices: object) -> Outcome:
    """The outcome of a check, as the command line would have it done."""
    settings = Settings(Choices(**choices), config)  # type: ignore[arg-type]
    return run(
        Input([str(path) for path in paths]), settings.for_draft, lambda: settings.families, use_baselines=baselines
    )


def found(outcome: Outcome) -> list[tuple[str, int, str]]:
    """(file name, line, rule) of each finding."""
    return [(Path(finding.path).name, finding.line, finding.rule) for finding in outcome.report.findings]


def severities(outcome: Outcome) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in outcome.report.findings}
