"""Imports point one way: cli -> linter -> {documents, matching} -> ruleset -> finding. Reporters know findings only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "wellbeing_lint"
# Each layer may import itself and those named: a package by its name, a module by its stem.
MAY_IMPORT = {
    "errors": set(),
    "finding": set(),
    "fingerprint": {"documents", "finding"},
    "documents": {"errors", "finding"},
    "ruleset": {"errors", "finding"},
    "matching": {"errors", "finding", "ruleset"},
    "reporters": {"finding", "fingerprint"},
    "linehash": set(),
    "origin": {"finding", "linehash"},
    "redact": {"finding", "fingerprint"},
    "config": {"config_file", "finding"},
    "config_file": {"config", "errors", "finding", "ruleset"},
    "ownrules": {"errors", "ruleset", "ruletest"},
    "ruletest": {"errors", "matching", "ruleset"},
    "explain": {"matching", "ruleset"},
    "linter": {"documents", "errors", "finding", "matching", "ruleset"},
    "settings": {"config", "errors", "finding", "linter", "ownrules", "ruleset"},
    "suppressions": {"finding", "fingerprint", "ruleset"},
    "nextblock": {"documents", "finding"},
    "directives": {"documents", "finding", "nextblock", "ruleset", "suppressions"},
    "ignorefile": {"config", "ruleset", "suppressions"},
    "setaside": {"config", "directives", "documents", "finding", "ignorefile", "settings", "suppressions"},
    "git": {"documents", "errors", "finding", "origin"},
    "baseline": {"errors", "finding", "fingerprint", "git"},
    "drafts": {"documents", "finding"},
    "runner": {
        *("baseline", "documents", "drafts", "errors", "finding", "git", "linter", "origin", "setaside", "settings"),
        "suppressions",
    },
    "__init__": {"errors", "finding", "linter", "ruleset"},
    "__main__": {"cli"},
    "build_hook": {"__init__", "errors", "ruleset", "ruletest"},
}
EDGE = {"cli", "rules_cli", "setup_cli", "baseline_cli"}  # the edge may import anything


def layer_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports_of(path: Path) -> Iterator[str]:
    """The layers of ours that a module imports, lazily or not."""
    package = path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = [*base, *(node.module or "").split(".")]
            parts = [part for part in target if part]
            for alias in node.names:
                yield parts[0] if parts else alias.name
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wellbeing_lint"):
            parts = (node.module or "").split(".")[1:]
            yield parts[0] if parts else "__init__"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("wellbeing_lint."):
                    yield alias.name.split(".")[1]


def test_every_import_points_down() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 20
    wrong = []
    for path in modules:
        layer = layer_of(path)
        if layer in EDGE:
            continue
        allowed = MAY_IMPORT[layer] | {layer, "__version__"}
        wrong += [f"{path.relative_to(ROOT)} imports {name}" for name in imports_of(path) if name not in allowed]
    assert wrong == []


def test_only_one_module_imports_spacy() -> None:
    importers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(
            (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "spacy" for alias in node.names))
            or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "spacy")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert importers == ["matching/nlp.py"]
