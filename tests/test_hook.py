"""The pre-commit hook: pre-commit itself, from a git repository of a user, against this one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.repository import ENV, commit, git, new_repository
from tests.sweets import EAT, SETTINGS, add_rules, write
from wellbeing_lint.documents import READERS, reader_for

HOOK: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
FILES = re.compile(HOOK["files"])


@pytest.mark.parametrize("suffix", READERS)
def test_the_hook_is_given_every_format_that_is_read(suffix: str) -> None:
    assert FILES.search(f"locales/a draft{suffix}")
    assert FILES.search(f"texts/LETTER.MESSAGES{suffix.upper()}")


@pytest.mark.parametrize(
    "path", ["photo.jpg", "setup.py", "package.json", "config.yaml", "locales/package.json", "Makefile"]
)
def test_the_hook_is_not_given_other_files(path: str) -> None:
    assert not FILES.search(path)


_PARTS = st.sampled_from(
    [
        "locales",
        "i18n",
        "en",
        "messages",
        "strings",
        "sms",
        "campaigns",
        "catalogue",
        "texts",
        "src",
        "package",
        "manifest",
        "a",
        "b.c",
    ]
)


@given(
    st.lists(_PARTS, max_size=3), st.lists(_PARTS, min_size=1, max_size=3), st.sampled_from([".json", ".yaml", ".yml"])
)
def test_of_json_and_yaml_it_is_given_what_a_search_of_a_folder_would_find(
    folders: list[str], name: list[str], suffix: str
) -> None:
    path = "/".join([*folders, "-".join(name) + suffix])
    assert bool(FILES.search(path)) == (reader_for(path, named=False) is not None)


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it stands, committed or not: pre-commit installs from commits only."""
    source = new_repository(tmp_path_factory.mktemp("hook") / "wellbeing-lint")
    for name in ("wellbeing_lint", "rules"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source / name)
    commit(source)
    return source


@pytest.fixture(scope="module")
def user_repository(hook_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of drafts with pre-commit set up and its hook installed."""
    folder = new_repository(tmp_path_factory.mktemp("user") / "drafts")
    commit_id = git(hook_repository, "rev-parse", "HEAD").stdout.strip()
    settings = {"repos": [{"repo": str(hook_repository), "rev": commit_id, "hooks": [{"id": "wellbeing-lint"}]}]}
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump(settings))
    add_rules(folder)
    write(folder / ".wellbeing-lint.yaml", SETTINGS + "exclude: ['archive/']\n")
    write(folder / "archive" / "old.txt", EAT)
    pre_commit(folder, "install", "--install-hooks")
    return folder


def pre_commit(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *args],
        cwd=folder,
        env=_env(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "An unexpected error" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def _env(folder: Path) -> dict[str, str]:
    return {**ENV, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"), "PRE_COMMIT_COLOR": "never"}


def try_to_commit(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "-A")
    return subprocess.run(
        ["git", "commit", "-m", "x"], cwd=folder, env=_env(folder), capture_output=True, text=True, check=False
    )


@pytest.mark.slow
class TestPreCommit:
    def test_a_commit_with_clean_drafts_passes_and_excluded_ones_count_for_nothing(self, user_repository: Path) -> None:
        write(user_repository / "a letter.md", "Tea at four.\n")
        done = try_to_commit(user_repository)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Passed" in done.stderr + done.stdout

    def test_a_commit_with_a_finding_is_blocked_and_says_why(self, user_repository: Path) -> None:
        draft = write(user_repository / "texts" / "sms.csv", f"id,body\n1,{EAT}\n")
        done = try_to_commit(user_repository)
        said = done.stdout + done.stderr
        assert done.returncode == 1
        assert "exit code: 1" in said
        assert "texts/sms.csv:2:" in said
        assert "warning[marzipan]" in said
        draft.unlink()

    def test_many_files_are_checked_and_the_one_is_found(self, user_repository: Path) -> None:
        for number in range(400):
            write(user_repository / "many" / f"a rather long name of a draft, {number:04}.txt", "Tea at four.\n")
        write(user_repository / "many" / "one.html", f"<p>{EAT}</p>")
        done = pre_commit_all(user_repository)
        assert done.returncode == 1
        assert "many/one.html:1:" in done.stdout
        assert "Found 1 finding in 402 files" in done.stdout
        assert "archive" not in done.stdout
        shutil.rmtree(user_repository / "many")

    def test_excluded_files_alone_pass(self, user_repository: Path) -> None:
        write(user_repository / "archive" / "another.txt", EAT)
        git(user_repository, "add", "-A")
        done = pre_commit(
            user_repository, "run", "--files", "archive/another.txt", "archive/old.txt", "sweets/toffee.yaml"
        )
        assert done.returncode == 0, done.stdout


def pre_commit_all(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "-A")
    return pre_commit(folder, "run", "--all-files")
