"""Findings that were there before: known again after edits, moves and renames; new ones are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.repository import commit, git, new_repository
from tests.sweets import EAT, SELL, TAKE, checked, found, kitchen, write
from tests.test_cli import run
from wellbeing_lint.baseline import Baseline, Entry, read_baseline
from wellbeing_lint.errors import ConfigError

FILE = ".wellbeing-lint-baseline.json"
LETTER = f"Dear {{{{ name }}}},\n\nOn Mondays {EAT[0].lower()}{EAT[1:-1]} with the neighbours.\n\n{SELL}\n"
NEW = f"As from May, {TAKE[0].lower()}{TAKE[1:]}\n"


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A repository with a letter, and a baseline of what is in it, both committed."""
    kitchen(new_repository(tmp_path), f"baseline: {FILE}\n", letter__md=LETTER, other__md="Tea.\n")
    assert run("baseline", "create", cwd=tmp_path).returncode == 0
    commit(tmp_path)
    return tmp_path


def new_findings(folder: Path) -> list[tuple[str, int, str]]:
    return found(checked(folder))


def test_only_what_is_new_is_reported_through_a_history_of_edits(history: Path) -> None:
    letter = history / "letter.md"
    assert new_findings(history) == []
    # lines moved
    write(letter, "# A heading\n\nAnd a line.\n\n" + LETTER)
    assert new_findings(history) == []
    commit(history)
    # the text around edited: farther than three words from the act, and another paragraph taken out
    write(
        letter,
        letter.read_text("utf-8").replace("Dear {{ name }},\n\nOn Mondays", "In this house, as before, on Mondays"),
    )
    assert new_findings(history) == []
    commit(history)
    # paragraphs the other way round, with other markup, quotes and spacing
    write(letter, f"**{SELL}**\n\n> On   Mondays we *eat the marzipan*\n> with the neighbours.\n")
    assert new_findings(history) == []
    commit(history)
    # renamed, and edited again
    (history / "sent").mkdir()
    git(history, "mv", "letter.md", "sent/march.md")
    assert new_findings(history) == []
    commit(history)
    write(history / "sent" / "march.md", "Tea.\n\n" + (history / "sent" / "march.md").read_text("utf-8"))
    assert new_findings(history) == []
    # a new harmful line: it alone is reported
    write(history / "sent" / "march.md", (history / "sent" / "march.md").read_text("utf-8") + f"\n{NEW}")
    assert new_findings(history) == [("march.md", 8, "toffee")]
    assert checked(history).report.baselined == 2


def test_a_rename_that_git_has_not_been_told_of_is_followed(history: Path) -> None:
    (history / "letter.md").rename(history / "moved.md")
    assert new_findings(history) == []


def test_the_same_words_in_another_draft_are_new(history: Path) -> None:
    write(history / "other.md", LETTER)
    assert new_findings(history) == [("other.md", 3, "marzipan"), ("other.md", 5, "nougat")]


def test_one_entry_stands_for_one_finding(history: Path) -> None:
    write(history / "letter.md", LETTER + f"\n{SELL}\n\n{SELL}\n")
    assert new_findings(history) == [("letter.md", 7, "nougat"), ("letter.md", 9, "nougat")]


def test_a_copy_of_a_renamed_draft_is_new_though_the_first_is_known(history: Path) -> None:
    git(history, "mv", "letter.md", "a.md")
    write(history / "b.md", LETTER)
    assert {name for name, _, _ in new_findings(history)} == {"b.md"}


def test_the_file_holds_no_words_places_or_dates_and_one_finding_a_line(history: Path) -> None:
    text = (history / FILE).read_text("utf-8")
    data = json.loads(text)
    assert list(data) == ["version", "keys", "findings"]
    assert [list(entry) for entry in data["findings"]] == [["path", "rule", "sentence", "context"]] * 2
    assert [entry["path"] for entry in data["findings"]] == ["letter.md", "letter.md"]
    assert sum(line.startswith('    {"path"') for line in text.splitlines()) == 2
    assert "eat" not in text
    assert "neighbours" not in text
    # the same findings make the same file
    (history / FILE).unlink()
    run("baseline", "create", cwd=history)
    assert (history / FILE).read_text("utf-8") == text


def test_paths_are_relative_to_the_file(history: Path) -> None:
    target = history / "ci" / "known.json"
    target.parent.mkdir()
    run("baseline", "create", "--baseline", target, cwd=history)
    assert {entry.path for entry in read_baseline(target).entries} == {"../letter.md"}
    assert run("check", "--baseline", "ci/known.json", "letter.md", cwd=history).returncode == 0


