"""Settings at work: which file holds for which draft, and what the command line says over it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.sweets import (
    EAT,
    SELL,
    SETTINGS,
    TAKE,
    add_rules,
    checked,
    found,
    kitchen,
    severities,
    shared_settings,
    write,
)
from tests.test_cli import run
from wellbeing_lint import Linter, ownrules
from wellbeing_lint.config_file import read_config
from wellbeing_lint.errors import ConfigError, RulesetError, WellbeingLintError
from wellbeing_lint.finding import Severity
from wellbeing_lint.ignorefile import read_ignore_file
from wellbeing_lint.setaside import rule_names
from wellbeing_lint.settings import DraftSettings, names_known

ALL = f"{EAT}\n\n{SELL}\n\n{TAKE}\n"
N, W, E = Severity.NOTE, Severity.WARNING, Severity.ERROR


def own_kitchen(folder: Path, settings: str = "", **drafts: str) -> Path:
    """A kitchen with the rules in the folder itself, where a test may change them."""
    kitchen(folder, **drafts)
    add_rules(folder)
    write(folder / ".wellbeing-lint.yaml", SETTINGS + settings)
    return folder


def test_each_draft_has_the_settings_of_the_nearest_file(tmp_path: Path) -> None:
    kitchen(tmp_path, "select: [urgency]\n", a__txt=ALL)
    write(tmp_path / "sms" / ".wellbeing-lint.yaml", shared_settings() + "select: [shaming]\n")
    write(tmp_path / "sms" / "b.txt", ALL)
    assert found(checked(tmp_path)) == [("a.txt", 1, "marzipan"), ("b.txt", 3, "nougat")]


def test_a_file_given_holds_for_all_drafts_and_its_paths_are_its_own(tmp_path: Path) -> None:
    kitchen(tmp_path, "select: [urgency]\n", a__txt=ALL)
    add_rules(tmp_path / "ours")
    given = write(tmp_path / "ours" / "strict.yaml", SETTINGS + "select: [toffee]\nexclude: [/a.txt]\n")
    assert found(checked(tmp_path, config=read_config(given))) == [("a.txt", 5, "toffee")]


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    kitchen(tmp_path, "select: [urgency]\nignore: [nougat]\nfail-on: error\nmin-severity: warning\n", a__txt=ALL)
    assert not checked(tmp_path).fails
    assert checked(tmp_path, fail_on=W).fails
    assert found(checked(tmp_path, select=frozenset({"threats"}))) == [("a.txt", 5, "toffee")]
    # asked for by name, it is not held back by the file's ignore
    assert found(checked(tmp_path, select=frozenset({"nougat"}), min_severity=N)) == [("a.txt", 3, "nougat")]
    assert found(checked(tmp_path, select=frozenset({"nougat"}))) == []
    with pytest.raises(WellbeingLintError, match="leave no rule"):
        checked(tmp_path, ignore=frozenset({"marzipan"}))


def test_a_severity_is_given_by_rule_before_family_before_group(tmp_path: Path) -> None:
    kitchen(tmp_path, "severity: {manipulation: error, urgency: note, toffee: warning}\n", a__txt=ALL)
    assert severities(checked(tmp_path)) == {"marzipan": N, "nougat": E, "toffee": W}


def test_settings_of_a_path_hold_there_alone(tmp_path: Path) -> None:
    kitchen(
        tmp_path,
        "ignore: [nougat]\nper-path: [{paths: ['donor/**'], ignore: [urgency], severity: {toffee: note}}]\n",
        a__txt=ALL,
    )
    write(tmp_path / "donor" / "deep" / "b.txt", ALL)
    outcome = checked(tmp_path)
    assert found(outcome) == [("a.txt", 1, "marzipan"), ("a.txt", 5, "toffee"), ("b.txt", 5, "toffee")]
    assert [finding.severity for finding in outcome.report.findings] == [W, E, N]


def test_each_draft_fails_the_check_by_its_own_settings(tmp_path: Path) -> None:
    kitchen(tmp_path, "fail-on: error\n", a__txt=EAT)
    assert not checked(tmp_path).fails
    write(tmp_path / "strict" / ".wellbeing-lint.yaml", shared_settings() + "fail-on: note\n")
    write(tmp_path / "strict" / "b.txt", SELL)
    assert checked(tmp_path).fails


def test_excluded_drafts_are_left_out_though_named_and_that_is_no_error(tmp_path: Path) -> None:
    kitchen(tmp_path, "exclude: ['old/', '*.skip.txt']\n", a__txt=EAT)
    old, skipped = write(tmp_path / "old" / "x.txt", EAT), write(tmp_path / "b.skip.txt", EAT)
    outcome = checked(old, skipped, tmp_path / "old")
    assert (outcome.report.files, outcome.report.findings, outcome.report.errors) == (0, (), ())
    assert found(checked(tmp_path, old)) == [("a.txt", 1, "marzipan")]
    assert run("check", old, skipped).returncode == 0


def test_files_of_ours_are_no_drafts_though_a_hook_names_them(tmp_path: Path) -> None:
    own_kitchen(tmp_path, "baseline: known.json\n")
    ignore = write(tmp_path / ".wellbeing-lint-ignore.yaml", "[]")
    outcome = checked(
        tmp_path / "sweets" / "toffee.yaml", tmp_path / ".wellbeing-lint.yaml", ignore, tmp_path / "known.json"
    )
    assert (outcome.report.files, outcome.report.errors) == (0, ())


def test_another_rule_is_reported_when_the_stronger_one_is_ignored(tmp_path: Path) -> None:
    own_kitchen(tmp_path, a__txt="We eat the marzipan whole.\n")
    text = (tmp_path / "sweets" / "marzipan.yaml").read_text("utf-8").replace("id: marzipan", "id: whole")
    text = text.replace("the marzipan", "the marzipan whole")
    write(tmp_path / "sweets" / "whole.yaml", text)
    assert found(checked(tmp_path)) == [("a.txt", 1, "whole")]
    assert found(checked(tmp_path, ignore=frozenset({"whole"}))) == [("a.txt", 1, "marzipan")]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("select: [urgncy]", ":3:10: no rule, family or group is called 'urgncy'; did you mean 'urgency'?"),
        ("ignore: [urgency, tofee]", ":3:19: no rule, family or group is called 'tofee'; did you mean 'toffee'?"),
        ("severity: {threts: note}", ":3:12: no rule, family or group is called 'threts'; did you mean 'threats'?"),
        ("per-path: [{paths: ['*'], ignore: [shamin]}]", ":3:36: no rule, family or group is called 'shamin'"),
        ("exclude: ['!']", "not a pattern as in .gitignore"),
    ],
)
def test_a_wrong_name_in_the_file_is_an_error_with_its_place(tmp_path: Path, settings: str, says: str) -> None:
    kitchen(tmp_path, settings, a__txt=EAT)
    with pytest.raises(ConfigError) as caught:
        checked(tmp_path)
    assert says in str(caught.value)


def test_a_wrong_name_on_the_command_line_is_an_error_even_if_all_drafts_are_excluded(tmp_path: Path) -> None:
    kitchen(tmp_path, "exclude: ['*.txt']", a__txt=EAT)
    done = run("check", tmp_path, "--select", "shamng")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'shaming'?" in done.stderr


def test_own_rules_can_be_named_and_stand_beside_ours(tmp_path: Path) -> None:
    own_kitchen(tmp_path, a__txt=EAT)
    write(tmp_path / ".wellbeing-lint.yaml", "rules: [sweets]\n")
    assert found(checked(tmp_path)) == [("a.txt", 1, "marzipan")]
    assert found(checked(tmp_path, select=frozenset({"toffee"}))) == []


def test_an_own_rule_whose_example_fails_is_an_error_with_its_place(tmp_path: Path) -> None:
    own_kitchen(tmp_path, a__txt=EAT)
    rule = tmp_path / "sweets" / "toffee.yaml"
    write(rule, rule.read_text("utf-8").replace("No toffee today.", "They take the toffee."))
    with pytest.raises(RulesetError) as caught:
        checked(tmp_path)
    assert f"{rule}:10:" in str(caught.value)
    assert "'They take the toffee.'" in str(caught.value)
    done = run("check", tmp_path)
    assert done.returncode == 2
    assert f"{rule}:10:" in done.stderr


def test_examples_of_own_rules_run_once_and_again_when_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_kitchen(tmp_path, a__txt=EAT)
    checked(tmp_path)
    monkeypatch.setattr(ownrules, "_test", lambda *_: pytest.fail("run again"))
    assert found(checked(tmp_path)) == [("a.txt", 1, "marzipan")]
    rule = tmp_path / "sweets" / "toffee.yaml"
    write(rule, rule.read_text("utf-8").replace("Tea only.", "Tea again."))
    with pytest.raises(pytest.fail.Exception, match="run again"):
        checked(tmp_path)


def test_missing_rules_are_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", EAT)
    write(tmp_path / ".wellbeing-lint.yaml", "\nbuiltin-rules: false\n")
    with pytest.raises(ConfigError, match=r"yaml:2:1: builtin-rules is false and there are no rules of your own"):
        checked(tmp_path)
    write(tmp_path / ".wellbeing-lint.yaml", "rules: [none]\n")
    with pytest.raises(RulesetError, match="no such folder of rules"):
        checked(tmp_path)


def test_standard_input_has_the_settings_of_its_name(tmp_path: Path) -> None:
    kitchen(tmp_path, "exclude: ['*.md']\n")
    done = run("check", "-", "--stdin-filename", tmp_path / "x.txt", stdin=EAT)
    assert (done.returncode, "error[" in done.stdout or "warning[marzipan]" in done.stdout) == (1, True)
    assert run("check", "-", "--stdin-filename", tmp_path / "x.md", stdin=EAT).returncode == 0


class TestCommands:
    def test_init_writes_a_file_that_changes_nothing_and_never_overwrites(self, tmp_path: Path) -> None:
        assert run("init", tmp_path / "new").returncode == 0
        written = tmp_path / "new" / ".wellbeing-lint.yaml"
        assert read_config(written).stated == {}
        written.write_text("select: [urgency]\n", "utf-8")
        done = run("init", tmp_path / "new")
        assert done.returncode == 2
        assert "is there already" in done.stderr
        assert written.read_text("utf-8") == "select: [urgency]\n"

    def test_config_show_tells_each_setting_and_where_it_is_from(self, tmp_path: Path) -> None:
        kitchen(tmp_path, "fail-on: error\nper-path: [{paths: ['a.*'], ignore: [urgency]}]\n", a__txt=EAT)
        lines = [line.split() for line in run("config", "show", "a.txt", cwd=tmp_path).stdout.splitlines()]
        assert ["fail-on", "error", ".wellbeing-lint.yaml:3"] in lines
        assert ["builtin-rules", "false", ".wellbeing-lint.yaml:2"] in lines
        assert ["select", "none", "default"] in lines
        assert " ".join(lines[-1]) == "for this draft, with per-path: select none; ignore urgency; severity none"

    def test_explain_and_list_know_the_rules_of_the_settings(self, tmp_path: Path) -> None:
        kitchen(tmp_path)
        assert "We eat the marzipan at noon." in run("explain", "marzipan", cwd=tmp_path).stdout
        listed = run("rules", "list", cwd=tmp_path).stdout
        assert "toffee" in listed
        assert "arrest-unless-victim" not in listed
        assert "marzipan (urgency): found" in run("rules", "explain-match", EAT, cwd=tmp_path).stdout

    def test_config_show_names_a_wrong_setting(self, tmp_path: Path) -> None:
        write(tmp_path / ".wellbeing-lint.yaml", "ignore: [urgncy]\n")
        done = run("config", "show", cwd=tmp_path)
        assert done.returncode == 2
        assert "did you mean 'urgency'?" in done.stderr


def test_the_settings_and_suppressions_in_the_readme_are_valid(tmp_path: Path, linter: Linter) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    config = read_config(write(tmp_path / ".wellbeing-lint.yaml", blocks[0]))
    assert {stated.name for stated in config.names} <= names_known(linter.ruleset)
    names = rule_names(DraftSettings(linter=linter))
    read = read_ignore_file(write(tmp_path / ".wellbeing-lint-ignore.yaml", blocks[1]), names, date(2027, 3, 31))
    assert (len(read.entries), read.notices) == (1, ())
