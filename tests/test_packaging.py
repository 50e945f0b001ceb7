"""The wheel stands alone: built, installed in a new environment, run in an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # no isolation: the build needs hatchling, pyyaml and spacy, which the dev extra has installed here
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [built] = out.glob("*.whl")
    return built


def test_the_wheel_carries_the_rules_compiled_and_as_written(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "wellbeing_lint/_rules/compiled.txt" in names
    assert "wellbeing_lint/_rules/threats/arrest-unless-victim.yaml" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]
    assert not [name for name in names if "build_hook" in name or name.endswith(".jsonl")]


def test_a_draft_is_checked_with_the_wheel_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)], check=True
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "wellbeing_lint", "check", "-", "--output", "json"],
        input="Unless you're a victim, you will be arrested.",
        capture_output=True,
        text=True,
        cwd=empty,
        env={"PYTHONPATH": str(site), "PATH": "", "HOME": str(empty), "WELLBEING_LINT_CACHE": str(empty / "cache")},
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["findings"][0]["family"] == "victim-or-criminal"
    # the rules came compiled: nothing had to be compiled into the cache
    assert not (empty / "cache").exists()