class TestCommands:
    def test_create_does_not_overwrite(self, history: Path) -> None:
        done = run("baseline", "create", cwd=history)
        assert done.returncode == 2
        assert "is there already; `baseline update`" in done.stderr

    def test_create_tells_how_the_file_comes_into_use(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT)
        done = run("baseline", "create", cwd=tmp_path)
        assert f"{FILE}: 1 findings that will not be reported again.\n" in done.stdout
        assert f"add to your settings: baseline: {FILE}" in done.stdout
        assert run("check", "a.txt", cwd=tmp_path).returncode == 1
        done = run("check", "a.txt", "--baseline", FILE, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, "No findings in 1 file. 1 in the baseline.\n")

    def test_update_drops_what_is_gone_and_adds_only_when_asked(self, history: Path) -> None:
        write(history / "letter.md", LETTER.replace(SELL, "Tea.") + f"\n{NEW}")
        done = run("baseline", "update", cwd=history)
        assert done.stdout == f"{FILE}: 1 findings; 1 dropped, 1 new, not added (--add does).\n"
        assert new_findings(history) == [("letter.md", 7, "toffee")]
        run("baseline", "update", "--add", cwd=history)
        assert new_findings(history) == []
        assert {entry.rule for entry in read_baseline(history / FILE).entries} == {"marzipan", "toffee"}

    def test_update_follows_edits_and_renames(self, history: Path) -> None:
        git(history, "mv", "letter.md", "new.md")
        commit(history)
        write(history / "new.md", LETTER.replace("Dear {{ name }},\n\nOn Mondays", "Hello and on Mondays"))
        run("baseline", "update", cwd=history)
        entries = read_baseline(history / FILE).entries
        assert {entry.path for entry in entries} == {"new.md"}
        assert len(entries) == 2
        assert run("baseline", "update", cwd=history).stdout.endswith(
            "2 findings; 0 dropped, 0 new, not added (--add does).\n"
        )

    def test_update_of_some_drafts_leaves_the_others(self, history: Path) -> None:
        run("baseline", "update", "other.md", cwd=history)
        assert len(read_baseline(history / FILE).entries) == 2

    def test_needless_entries_are_told_of_and_prune_takes_them_out(self, history: Path) -> None:
        write(history / "letter.md", LETTER.replace(SELL, "Tea."))
        assert "1 of its findings are not there any more" in str(checked(history).notices[0])
        assert checked(history / "other.md").notices == ()
        before = (history / FILE).read_text("utf-8")
        assert run("baseline", "prune", cwd=history).stdout == f"{FILE}: 1 findings; 1 dropped.\n"
        after = (history / FILE).read_text("utf-8").splitlines()
        assert [line.rstrip(",") for line in after if line not in before.splitlines()] == [
            line.rstrip(",") for line in after if "marzipan" in line
        ]
        assert checked(history).notices == ()

    def test_show_counts_by_draft_and_rule(self, history: Path) -> None:
        done = run("baseline", "show", cwd=history)
        assert done.stdout.splitlines() == [
            f"{FILE}: 2 findings",
            "     1  letter.md  marzipan",
            "     1  letter.md  nougat",
        ]

    def test_nothing_is_written_when_a_draft_cannot_be_read(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT)
        (tmp_path / "b.docx").write_bytes(b"no archive")
        assert run("baseline", "create", cwd=tmp_path).returncode == 3
        assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "there is no such baseline; `wellbeing-lint baseline create` writes one"),
        ("[]", "no baseline, or that of another version"),
        ('{"version": 2, "keys": "wl1", "findings": []}', "another version"),
        ('{"version": 1, "keys": "wl1", "findings": {}}', "there is no list of findings"),
        (
            '{"version": 1, "keys": "wl1", "findings": [{"path": "a"}]}',
            "finding 1 must have path, rule, sentence, context",
        ),
        ('{\n"version": 1,\n<<<<<<< ours', ":3:1: not valid JSON"),
        ("\xff", "not valid JSON"),
    ],
)
def test_a_faulty_file_is_an_error(tmp_path: Path, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        read_baseline(tmp_path / FILE)
    assert says in str(caught.value)


def test_without_git_a_baseline_works_but_renames_are_new(tmp_path: Path) -> None:
    kitchen(tmp_path, f"baseline: {FILE}\n", a__txt=EAT)
    run("baseline", "create", cwd=tmp_path)
    assert run("check", ".", cwd=tmp_path, PATH="").returncode == 0
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert run("check", ".", cwd=tmp_path, PATH="").returncode == 1


def test_the_better_match_goes_first(tmp_path: Path) -> None:
    kitchen(tmp_path, a__txt=f"{EAT}\n\nTea, then {EAT[0].lower()}{EAT[1:]}\n")
    findings = checked(tmp_path).report.findings
    whole = Baseline(tmp_path / FILE)
    first, second = whole.entries_of(findings)
    # the entry left is that of the second finding, although the first comes first and shares no key
    held = Baseline(tmp_path / FILE, (second,))
    assert held.match(findings).new == findings[:1]
    same_context = Entry("a.txt", "marzipan", "0" * 16, first.context)
    assert Baseline(tmp_path / FILE, (same_context, second)).match(findings).new == ()
