"""The command as its users meet it: real files, real processes, exit codes, one line for each fault."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HARM = "Unless you're a victim, you will be arrested tonight.\n"
CLEAN = "Tea and socks, Tuesdays from seven.\n"


def run(
    *args: str | Path, stdin: str | bytes = "", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run(
        [sys.executable, "-m", "wellbeing_lint", *map(str, args)],
        input=data,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        timeout=120,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    (folder / "more").mkdir(parents=True)
    (folder / "harm.txt").write_text(HARM, encoding="utf-8")
    (folder / "more" / "clean.md").write_text(CLEAN, encoding="utf-8")
    return folder


class TestExitCodes:
    def test_findings_give_1(self, drafts: Path) -> None:
        assert run("check", drafts).returncode == 1

    def test_no_findings_give_0(self, drafts: Path) -> None:
        done = run("check", drafts / "more")
        assert (done.returncode, done.stdout) == (0, "No findings in 1 file.\n")

    def test_findings_below_fail_on_give_0(self, drafts: Path) -> None:
        assert run("check", drafts, "--select", "shaming,loss-threat").returncode == 0

    def test_a_missing_path_gives_3_and_the_others_are_checked(self, drafts: Path) -> None:
        done = run("check", drafts / "nowhere.txt", drafts / "harm.txt")
        assert done.returncode == 3
        assert "nowhere.txt: no such file or folder" in done.stderr
        assert "harm.txt:1:1" in done.stdout

    def test_a_folder_without_drafts_gives_3(self, tmp_path: Path) -> None:
        (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
        done = run("check", tmp_path)
        assert done.returncode == 3
        assert "no drafts in this folder" in done.stderr

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (["check", "--outptu", "json"], "No such option"),
            (["check", "--output", "jsn"], "did you mean 'json'?"),
            (["check", "--select", "shamng"], "did you mean 'shaming'?"),
            (["check", "--fail-on", "loud"], "Invalid value"),
            (["explain", "shamng"], "did you mean 'shaming'?"),
            (["chekc"], "No such command"),
        ],
    )
    def test_wrong_usage_gives_2_and_says_what_to_do(self, args: list[str], says: str) -> None:
        done = run(*args)
        assert done.returncode == 2
        assert says in done.stderr

    def test_an_output_file_that_cannot_be_written_gives_2(self, drafts: Path) -> None:
        done = run("check", drafts, "--output", f"json:{drafts}/no/such/folder.json")
        assert done.returncode == 2
        assert "can't write" in done.stderr

    def test_ctrl_c_gives_130(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "waiting.txt")
        process = subprocess.Popen(
            [sys.executable, "-m", "wellbeing_lint", "check", str(tmp_path / "waiting.txt")],
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert b"Traceback" not in err


class TestOutput:
    def test_json_has_the_fields_of_the_contract(self, drafts: Path) -> None:
        data = json.loads(run("check", drafts, "--output", "json").stdout)
        assert list(data) == ["version", "files", "findings", "suppressed", "baselined", "errors"]
        assert (data["version"], data["files"], data["errors"]) == (1, 2, [])
        [finding] = data["findings"]
        assert list(finding) == [
            *("path", "rule", "family", "severity", "message", "line", "column", "end_line", "end_column"),
            *("start", "end", "match", "why", "model", "try_instead"),
        ]
        assert finding["family"] == "victim-or-criminal"
        assert (finding["line"], finding["column"], finding["start"]) == (1, 1, 0)
        assert HARM[finding["start"] : finding["end"]] == finding["match"]
        assert list(finding["model"]) == ["page", "point", "url"]

    def test_several_outputs_go_to_their_files(self, drafts: Path, tmp_path: Path) -> None:
        done = run(
            "check", drafts, "-o", f"json:{tmp_path / 'a.json'}", "-o", f"text:{tmp_path / 'b.txt'}", "-o", "text"
        )
        assert json.loads((tmp_path / "a.json").read_text("utf-8"))["files"] == 2
        assert (tmp_path / "b.txt").read_text("utf-8") == done.stdout

    def test_quiet_prints_nothing(self, drafts: Path) -> None:
        done = run("check", drafts, "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")

    def test_statistics_count_by_rule_and_family(self, drafts: Path) -> None:
        out = run("check", drafts, "--statistics").stdout
        assert "By family" in out
        assert "1  victim-or-criminal" in out

    def test_the_rich_report_is_readable_in_a_pipe(self, drafts: Path) -> None:
        out = run("check", drafts, "--output", "rich", COLUMNS="60").stdout
        assert "What it does to trust" in out
        assert "Write instead" in out
        assert "\x1b" not in out
        assert max(map(len, out.splitlines())) <= 60

    def test_colour_can_be_forced(self, drafts: Path) -> None:
        assert "\x1b[" in run("check", drafts, "--output", "rich", "--color", "always").stdout

    def test_excused_matches_are_shown_on_request(self, drafts: Path) -> None:
        (drafts / "harm.txt").write_text(
            "She was told she'd be arrested unless she was a victim of trafficking.\n", "utf-8"
        )
        done = run("check", drafts, "--show-excused")
        assert done.returncode == 0
        assert "excused" in done.stdout
        assert "excused" not in run("check", drafts).stdout

    def test_a_closed_pipe_is_no_error(self, drafts: Path) -> None:
        command = f"{sys.executable} -m wellbeing_lint check {drafts} --output json | head -c 5"
        done = subprocess.run(
            command, shell=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        )
        assert (done.stdout, done.stderr) == (b'{\n  "', b"") or done.stderr == b""


class TestInput:
    def test_standard_input_is_checked(self) -> None:
        done = run("check", "-", stdin=HARM)
        assert done.returncode == 1
        assert done.stdout.startswith("<stdin>:1:1")

    def test_standard_input_can_be_named(self) -> None:
        done = run("check", "-", "--stdin-filename", "x.md", stdin="```\n" + HARM + "```\n")
        assert done.returncode == 0
        assert "x.txt:1:1" in run("check", "-", "--stdin-filename", "x.txt", stdin=HARM).stdout

    @pytest.mark.parametrize(
        ("data", "found"),
        [
            (b"", 0),
            (HARM.encode("utf-8-sig"), 1),
            (HARM.encode("utf-16"), 1),
            (HARM.replace("'", "’").encode("cp1252"), 1),
            (HARM.replace("\n", "\r\n").encode(), 1),
            (b"\x00" * 100, 3),
            (bytes(range(256)) * 4, 3),
            (b"a\x1b[31m\x07" + b"Tea at four. " * 20 + HARM.encode(), 1),
            (b"> " * 5000 + HARM.encode(), None),
            (b"tea " * 500_000, 0),
            ((b"word " * 40_000) + HARM.encode(), 1),
        ],
        ids=[
            "empty",
            "bom",
            "utf16",
            "cp1252",
            "crlf",
            "nul",
            "binary",
            "control",
            "nested",
            "longline",
            "longline-harm",
        ],
    )
    def test_any_bytes_give_findings_or_a_clear_error(self, tmp_path: Path, data: bytes, found: int | None) -> None:
        for name in ("draft.txt", "draft.md"):
            (tmp_path / name).write_bytes(data)
            done = run("check", tmp_path / name)
            assert done.returncode in ({0, 1, 3} if found is None else {found}), (name, done.stderr)
            assert bool(done.stderr) == (done.returncode == 3)
            assert "\x1b" not in done.stdout

    def test_an_unreadable_file_is_an_error_line(self, drafts: Path) -> None:
        if os.geteuid() == 0:
            (drafts / "loop.txt").symlink_to(drafts / "loop.txt")
            done = run("check", drafts / "loop.txt", drafts)
        else:
            (drafts / "harm.txt").chmod(0)
            done = run("check", drafts)
        assert done.returncode == 3
        assert done.stderr.startswith("wellbeing-lint: ")

    def test_hidden_and_linked_away_files_are_left_alone(self, drafts: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text(HARM, "utf-8")
        (drafts / "link.txt").symlink_to(tmp_path / "secret.txt")
        (drafts / ".git").mkdir()
        (drafts / ".git" / "note.txt").write_text(HARM, "utf-8")
        assert json.loads(run("check", drafts, "-o", "json").stdout)["files"] == 2

    def test_a_file_named_twice_is_checked_once(self, drafts: Path) -> None:
        assert json.loads(run("check", drafts, drafts / "harm.txt", "-o", "json").stdout)["files"] == 2


class TestRules:
    def test_explain_shows_what_it_does_and_what_to_write(self) -> None:
        out = run("explain", "arrest-unless-victim").stdout
        assert "What it does to trust" in out
        assert "Write instead" in out
        assert "https://wellbeingmodel.org/" in out

    def test_explain_lists_the_rules_of_a_family(self) -> None:
        assert "arrest-unless-victim" in run("explain", "victim-or-criminal").stdout

    def test_rules_list_names_every_family(self) -> None:
        assert "client-fear" in run("rules", "list").stdout

    def test_explain_match_names_the_pattern_and_the_excuse(self) -> None:
        out = run("rules", "explain-match", HARM).stdout
        assert "found" in out
        assert "pattern:" in out

    def test_a_broken_rule_file_is_named_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "mine.yaml").write_text("id: mine\nfamly: shaming\n", "utf-8")
        done = run("rules", "test", tmp_path)
        assert done.returncode == 2
        assert "mine.yaml:2:1: unknown key 'famly'; did you mean 'family'?" in done.stderr

    def test_a_new_rule_passes_its_own_test_and_is_not_overwritten(self, tmp_path: Path) -> None:
        done = run("rules", "new", "my-rule", "--family", "shaming", "--folder", tmp_path)
        assert done.returncode == 0
        path = tmp_path / "manipulation" / "my-rule.yaml"
        assert run("rules", "test", path).stdout.startswith("1 rules, ")
        assert run("rules", "new", "my-rule", "--family", "shaming", "--folder", tmp_path).returncode == 2
