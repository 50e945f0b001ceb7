"""The output formats from the command line: files that a CI job would hand on, from real drafts."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.test_cli import HARM, drafts, run
from wellbeing_lint.linehash import line_hashes

__all__ = ["drafts"]  # a fixture


@pytest.fixture
def repository(drafts: Path) -> Path:
    (drafts.parent / ".git").mkdir()
    return drafts.parent


def test_one_run_writes_every_format(repository: Path, drafts: Path) -> None:
    names = ["html", "markdown", "sarif", "github", "gitlab", "junit", "json", "text", "rich", "statistics"]
    done = run("check", "drafts", *(f"--output={name}:out.{name}" for name in names), cwd=repository)
    assert (done.returncode, done.stdout) == (1, "")
    for name in names:
        assert (repository / f"out.{name}").read_text(encoding="utf-8").endswith("\n")
    assert ElementTree.parse(repository / "out.junit").getroot().get("failures") != "0"
    assert json.loads((repository / "out.gitlab").read_bytes())[0]["location"]["path"] == "drafts/harm.txt"
    assert (repository / "out.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_sarif_has_githubs_hash_and_the_path_from_the_top(repository: Path, drafts: Path) -> None:
    (drafts / "harm.txt").write_text(f"Tea.\n{HARM}", encoding="utf-8")
    done = run("check", "harm.txt", "--output=sarif", cwd=drafts)
    (sarif,) = json.loads(done.stdout)["runs"]
    result = sarif["results"][0]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == line_hashes(f"Tea.\n{HARM}".encode())[1]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drafts/harm.txt"
    assert sarif["tool"]["driver"]["semanticVersion"]


def test_annotation_begins_its_line(repository: Path) -> None:
    done = run("check", "drafts", "-o", "github", cwd=repository)
    assert done.stdout.startswith("::error file=drafts/harm.txt,line=1,")


@pytest.mark.parametrize("name", ["text", "rich", "json", "html", "sarif", "github", "gitlab", "junit", "markdown"])
def test_redact_keeps_the_words_of_the_draft_out(repository: Path, drafts: Path, name: str) -> None:
    (drafts / "harm.txt").write_text(HARM.replace("tonight", "in Zsofiaville tonight"), encoding="utf-8")
    done = run("check", "drafts", "--redact", "--show-excused", "-o", name, cwd=repository)
    assert done.returncode == 1
    assert "harm.txt" in done.stdout
    assert "Zsofiaville" not in done.stdout
    assert "you will be arrested" not in done.stdout


def test_unknown_format_is_told_with_a_near_match(drafts: Path) -> None:
    done = run("check", drafts, "-o", "sariff")
    assert done.returncode == 2
    assert "sarif" in done.stderr
