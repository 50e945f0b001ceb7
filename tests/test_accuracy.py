"""The figures of the README, held as a gate just under the level reached."""

from __future__ import annotations

import pytest

from tests.benchmarks.accuracy import DATA, SHARED, read_rows, score_documents, score_prose, score_sentences
from wellbeing_lint import Linter


def test_harmful_sentences_are_found_and_harmless_ones_are_not(linter: Linter) -> None:
    score = score_sentences(linter, read_rows(DATA / "dev-sentences.jsonl"))
    assert score.recall.value >= 0.85
    assert score.false_alarms.value <= 0.02
    assert score.right_family.value >= 0.88
    assert {family: str(rates[0]) for family, rates in score.by_family.items() if rates[0].value < 0.65} == {}


def test_spans_of_documents_are_hit_and_little_else(linter: Linter) -> None:
    score = score_documents(linter, read_rows(DATA / "dev-documents.jsonl"))
    assert score.spans_hit.value >= 0.80
    assert score.wrong_per_document <= 0.2


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here: the real text is not ours to ship")
@pytest.mark.parametrize("name", ["real-prose.jsonl", "real-passages.jsonl"])
def test_real_prose_has_hardly_a_finding(linter: Linter, name: str) -> None:
    findings, words, found = score_prose(linter, read_rows(SHARED / name))
    assert findings <= max(1, words / 10_000), [(finding.rule, finding.match) for finding in found]
