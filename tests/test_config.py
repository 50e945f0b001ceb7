"""Settings: the nearest file wins, and a misspelt one is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellbeing_lint.config import Config, find_config, setting_names
from wellbeing_lint.config_file import TEMPLATE, read_config
from wellbeing_lint.errors import ConfigError
from wellbeing_lint.finding import Severity


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_and_pyproject_say_the_same(tmp_path: Path) -> None:
    in_yaml = write(
        tmp_path / "a" / ".wellbeing-lint.yaml",
        "select: [threats]\nfail-on: error\nseverity: {shaming: note}\nexclude: ['old/**']\nbuiltin-rules: false\n"
        "rules: [mine]\nper-path: [{paths: ['donor/**'], ignore: [urgency]}]\n",
    )
    in_toml = write(
        tmp_path / "b" / "pyproject.toml",
        '[tool.wellbeing-lint]\nselect = ["threats"]\nfail-on = "error"\nseverity = {shaming = "note"}\n'
        'exclude = ["old/**"]\nbuiltin-rules = false\nrules = ["mine"]\n'
        '[[tool.wellbeing-lint.per-path]]\npaths = ["donor/**"]\nignore = ["urgency"]\n',
    )
    one, other = read_config(in_yaml), read_config(in_toml)
    assert (one.select, one.fail_on, one.severity, one.exclude) == (
        ("threats",),
        Severity.ERROR,
        {"shaming": Severity.NOTE},
        ("old/**",),
    )
    assert (other.select, other.fail_on, other.severity, other.exclude) == (
        one.select,
        one.fail_on,
        one.severity,
        one.exclude,
    )
    assert one.per_path == other.per_path
    assert (one.rules, other.rules) == ((tmp_path / "a" / "mine",), (tmp_path / "b" / "mine",))
    assert one.builtin_rules is other.builtin_rules is False


def test_the_nearest_file_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    write(tmp_path / ".wellbeing-lint.yaml", "ignore: [urgency]\nfail-on: note\n")
    write(tmp_path / "sms" / ".wellbeing-lint.yaml", "ignore: [shaming]\n")
    (tmp_path / "sms" / "uk").mkdir()
    assert find_config(tmp_path / "sms" / "uk").ignore == ("shaming",)
    assert find_config(tmp_path / "sms" / "uk").fail_on == Severity.WARNING
    assert find_config(tmp_path).ignore == ("urgency",)


def test_the_search_stops_at_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path / ".wellbeing-lint.yaml", "ignore: [urgency]\n")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert find_config(tmp_path / "repo") == Config()


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / ".wellbeing-lint.yaml", "ignore: [urgency]\n")
    write(tmp_path / "sub" / "pyproject.toml", "[tool.other]\n")
    assert find_config(tmp_path / "sub").ignore == ("urgency",)
    with pytest.raises(ConfigError, match="no table"):
        read_config(tmp_path / "sub" / "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ignroe: [x]", ":1:1: unknown setting 'ignroe'; did you mean 'ignore'?"),
        ("ignore: urgency", "must be a list"),
        ("\nfail-on: loud", ":2:10: unknown severity 'loud'"),
        ("severity: [a]", "must be a table"),
        ("builtin-rules: perhaps", "true or false"),
        ("per-path: [{ignore: [a]}]", "missing key 'paths'"),
        ("per-path: [{paths: [a], ignroe: [a]}]", "did you mean 'ignore'"),
        ("select: [a\n", "not valid YAML"),
        ("- a", "mapping"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(write(tmp_path / ".wellbeing-lint.yaml", text))
    assert says in str(caught.value)


def test_an_unknown_key_in_pyproject_names_the_table(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pyproject.toml:2:1: unknown setting 'selct'; did you mean 'select'"):
        read_config(write(tmp_path / "pyproject.toml", "\n[tool.wellbeing-lint]\nselct = []\n"))


def test_excludes_and_per_path_settings_go_by_patterns_as_in_gitignore(tmp_path: Path) -> None:
    config = read_config(
        write(
            tmp_path / ".wellbeing-lint.yaml",
            "exclude: ['archive/', '*.old.md']\nignore: [urgency]\n"
            "per-path: [{paths: ['donor/**'], ignore: [rescue-language], severity: {shaming: error}}]\n",
        )
    )
    assert config.excludes(tmp_path / "archive" / "deep" / "x.md")
    assert config.excludes(tmp_path / "a.old.md")
    assert not config.excludes(tmp_path / "a.md")
    assert config.settings_for(tmp_path / "donor" / "x.md")[1] == {"urgency", "rescue-language"}
    assert config.settings_for(tmp_path / "x.md")[1:] == ({"urgency"}, {})


def test_the_file_that_init_writes_is_valid_as_it_is_and_with_every_line_uncommented(tmp_path: Path) -> None:
    assert read_config(write(tmp_path / "a" / ".wellbeing-lint.yaml", TEMPLATE)).select == ()
    settings = [
        line[2:]
        for line in TEMPLATE.splitlines()
        if line[2:].split(":")[0].strip(" -") in {*setting_names(), "paths"} or line.startswith("#   ")
    ]
    full = read_config(write(tmp_path / "b" / ".wellbeing-lint.yaml", "\n".join(settings)))
    assert full.per_path[0].ignore == ("urgency",)
    assert full.baseline == tmp_path / "b" / ".wellbeing-lint-baseline.json"
