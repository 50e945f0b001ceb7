"""Forms of lemmas, as rule authors rely on them."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from wellbeing_lint.ruleset.inflect import Inflector
from wellbeing_lint.ruleset.load import load_rules
from wellbeing_lint.ruleset.phrases import Choice, Lemma, Node, Optional, Sequence
from wellbeing_lint.ruleset.schema import Phrase


@pytest.fixture(scope="module")
def inflector() -> Inflector:
    return load_rules([ROOT / "rules"]).inflector


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("arrest", "arrest arrests arrested arresting"),
        ("leave", "leave leaves left leaving"),
        ("book", "book books booked booking"),
        ("text", "text texts texted texting"),
        ("plan", "plan plans planned planning"),
        ("admit", "admit admits admitted admitting"),
        ("deny", "deny denies denied denying"),
        ("die", "die dies died dying"),
        ("child", "child children"),
        ("church", "church churches churched churching"),
        ("free", "free frees freed freeing"),
        ("lock up", "lock up,locks up,locked up,locking up"),
        (
            "evangelise",
            "evangelise evangelises evangelised evangelising evangelize evangelizes evangelized evangelizing",
        ),
    ],
)
def test_a_lemma_has_these_forms(inflector: Inflector, lemma: str, forms: str) -> None:
    assert inflector.forms(lemma) == set(forms.split("," if "," in forms else " "))


def _lemmas(node: Node) -> set[str]:
    match node:
        case Lemma():
            return {node.text}
        case Sequence():
            return set().union(*map(_lemmas, node.items))
        case Choice():
            return set().union(*map(_lemmas, node.options))
        case Optional():
            return _lemmas(node.inner)
        case _:
            return set()


def _all_phrases() -> list[Phrase]:
    source = load_rules([ROOT / "rules"])
    phrases = [phrase for rule in source.rules for phrase in (*rule.patterns, *rule.unless)]
    phrases += [entry for word_list in source.lists.values() for entry in word_list.entries]
    return phrases + [cue for excuse in source.excuses for cue in (*excuse.cues, *excuse.stop, *excuse.besides)]


def test_no_lemma_in_use_is_written_in_an_inflected_form(inflector: Inflector) -> None:
    """{arrested} would expand to "arresteded" and miss "arresting": every lemma in use must be a base form."""
    lemmas = set().union(*(_lemmas(part.node) for phrase in _all_phrases() for part in phrase.pattern.parts))
    assert len(lemmas) > 20
    known = {form: lemma for lemma, forms in inflector.irregular.items() for form in forms if form != lemma}
    first_words = {lemma.split()[0] for lemma in lemmas}
    # a noun in -ing ("a beating") is a lemma of its own
    inflected = {
        word
        for word in first_words - inflector.irregular.keys()
        if (word in known or word.endswith(("ied", "ssed", "cked", "nned", "tted"))) and not word.endswith("ing")
    }
    assert inflected == set()
