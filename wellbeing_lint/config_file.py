"""Reads a settings file: YAML, or our table of a pyproject.toml. Every fault is collected and named with its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .config import TABLE, Config, PathSettings, StatedName, path_spec
from .errors import ConfigError, RuleFault
from .finding import Severity
from .ruleset.yamlnodes import Faults, Listing, Place, Scalar, YamlNode, did_you_mean, read_yaml
from .ruleset.yamlnodes import Mapping as YamlMapping


def read_config(file: Path) -> Config:
    """The settings in `file`, which must hold some. Raises ConfigError."""
    config = read_if_ours(Path(os.path.abspath(file)))
    if config is None:
        raise ConfigError(
            [RuleFault(str(file), 1, 1, f"there is no table [tool.{TABLE}]", "add it, or name another file")]
        )
    return config


def read_if_ours(file: Path) -> Config | None:
    """The settings in `file`; None for a pyproject.toml that has none of ours. Raises ConfigError."""
    faults = Faults(str(file))
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([RuleFault(str(file), 1, 1, f"can't be read: {error}")]) from error
    node = _toml_node(text, faults) if file.suffix == ".toml" else _yaml_node(text, faults)
    if faults.found:
        raise ConfigError(faults.found)
    if node is None:
        return None
    settings = _Reader(faults, file).config(node)
    if faults.found:
        raise ConfigError(faults.found)
    return settings


def _yaml_node(text: str, faults: Faults) -> YamlMapping | None:
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return YamlMapping(1, 1, ())  # `init` writes a file in which everything is a comment
    node = read_yaml(text, faults)
    if node is not None and not isinstance(node, YamlMapping):
        faults.add(node, "settings are a mapping of keys and values")
        return None
    return node


def _toml_node(text: str, faults: Faults) -> YamlMapping | None:
    """Our table of a pyproject.toml in the form of YAML nodes; TOML readers give no places, so all stand at its head."""
    if TABLE not in text:
        return None  # most of them: spare the start a parser
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        faults.add(None, f"not valid TOML: {error}")
        return None
    if not isinstance(tool, dict) or TABLE not in tool:
        return None
    lines = text.splitlines()
    line = next((at for at, content in enumerate(lines, 1) if content.strip().startswith(f"[tool.{TABLE}")), 1)
    node = _as_node(tool[TABLE], Place(line, 1))
    return node if isinstance(node, YamlMapping) else None


def _as_node(value: Any, place: Place) -> YamlNode:
    at = (place.line, place.column)
    if isinstance(value, dict):
        return YamlMapping(*at, tuple((Scalar(*at, key, True), _as_node(item, place)) for key, item in value.items()))
    if isinstance(value, list):
        return Listing(*at, tuple(_as_node(item, place) for item in value))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(*at, text, True)


class _Reader:
    """Turns nodes into settings, collecting faults."""

    def __init__(self, faults: Faults, file: Path) -> None:
        self._faults = faults
        self._file = file
        self._names: list[StatedName] = []

    def config(self, node: YamlMapping) -> Config:
        read: dict[str, Callable[[YamlNode], Any]] = {
            "select": self._rule_names,
            "ignore": self._rule_names,
            "severity": self._severities,
            "min_severity": self._severity,
            "fail_on": self._severity,
            "exclude": self._patterns,
            "per_path": self._per_path,
            "rules": self._folders,
            "builtin_rules": self._flag,
            "baseline": self._path,
        }
        values = self._values(node, read)
        stated = {key.text.replace("_", "-"): key.line for key, _ in node.entries}
        return Config(file=self._file, stated=stated, names=tuple(self._names), **values)

    def _values(self, node: YamlMapping, read: Mapping[str, Callable[[YamlNode], Any]]) -> dict[str, Any]:
        values = {}
        for key, value in node.entries:
            name = key.text.replace("-", "_")
            if name in read:
                values[name] = read[name](value)
            else:
                known = [known.replace("_", "-") for known in read]
                self._faults.add(key, f"unknown setting {key.text!r}", did_you_mean(key.text, known))
        return values

    def _text(self, node: YamlNode) -> str:
        if isinstance(node, Scalar):
            return node.text
        self._faults.add(node, "this must be one value, not a list or a table")
        return ""

    def _texts(self, node: YamlNode) -> tuple[str, ...]:
        if isinstance(node, Listing):
            return tuple(self._text(item) for item in node.items)
        self._faults.add(node, "this must be a list", 'as in ["shaming", "urgency"]')
        return ()

    def _patterns(self, node: YamlNode) -> tuple[str, ...]:
        texts = self._texts(node)
        try:
            path_spec(texts)
        except ValueError as error:
            self._faults.add(node, f"not a pattern as in .gitignore: {' '.join(str(error).split())}")
            return ()
        return texts

    def _rule_names(self, node: YamlNode) -> tuple[str, ...]:
        if isinstance(node, Listing):
            self._names += [
                StatedName(item.text, item.line, item.column) for item in node.items if isinstance(item, Scalar)
            ]
        return self._texts(node)

    def _severity(self, node: YamlNode) -> Severity:
        labels = [severity.label for severity in Severity]
        text = self._text(node)
        if text not in labels:
            self._faults.add(node, f"unknown severity {text!r}", did_you_mean(text, labels))
            return Severity.WARNING
        return Severity.parse(text)

    def _severities(self, node: YamlNode) -> dict[str, Severity]:
        if isinstance(node, YamlMapping):
            self._names += [StatedName(key.text, key.line, key.column) for key, _ in node.entries]
            return {key.text: self._severity(value) for key, value in node.entries}
        self._faults.add(node, "this must be a table", "as in {shaming: error}")
        return {}

    def _flag(self, node: YamlNode) -> bool:
        text = self._text(node)
        if text not in ("true", "false"):
            self._faults.add(node, f"this must be true or false, not {text!r}")
        return text == "true"

    def _path(self, node: YamlNode) -> Path:
        return Path(os.path.abspath(self._file.parent / self._text(node)))

    def _folders(self, node: YamlNode) -> tuple[Path, ...]:
        return tuple(Path(os.path.abspath(self._file.parent / text)) for text in self._texts(node))

    def _per_path(self, node: YamlNode) -> tuple[PathSettings, ...]:
        if not isinstance(node, Listing) or not all(isinstance(item, YamlMapping) for item in node.items):
            self._faults.add(
                node, "per-path must be a list of tables", 'as in [{paths: ["donor/**"], ignore: [urgency]}]'
            )
            return ()
        read: dict[str, Callable[[YamlNode], Any]] = {
            "paths": self._patterns,
            "select": self._rule_names,
            "ignore": self._rule_names,
            "severity": self._severities,
        }
        entries = []
        for item in node.items:
            assert isinstance(item, YamlMapping)
            if item.get("paths") is None:
                self._faults.add(item, "missing key 'paths'")
                continue
            entries.append(PathSettings(**self._values(item, read)))
        return tuple(entries)


TEMPLATE = """\
# Settings of wellbeing-lint for the drafts in this folder and below. The nearest file of this name wins; nothing is merged.
# All paths are relative to this file.

# Only these rules, families or groups (`wellbeing-lint rules list` shows them). Without it: all.
# select: [threats, tricks]

# Not these.
# ignore: [rescue-language]

# Another severity (error, warning or note) for a rule, family or group.
# severity: {rescue-language: note}

# Report nothing below this severity.
# min-severity: note

# From which severity on a finding fails the check (exit code 1).
# fail-on: warning

# Drafts to leave out, even when a hook names them; patterns as in .gitignore.
# exclude: ["archive/**", "*.draft.md"]

# Further settings for some drafts.
# per-path:
#   - paths: ["donor/**"]
#     ignore: [urgency]

# Folders with rules of your own, and whether ours are used too.
# rules: [our-rules]
# builtin-rules: true

# Findings that were there before and are not reported again: `wellbeing-lint baseline create` writes it.
# baseline: .wellbeing-lint-baseline.json
"""
"""What `init` writes: every setting, commented out."""
