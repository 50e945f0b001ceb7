"""The gates of code hosts: the scripts of action.yml and of the GitLab template, run as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.sweets import EAT, SELL, kitchen, write

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab-ci.yml").read_text("utf-8"))


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder for a runner's temporary files, with the command where the install step would put it."""
    command = tmp_path / "temp" / "wellbeing-lint" / "bin" / "wellbeing-lint"
    write(command, f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m wellbeing_lint "$@"\n')
    command.chmod(0o755)
    return tmp_path / "temp"


def run_action(runner: Path, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    step = ACTION["runs"]["steps"][1]
    given = {name: inputs.get(name.replace("-", "_"), values["default"]) for name, values in ACTION["inputs"].items()}
    env = {name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in step["env"].items()}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **env, "RUNNER_TEMP": str(runner), "GITHUB_STEP_SUMMARY": str(runner / "summary")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_annotates_writes_a_summary_and_fails(tmp_path: Path, runner: Path) -> None:
    folder = kitchen(tmp_path / "repository", a__txt=EAT, b__txt="Tea.")
    done = run_action(runner, folder)
    assert done.returncode == 1
    assert done.stdout.startswith("::warning file=a.txt,line=1,")
    assert "marzipan" in (runner / "summary").read_text("utf-8")


def test_the_action_passes_clean_drafts_and_obeys_fail_on(tmp_path: Path, runner: Path) -> None:
    folder = kitchen(tmp_path / "repository", a__txt=SELL)
    assert run_action(runner, folder).returncode == 0
    assert run_action(runner, folder, fail_on="note").returncode == 1


def test_inputs_of_the_action_are_never_commands(tmp_path: Path, runner: Path) -> None:
    folder = kitchen(tmp_path / "repository", a__txt=EAT)
    write(folder / "with space" / "b.txt", EAT)
    done = run_action(
        runner, folder, paths="with space\n$(touch pwned)\n; touch pwned", args="--redact  --select urgency"
    )
    assert done.returncode == 3
    assert "file=with space/b.txt" in done.stdout
    assert "file=a.txt" not in done.stdout
    assert not list(tmp_path.rglob("pwned"))


def test_the_action_has_no_input_inside_a_script() -> None:
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_the_gitlab_job_writes_the_reports_that_it_hands_over(tmp_path: Path, runner: Path) -> None:
    folder = kitchen(tmp_path / "repository", a__txt=EAT)
    job = GITLAB["wellbeing-lint"]
    env = {**os.environ, **job["variables"], "PATH": f"{runner / 'wellbeing-lint' / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-ec", "\n".join(job["script"])], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout.startswith("a.txt:1:4: warning[marzipan]")
    reports = job["artifacts"]["reports"]
    assert json.loads((folder / reports["codequality"]).read_text("utf-8"))[0]["location"]["path"] == "a.txt"
    assert (folder / reports["junit"]).read_text("utf-8").startswith("<?xml")
