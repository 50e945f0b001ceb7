"""Reads rules/language/: contractions and text-speak, irregular inflections, spelling pairs, common words."""

from __future__ import annotations

from .inflect import Inflector
from .normalise import WordTables
from .yamlnodes import Faults, Mapping, as_mapping, as_scalars, as_text


def _texts(node: Mapping, key: str, faults: Faults) -> tuple[str, ...]:
    return tuple(item.text.lower() for item in as_scalars(node.get(key), faults, key))


def _pairs(node: Mapping, key: str, faults: Faults) -> dict[str, str]:
    inner = node.get(key)
    table = as_mapping(inner, faults, key) if inner is not None else None
    entries = table.entries if table is not None else ()
    return {name.text.lower(): as_text(value, faults, key) or name.text for name, value in entries}


def read_tables(node: Mapping, faults: Faults) -> WordTables:
    """contractions.yaml as WordTables."""
    before: dict[str, tuple[frozenset[str], str]] = {}
    readings = as_mapping(node.get("before"), faults, "before")
    for name, value in readings.entries if readings else ():
        reading = as_mapping(value, faults, "a reading")
        if reading is not None:
            words = as_text(reading.get("words"), faults, "words") or name.text
            before[name.text] = (frozenset(_texts(reading, "next", faults)), words)
    return WordTables(
        expansions=_pairs(node, "expansions", faults),
        texting=_pairs(node, "texting", faults),
        texting_signs=frozenset(_texts(node, "texting_signs", faults)),
        before=before,
        is_after=frozenset(_texts(node, "is_after", faults)),
    )


def read_inflector(node: Mapping, faults: Faults) -> Inflector:
    """inflection.yaml as an Inflector."""
    irregular = {lemma: tuple(forms.split()) for lemma, forms in _pairs(node, "irregular", faults).items()}
    spelling = tuple(_pairs(node, "spelling", faults).items())
    return Inflector(irregular, frozenset(_texts(node, "doubling", faults)), spelling)


def read_common(node: Mapping, faults: Faults) -> dict[str, int]:
    """common.yaml: word -> weight, heavier for commoner words; the prefilter anchors on light ones."""
    words = _texts(node, "common", faults)
    return {word: 20 + 4000 // (rank + 20) for rank, word in enumerate(words)}
