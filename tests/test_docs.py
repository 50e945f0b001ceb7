"""What the documents say can be done, can be done."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def drafts(folder: str) -> list[Path]:
    """The example drafts of every format, in folders inside too."""
    return sorted(path for path in (ROOT / "examples" / folder).rglob("*") if path.is_file())


def test_ci_runs_the_very_command_of_the_readme() -> None:
    [command] = re.findall(r"^python3 -m venv .*pytest$", README, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_path_that_contributing_names_exists() -> None:
    paths = re.findall(r"`((?:rules|tests|wellbeing_lint|\.ci)/[\w./-]*)`", CONTRIBUTING)
    assert len(paths) > 8
    made_in_the_example = {"rules/manipulation/visits-counted.yaml"}
    assert [path for path in paths if path not in made_in_the_example and not (ROOT / path).exists()] == []


def test_the_python_example_of_the_readme_runs() -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("1 ")


@pytest.mark.parametrize("path", drafts("exemplary"), ids=lambda path: path.name)
def test_exemplary_drafts_have_no_findings(linter, path) -> None:  # type: ignore[no-untyped-def]
    result = linter.check_bytes(path.read_bytes(), str(path))
    assert [(finding.rule, finding.match) for finding in result.findings] == []


@pytest.mark.parametrize("path", drafts("harmful"), ids=lambda path: path.name)
def test_harmful_drafts_have_findings(linter, path) -> None:  # type: ignore[no-untyped-def]
    assert linter.check_bytes(path.read_bytes(), str(path)).findings
