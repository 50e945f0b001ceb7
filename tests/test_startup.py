"""What a start costs, as ratios measured side by side on this machine, and what is not imported."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

CLEAN_PAGE = ROOT / "examples" / "exemplary" / "web-page.md"
FLAGGED = "Unless you're a victim, you will be arrested.\n"


def seconds(*command: str, runs: int = 5) -> float:
    """Median wall time of a command, with the checkout importable."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, *command], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        )
        times.append(time.perf_counter() - started)
    return statistics.median(times)


@pytest.fixture(scope="module")
def clean_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean one-page draft of ordinary outreach prose."""
    path = tmp_path_factory.mktemp("page") / "clean.txt"
    lines = [
        "The van is on Mill Lane from ten till two, with tea, socks and a phone charger.",
        "The nurse sees anyone on Tuesdays and Fridays. Tests are free and results come by text.",
        "A lawyer is in the side room from six. She can read a letter with you and tell you what it means.",
        "We have coats in three sizes, and boots when somebody gives us boots.",
        "The kettle is on whether it rains or not, and the dog is friendly.",
        "Minutes of the last meeting are on the board by the door.",
    ]
    path.write_text("\n\n".join(lines * 5), encoding="utf-8")
    return path


def test_a_clean_page_is_checked_without_spacy(clean_page: Path) -> None:
    code = (
        "import sys; from wellbeing_lint.runner import check_paths; from wellbeing_lint import Linter; "
        f"report = check_paths(Linter(), [{str(clean_page)!r}]); "
        "assert report.files == 1 and not report.findings and not report.errors; "
        "assert 'spacy' not in sys.modules and 'yaml' not in sys.modules and 'rich' not in sys.modules, 'imported'"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", "import wellbeing_lint; wellbeing_lint.Linter()"], check=True, env=env
    )  # fills the cache
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr


def test_the_command_imports_nothing_that_a_clean_page_has_no_use_for(clean_page: Path) -> None:
    (clean_page.parent / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    code = (
        "import sys; from wellbeing_lint.cli import cli\n"
        f"assert cli.main(['check', {str(clean_page)!r}], standalone_mode=False) == 0\n"
        "unused = 'yaml rich spacy pathspec tomllib jinja2'.split() + ['wellbeing_lint.' + name for name in "
        "'baseline directives ignorefile git ownrules suppressions setup_cli baseline_cli rules_cli'.split()]\n"
        "print([name for name in unused if name in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    (clean_page.parent / "pyproject.toml").unlink()
    assert done.stdout.splitlines() == ["No findings in 1 file.", "[]"]


def test_a_clean_page_costs_little_more_than_ten_starts_of_python(clean_page: Path) -> None:
    seconds("-m", "wellbeing_lint", "check", str(clean_page), runs=1)
    ratio = seconds("-m", "wellbeing_lint", "check", str(clean_page)) / seconds("-c", "pass")
    # measured: 11 from a checkout, 10 from the wheel, where importing click alone is 4; the goal is 10
    assert ratio <= 15


def test_a_flagged_page_costs_little_more_than_spacy_itself(tmp_path: Path) -> None:
    page = tmp_path / "flagged.txt"
    page.write_text(FLAGGED, encoding="utf-8")
    seconds("-m", "wellbeing_lint", "check", str(page), runs=1)
    ours = seconds("-m", "wellbeing_lint", "check", str(page), runs=3)
    assert ours / seconds("-c", "import spacy; spacy.blank('en')", runs=3) <= 1.3


def test_a_message_of_200_words_without_stops_takes_under_50_ms(linter: object) -> None:
    from wellbeing_lint import Linter

    assert isinstance(linter, Linter)
    words = "hi hun saw ur ad we know u dont want this life u can leave tonite police will not help u like we can god loves u".split()
    message = " ".join((words * 10)[:200])
    linter.check_text(message)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        linter.check_text(message)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.05


def test_the_compiled_rules_load_in_under_30_ms() -> None:
    code = (
        "import time; from wellbeing_lint.ruleset.locate import load_ruleset; load_ruleset(); "
        "times = []\n"
        "for _ in range(7):\n"
        "    started = time.perf_counter(); load_ruleset().anchors; times.append(time.perf_counter() - started)\n"
        "print(min(times))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert float(done.stdout) < 0.03
