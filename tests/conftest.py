"""What the tests share: the built-in ruleset, and small rulesets written for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wellbeing_lint import Linter, load_ruleset
from wellbeing_lint.ruleset.compile import compile_rules
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.ruleset.load import load_rules

ROOT = Path(__file__).resolve().parents[1]
RULE = """\
id: {id}
family: {family}
severity: error
model: {{page: relationships-require-trust, point: no-threats, basis: stated}}
message: A rule made for a test.
why: A rule made for a test.
try_instead: ["Tea is at four."]
patterns:
{patterns}
{more}
flag: ["a", "b", "c"]
pass: ["a", "b", "c"]
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files of the reporters anew")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled rules go to a folder of the test run, not to the user's cache."""
    patch = pytest.MonkeyPatch()
    patch.setenv("WELLBEING_LINT_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def ruleset() -> CompiledRuleset:
    return load_ruleset()


@pytest.fixture(scope="session")
def linter(ruleset: CompiledRuleset) -> Linter:
    return Linter(ruleset)


def rule_text(*patterns: str, id: str = "test-rule", family: str = "legal-threat", more: str = "") -> str:
    """The YAML of a rule with these patterns."""
    lines = "\n".join(f'  - "{pattern}"' for pattern in patterns)
    return RULE.format(id=id, family=family, patterns=lines, more=more)


@pytest.fixture
def rules_of(tmp_path: Path) -> Callable[..., CompiledRuleset]:
    """Compile rule files, given as name=text, together with the built-in language, lists and stance, but without our rules."""

    def compiled(**files: str) -> CompiledRuleset:
        builtin = ROOT / "rules"
        folder = tmp_path / "rules"
        for shared in ("language", "stance", "words"):
            for path in (builtin / shared).glob("*.yaml"):
                if shared == "words" and path.stem not in ("people", "law", "conditions", "stance"):
                    continue  # the lists of our rules, slow to compile and not used here
                target = folder / shared / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        for name in ("families.yaml", "model.yaml"):
            (folder / name).write_text((builtin / name).read_text(encoding="utf-8"), encoding="utf-8")
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return CompiledRuleset(compile_rules(load_rules([folder])))

    return compiled
