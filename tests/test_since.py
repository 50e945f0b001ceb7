"""`check --since REF`: findings on changed lines, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository import commit, git, new_repository
from tests.sweets import EAT, SELL, TAKE, checked, found, kitchen, write
from tests.test_cli import run
from wellbeing_lint.errors import WellbeingLintError
from wellbeing_lint.git import Since
from wellbeing_lint.runner import Input
from wellbeing_lint.runner import run as run_check
from wellbeing_lint.settings import Settings

OLD = f"{EAT}\n\nTea.\n\n{SELL}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    kitchen(new_repository(tmp_path), a__txt=OLD, b__txt=OLD)
    commit(tmp_path)
    return tmp_path


def since(folder: Path, ref: str = "HEAD", *paths: str) -> list[tuple[str, int, str]]:
    settings = Settings()
    given = Input([str(folder / path) for path in paths] or [str(folder)])
    return found(run_check(given, settings.for_draft, lambda: settings.families, since=Since(ref)))


def test_nothing_changed_means_nothing_checked(repository: Path) -> None:
    assert since(repository) == []
    done = run("check", ".", "--since", "HEAD", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "No findings in 0 files.\n")


def test_only_findings_on_changed_lines_are_kept(repository: Path) -> None:
    write(repository / "a.txt", OLD.replace("Tea.", TAKE))
    assert since(repository) == [("a.txt", 3, "toffee")]


def test_a_line_next_to_a_finding_does_not_touch_it(repository: Path) -> None:
    write(repository / "a.txt", OLD.replace("Tea.", "Coffee."))
    assert since(repository) == []


def test_a_finding_over_several_lines_is_touched_by_any_of_them(repository: Path) -> None:
    write(repository / "a.txt", "And now we eat\nthe marzipan.\n")
    commit(repository)
    write(repository / "a.txt", "And now we eat\nthe marzipan, all of it.\n")
    assert since(repository) == [("a.txt", 1, "marzipan")]


def test_a_line_taken_out_of_a_finding_touches_it(repository: Path) -> None:
    write(repository / "a.txt", "Tea for all, and we eat\nnot ever\nthe marzipan, at four o'clock in the house.\n")
    commit(repository)
    write(repository / "a.txt", "Tea for all, and we eat\nthe marzipan, at four o'clock in the house.\n")
    assert since(repository) == [("a.txt", 1, "marzipan")]


def test_untracked_and_added_drafts_count_as_changed_in_every_line(repository: Path) -> None:
    write(repository / "new.txt", EAT)
    write(repository / "with space ü.txt", f"Tea.\n\n{EAT}")
    git(repository, "add", "with space ü.txt")
    assert since(repository) == [("new.txt", 1, "marzipan"), ("with space ü.txt", 3, "marzipan")]


def test_ignored_by_git_is_untracked_too(repository: Path) -> None:
    write(repository / ".gitignore", "*.tmp.txt\n")
    write(repository / "x.tmp.txt", EAT)
    assert since(repository) == [("x.tmp.txt", 1, "marzipan")]


def test_a_rename_is_no_change(repository: Path) -> None:
    git(repository, "mv", "a.txt", "c.txt")
    assert since(repository) == []
    write(repository / "c.txt", OLD.replace("Tea.", TAKE))
    assert since(repository) == [("c.txt", 3, "toffee")]


def test_odd_names_and_content_that_looks_like_a_patch_are_read_right(repository: Path) -> None:
    names = ['q"uote.txt', "tab\there.txt", "back\\slash.txt"]
    for name in names:
        write(repository / name, "Tea.\n\nTea.\n")
    commit(repository)
    for name in names:
        write(repository / name, f"++ b/a.txt\n@@ -1,9 +1,9 @@\n\nTea.\n\n{EAT}")
    assert since(repository) == [(name, 6, "marzipan") for name in sorted(names)]


def test_what_others_added_to_the_branch_since_is_not_ours(repository: Path) -> None:
    git(repository, "switch", "-q", "-c", "mine")
    write(repository / "b.txt", OLD + f"\n{TAKE}\n")
    commit(repository)
    git(repository, "switch", "-q", "main")
    write(repository / "a.txt", "Tea.\n")
    commit(repository)
    git(repository, "switch", "-q", "mine")
    assert since(repository, "main") == [("b.txt", 7, "toffee")]


def test_formats_with_extracted_text_count_as_a_whole(repository: Path) -> None:
    from tests.documents.office import docx, paragraph
    from tests.documents.office import run as word_run

    (repository / "a.docx").write_bytes(docx(paragraph(word_run(EAT))))
    write(repository / "m.eml", f"Subject: Tea\n\nTea.\n\n{EAT}\n")
    commit(repository)
    assert since(repository) == []
    (repository / "a.docx").write_bytes(docx(paragraph(word_run(f"{EAT} Tea."))))
    write(repository / "m.eml", f"Subject: More tea\n\nTea.\n\n{EAT}\n")
    assert [name for name, _, _ in since(repository)] == ["a.docx", "m.eml"]


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", ""])
def test_a_commit_that_is_not_there_is_an_error(repository: Path, ref: str) -> None:
    done = run("check", ".", f"--since={ref}", cwd=repository)
    assert done.returncode == 2
    assert f"--since {ref}: " in done.stderr
    assert not (repository / "x").exists()


def test_no_repository_or_no_git_is_an_error(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = kitchen(tmp_path_factory.mktemp("outside"), a__txt=EAT)
    with pytest.raises(WellbeingLintError, match="in no git repository"):
        since(outside)
    done = run("check", ".", "--since", "HEAD", cwd=repository, PATH="")
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


def test_a_shallow_clone_is_told_how_to_get_more(repository: Path, tmp_path: Path) -> None:
    commit_id = git(repository, "rev-parse", "HEAD").stdout.strip()
    write(repository / "a.txt", "Tea.\n")
    commit(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository}", str(clone))
    done = run("check", "a.txt", "--since", commit_id, cwd=clone)
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr


def test_suppressions_are_not_called_unused_for_lines_that_did_not_change(repository: Path) -> None:
    write(repository / "m.md", f"{EAT} <!-- wl-ignore[marzipan] a recipe -->\n\nTea.\n")
    commit(repository)
    write(repository / "m.md", (repository / "m.md").read_text("utf-8") + f"\n{TAKE}\n")
    done = run("check", "m.md", "--since", "HEAD", cwd=repository)
    assert done.stderr == ""
    assert "toffee" in done.stdout
    assert checked(repository / "m.md").report.suppressed == 1
