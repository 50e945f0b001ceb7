import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import rule_text
from wellbeing_lint import Linter
from wellbeing_lint.finding import Finding
from wellbeing_lint.linehash import line_hashes
from wellbeing_lint.origin import hashes_of_lines, repository_path, repository_root
from wellbeing_lint.ruleset.compiled import CompiledRuleset
from wellbeing_lint.runner import check_paths

HARM = "Unless you tell us you are a victim, you will be arrested.\n"


@pytest.fixture
def ruleset(rules_of: Callable[..., CompiledRuleset]) -> CompiledRuleset:
    return rules_of(arrest=rule_text("you will be arrested"))


@pytest.fixture
def linter(ruleset: CompiledRuleset) -> Linter:
    return Linter(ruleset)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "outreach" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "outreach")
    return tmp_path


def found(ruleset: CompiledRuleset, data: bytes, path: str) -> tuple[Finding, ...]:
    return Linter(ruleset).check_bytes(data, path).findings


def test_top_of_a_repository_is_found_from_below(repository: Path) -> None:
    assert repository_root("drafts") == repository.resolve()


def test_without_a_repository_paths_start_at_the_working_folder(tmp_path: Path) -> None:
    # unless the folder for temporary files is in a repository itself
    assert tmp_path.is_relative_to(repository_root(str(tmp_path)))


def test_path_is_from_the_top_however_it_was_given(repository: Path) -> None:
    for given in (
        "drafts/a.txt",
        "./drafts/a.txt",
        "drafts/../drafts/a.txt",
        str(repository / "outreach/drafts/a.txt"),
    ):
        assert repository_path(given, repository.resolve()) == "outreach/drafts/a.txt"


def test_path_through_a_link_is_that_of_the_file(repository: Path) -> None:
    (repository / "linked").symlink_to(repository / "outreach", target_is_directory=True)
    assert repository_path(str(repository / "linked" / "drafts" / "a.txt"), repository.resolve()) == (
        "outreach/drafts/a.txt"
    )


def test_path_out_of_the_repository_stays_as_it_was(repository: Path) -> None:
    assert repository_path("/somewhere/else.txt", repository.resolve()) == "/somewhere/else.txt"


def test_runner_fills_in_origins_hashes_and_version(linter: Linter, repository: Path) -> None:
    data = f"Tea is at four.\r\n{HARM}".encode()
    Path("drafts/a.txt").write_bytes(data)
    report = check_paths(linter, ["drafts", "drafts/none.txt"], hash_lines=True)
    assert report.findings
    assert report.origins[os.path.join("drafts", "a.txt")].path == "outreach/drafts/a.txt"
    assert report.origins[os.path.join("drafts", "a.txt")].line_hashes == {2: line_hashes(data)[1]}
    assert report.origins["drafts/none.txt"].path == "outreach/drafts/none.txt"
    assert report.version


def test_without_a_format_that_needs_them_no_line_is_hashed(linter: Linter, repository: Path) -> None:
    Path("drafts/a.txt").write_text(HARM)
    assert check_paths(linter, ["drafts"]).origins[os.path.join("drafts", "a.txt")].line_hashes == {}


def test_byte_order_mark_does_not_hide_a_line_but_counts_in_its_hash(ruleset: CompiledRuleset) -> None:
    data = b"\xef\xbb\xbf" + HARM.encode()
    assert hashes_of_lines(data, found(ruleset, data, "a.txt")) == {1: line_hashes(data)[0]}
    assert line_hashes(data)[0] != line_hashes(HARM.encode())[0]


def test_line_that_the_file_does_not_hold_has_no_hash(ruleset: CompiledRuleset) -> None:
    findings = found(ruleset, HARM.encode(), "a.txt")
    assert findings
    assert hashes_of_lines(b"PK\x03\x04 a letter in an archive\n" * 9, findings) == {}
    assert hashes_of_lines(b"", findings) == {}
