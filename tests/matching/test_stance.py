"""Which excuse holds for which family: a pair of texts for each cell of the table, which differ by the stance alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from wellbeing_lint import Linter
from wellbeing_lint.ruleset.compiled import CompiledPattern, CompiledRuleset
from wellbeing_lint.ruleset.load import load_rules

Pair = dict[str, str]

PAIRS: list[Pair] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "stance-pairs.yaml").read_text(encoding="utf-8")
)
TABLE = load_rules([ROOT / "rules"]).excused_by
HOLDING = [pair for pair in PAIRS if pair["excuse"] in TABLE[pair["family"]]]


def cell(pair: Pair) -> str:
    return f"{pair['family']}-{pair['excuse']}"


def families(linter: Linter, text: str) -> set[str]:
    return {finding.family for finding in linter.check_text(text)}


def test_every_cell_of_the_table_has_one_pair() -> None:
    kinds = set().union(*TABLE.values())
    assert sorted(map(cell, PAIRS)) == sorted(f"{family}-{kind}" for family in TABLE for kind in kinds)


@pytest.mark.parametrize("pair", PAIRS, ids=cell)
def test_the_adopted_text_is_found(linter: Linter, pair: Pair) -> None:
    assert pair["family"] in families(linter, pair["adopted"])


@pytest.mark.parametrize("pair", PAIRS, ids=cell)
def test_the_excuse_holds_where_the_table_says_so_and_nowhere_else(linter: Linter, pair: Pair) -> None:
    excused = pair["family"] not in families(linter, pair["changed"])
    assert excused == (pair["excuse"] in TABLE[pair["family"]])


@pytest.mark.parametrize("pair", HOLDING, ids=cell)
def test_the_excuse_holds_without_the_help_of_another(
    linter: Linter, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = CompiledRuleset.stance_of

    def narrowed(ruleset: CompiledRuleset, rule: int) -> tuple[frozenset[str], tuple[CompiledPattern, ...]]:
        kinds, unless = whole(ruleset, rule)
        return kinds & {pair["excuse"]}, unless

    monkeypatch.setattr(CompiledRuleset, "stance_of", narrowed)
    assert pair["family"] not in families(linter, pair["changed"])
