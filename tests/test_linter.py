"""The public API: a text in, findings with true places out."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.accuracy import DATA, read_rows
from wellbeing_lint import Finding, Linter, load_ruleset

# The worked examples of the model, in many wordings: to the person, about the person, to staff.
WORKED_EXAMPLES = {
    "victim-or-criminal": [
        "Unless you're a victim, you will be arrested tonight.",
        "Either you're a victim or you're a criminal, so which is it?",
        "If you were trafficked we can help you; if not, you'll be charged.",
        "if u say someone made u do it u can go home. otherwise its a charge",
        "Women who do not identify as victims are booked and charged.",
        "Persons who disclose exploitation are referred to services; all others are prosecuted.",
        "Tell her she will be arrested unless she says she is a victim.",
        "Explain that admitting she was trafficked is the only way to avoid the charge.",
    ],
    "evangelising": [
        "I saw your ad and felt led to tell you that Jesus loves you.",
        "God has a plan for your life and it isn't this.",
        "hi hun saw ur pics. god put u on my heart, can i pray 4 u?",
        "Our volunteers answer escort ads to share the gospel.",
        "What these women need most is a Saviour.",
        "After the gift bag, offer to pray with her.",
    ],
    "exit-pressure": [
        "I saw your ad. Isn't it time you left this life?",
        "ready to get out of the game? txt back",
        "You need to leave the life and get a real job.",
        "We measure our success by the number of women who exit prostitution.",
        "End every visit by asking when she is going to quit.",
    ],
    "client-fear": [
        "Buyers: we have your plate number and your wife will get a letter.",
        "Buy sex here and your name will be in the paper.",
        "The department posts the photos of all arrested johns on its page.",
        "The next girl you text could be a cop.",
        "We make buyers think twice by publishing their names.",
        "Place a decoy ad, and text every man who answers that police have his number.",
    ],
}


@pytest.mark.parametrize(
    ("family", "text"), [(family, text) for family, texts in WORKED_EXAMPLES.items() for text in texts]
)
def test_the_worked_examples_of_the_model_are_found(linter: Linter, family: str, text: str) -> None:
    assert family in {finding.family for finding in linter.check_text(text)}


def test_a_clean_text_has_no_findings(linter: Linter) -> None:
    assert linter.check_text("Tea, socks and a phone charger. Tuesdays, 7 till 10. No questions.") == []


def test_each_match_is_its_slice_of_the_source(linter: Linter) -> None:
    rows = [*read_rows(DATA / "dev-sentences.jsonl"), *read_rows(DATA / "dev-documents.jsonl")]
    checked = 0
    for row in rows:
        for finding in linter.check_text(row["text"], f"{row['id']}.md"):
            assert row["text"][finding.start : finding.end] == finding.match
            lines = row["text"].split("\n")
            assert lines[finding.line - 1][finding.column - 1 :].startswith(finding.match.split("\n")[0])
            assert row["text"][finding.sentence_start :].startswith(finding.sentence)
            assert finding.sentence_start <= finding.start
            checked += 1
    assert checked > 100


_PIECES = [
    "Unless you're a victim, you will be arrested.",
    "unless ur a victim ur getting **arr**ested",
    "# Never say\n\n- ",
    "\r\n",
    "\n\n",
    "{{first_name}} ",
    "[NAME]",
    "&amp;",
    "\u200b",
    "é",
    "🚿 ",
    "`code`",
    "<b>",
    "> ",
    "\x00",
    "\ufeff",
    "| a | b |\n|---|---|\n",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=12).map("".join),
    st.sampled_from(["a.txt", "a.md"]),
)
def test_any_text_gives_findings_inside_it(text: str, name: str) -> None:
    source = text.removeprefix("\ufeff")
    for finding in _linter().check_text(text, name):
        assert 0 <= finding.start < finding.end <= len(source)
        assert source[finding.start : finding.end] == finding.match


_LINTERS: list[Linter] = []


def _linter() -> Linter:
    if not _LINTERS:
        _LINTERS.append(Linter(load_ruleset()))
    return _LINTERS[0]


def test_a_match_across_markup_shows_the_markup(linter: Linter) -> None:
    [finding] = linter.check_text("Unless you're a **victim**,\nyou will be *arr*ested.", "a.md")
    assert finding.match == "Unless you're a **victim**,\nyou will be *arr*ested"
    assert (finding.line, finding.column, finding.end_line) == (1, 1, 2)


def test_a_linter_survives_pickling(linter: Linter) -> None:
    text = WORKED_EXAMPLES["victim-or-criminal"][0]
    assert pickle.loads(pickle.dumps(linter)).check_text(text) == linter.check_text(text)


def _findings(linter: Linter, text: str) -> list[Finding]:
    return linter.check_text(text)


def test_processes_share_a_linter_by_pickle(linter: Linter) -> None:
    texts = WORKED_EXAMPLES["victim-or-criminal"][:3]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parallel = list(pool.map(_findings, [linter] * len(texts), texts))
    assert parallel == [linter.check_text(text) for text in texts]


def test_a_linter_can_be_narrowed_to_a_rule(linter: Linter) -> None:
    text = WORKED_EXAMPLES["victim-or-criminal"][0]
    rule = linter.check_text(text)[0].rule
    assert {finding.rule for finding in Linter(linter.ruleset, [rule]).check_text(text)} == {rule}
