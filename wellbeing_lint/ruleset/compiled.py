"""The compiled ruleset as the rest of the program uses it: loaded from JSON, decoded only as far as a draft needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..finding import Family, ModelPoint, Severity
from .normalise import Normaliser, WordTables
from .packed import PackedRules

NUMBER = "#"
"""The form of atom 0: any word of digits."""

HIT, SEQUENCE, GAP, OPTIONAL, CHOICE, START = range(6)
"""What a compiled node is: [HIT, atom], [SEQUENCE, trees], [GAP, least, most], [OPTIONAL, tree], [CHOICE, trees] or [START].
Numbers, since they are short."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule without its patterns: what findings and `explain` show."""

    id: str
    family: str
    severity: Severity
    model: ModelPoint
    message: str
    why: str
    try_instead: tuple[str, ...]
    sources: tuple[str, ...]
    flag: tuple[str, ...]
    pass_: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One part of a pattern: its tree, and the mask of the atoms that must occur for it to match."""

    tree: list[Any]
    needs: int
    nearby: bool


Trie = dict[str, Any]
"""Phrases by their words: word -> Trie; under "" the atoms that hold the phrase which ends here."""


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern of rule number `rule` (-1: a cue). `text` is the wording as the author wrote it."""

    text: str
    rule: int
    parts: tuple[CompiledPart, ...]


@dataclass(frozen=True, slots=True)
class CompiledExcuse:
    """A kind of excuse; the meaning of the fields is that of schema.ExcuseRule."""

    kind: str
    scope: str
    reach: int
    carries: bool
    cues: tuple[CompiledPattern, ...]
    stop: tuple[CompiledPattern, ...]
    besides: tuple[CompiledPattern, ...]
    after: tuple[CompiledPattern, ...]


@dataclass(frozen=True, slots=True)
class Composite:
    """An atom that other atoms make up: `children`, and `trees` with the masks of what each needs."""

    children: tuple[int, ...]
    trees: tuple[tuple[int, list[Any]], ...]


def mask_of_atoms(atoms: Iterable[int]) -> int:
    """Numbers of atoms as one integer, a bit each."""
    mask = 0
    for atom in atoms:
        mask |= 1 << atom
    return mask


def _pattern(data: list[Any], text: str = "") -> CompiledPattern:
    """A pattern from [rule, [[nearby, needs, tree], ...]]; that of a cue has its text as a third item."""
    rule, parts, *own_text = data
    compiled = tuple(CompiledPart(tree, mask_of_atoms(needs), bool(nearby)) for nearby, needs, tree in parts)
    return CompiledPattern(own_text[0] if own_text else text, rule, compiled)


class CompiledRuleset:
    """Rules, lists and excuses, ready to match. `content` is what compile_rules() made; only what drafts call for is decoded.

    Picklable; a process that gets one by pickle decodes it anew, which is cheap.
    """

    def __init__(self, content: bytes) -> None:
        self._packed = PackedRules(content)
        self._header = self._packed.header
        self._masks: dict[str, int] = {}
        self._known_ancestors: dict[int, int] = {}
        self._words: dict[str, int] = {}
        self._patterns: dict[int, CompiledPattern] = {}
        self._composites: dict[int, Composite | None] = {}
        self._tries: dict[str, Trie] = {}
        self._stances: dict[int, tuple[frozenset[str], tuple[CompiledPattern, ...]]] = {}

    def __reduce__(self) -> tuple[type[CompiledRuleset], tuple[bytes]]:
        return (CompiledRuleset, (self._packed.content,))

    @property
    def digest(self) -> str:
        """The name of the content that the rules were compiled from."""
        return str(self._header["digest"])

    @property
    def pattern_count(self) -> int:
        """How many patterns there are."""
        return self._packed.count("patterns")

    @cached_property
    def normaliser(self) -> Normaliser:
        """What turns drafts into the words these rules were compiled for."""
        tables = self._header["tables"]
        return Normaliser(
            WordTables(
                expansions=tables["expansions"],
                texting=tables["texting"],
                texting_signs=frozenset(tables["texting_signs"]),
                before={word: (frozenset(nexts), to) for word, (nexts, to) in tables["before"].items()},
                is_after=frozenset(tables["is_after"]),
            )
        )

    @cached_property
    def families(self) -> dict[str, Family]:
        """Every family, in the order of reports."""
        return {name: Family(name, *texts) for name, texts in self._header["families"].items()}

    @cached_property
    def rules(self) -> tuple[RuleInfo, ...]:
        """Every rule, by number."""
        return tuple(
            RuleInfo(
                id=rule["id"],
                family=rule["family"],
                severity=Severity.parse(rule["severity"]),
                model=ModelPoint(*rule["model"]),
                message=rule["message"],
                why=rule["why"],
                try_instead=tuple(rule["try_instead"]),
                sources=tuple(rule["sources"]),
                flag=tuple(rule["flag"]),
                pass_=tuple(rule["pass"]),
            )
            for rule in (self._packed.item("rules", number) for number in range(self._packed.count("rules")))
        )

    @cached_property
    def rule_numbers(self) -> dict[str, int]:
        """Rule id -> number."""
        return {name: number for number, (name, _) in enumerate(self._header["names"])}

    @cached_property
    def patterns_by_anchor(self) -> dict[int, list[int]]:
        """Anchor atom -> numbers of the patterns that can match only where it occurs."""
        by_anchor: dict[int, list[int]] = {}
        for number, anchor in enumerate(self._header["anchors"]):
            by_anchor.setdefault(anchor, []).append(number)
        return by_anchor

    @cached_property
    def anchors(self) -> int:
        """The mask of all anchor atoms."""
        return int(self._header["anchor_mask"], 16)

    @cached_property
    def excuses(self) -> tuple[CompiledExcuse, ...]:
        """Every kind of excuse."""
        return tuple(
            CompiledExcuse(
                kind=excuse["kind"],
                scope=excuse["scope"],
                reach=excuse["reach"],
                carries=excuse["carries"],
                cues=tuple(map(_pattern, excuse["cues"])),
                stop=tuple(map(_pattern, excuse["stop"])),
                besides=tuple(map(_pattern, excuse["besides"])),
                after=tuple(map(_pattern, excuse["after"])),
            )
            for excuse in (self._packed.item("excuses", number) for number in range(self._packed.count("excuses")))
        )

    def stance_of(self, rule: int) -> tuple[frozenset[str], tuple[CompiledPattern, ...]]:
        """The kinds of excuse that hold for a rule (its family's row of the table, less what the rule refuses), and the
        wordings that excuse this rule alone."""
        if rule not in self._stances:
            data = self._packed.item("rules", rule)
            kinds = frozenset(self._header["excused_by"][data["family"]]) - frozenset(data["not_excused_by"])
            self._stances[rule] = kinds, tuple(map(_pattern, data["unless"]))
        return self._stances[rule]

    def pattern(self, number: int) -> CompiledPattern:
        """Pattern `number`, decoded on first use."""
        if number not in self._patterns:
            self._patterns[number] = _pattern(self._packed.item("patterns", number), self._packed.item("texts", number))
        return self._patterns[number]

    def mask_of(self, vocabulary: set[str]) -> int:
        """The atoms that may occur in a text with these words: none that does occur is missing."""
        masks = self._masks
        mask = 0
        for word in vocabulary:
            found = masks.get(word)
            if found is None:
                keyed = mask_of_atoms(map(int, (self._packed.value("keys", word) or "").split()))
                found = masks[word] = self._with_parents(self.atoms_of_word(word) | keyed)
            mask |= found
        return mask

    def _with_parents(self, atoms: int) -> int:
        """The mask `atoms`, and all that may occur where one of them does."""
        pending = atoms & self._have_parents
        while pending:
            lowest = pending & -pending
            pending ^= lowest
            atoms |= self._ancestors(lowest.bit_length() - 1)
        return atoms

    @cached_property
    def _have_parents(self) -> int:
        return int(self._header["child_mask"], 16)

    def _ancestors(self, atom: int) -> int:
        """The mask of the atoms that `atom` is a part of, directly or not."""
        if atom not in self._known_ancestors:
            parents = self._header["parents"].get(str(atom), ())
            mask = mask_of_atoms(parents)
            for parent in parents:
                mask |= self._ancestors(parent)
            self._known_ancestors[atom] = mask
        return self._known_ancestors[atom]

    def composite(self, atom: int) -> Composite | None:
        """What an atom is made of, besides the words and phrases written out; None for one of words and phrases only."""
        if atom not in self._composites:
            packed = self._packed.value("composite", str(atom))
            if packed is None:
                self._composites[atom] = None
            else:
                children, trees = json.loads(packed)
                needed = tuple((mask_of_atoms(needs), tree) for needs, tree in trees)
                self._composites[atom] = Composite(tuple(children), needed)
        return self._composites[atom]

    def atoms_of_word(self, word: str) -> int:
        """The mask of the atoms that hold this single word."""
        if word not in self._words:
            atoms = [int(atom) for atom in (self._packed.value("words", word) or "").split()]
            self._words[word] = mask_of_atoms([0, *atoms] if word.isdigit() else atoms)
        return self._words[word]

    def phrases_from(self, start: str) -> Trie | None:
        """The phrases that start with these two words, as a trie of the words after them; None if there is none."""
        if start not in self._tries:
            packed = self._packed.value("phrases", start)
            if packed is None:
                return None  # not kept: nearly every pair of words is one, and a long run would hold them all
            self._tries[start] = json.loads(packed)
        return self._tries[start]

    def phrases(self) -> Iterator[tuple[str, list[int]]]:
        """Every phrase of several words, with its atoms."""
        for start in self._packed.keys("phrases"):
            pending = [(start, self.phrases_from(start) or {})]
            while pending:
                phrase, node = pending.pop()
                if "" in node:
                    yield phrase, node[""]
                pending += [(f"{phrase} {word}", inner) for word, inner in node.items() if word]

    def words(self) -> Iterator[tuple[str, list[int]]]:
        """Every single word that an atom holds, with those atoms."""
        for word in self._packed.keys("words"):
            yield word, [int(atom) for atom in (self._packed.value("words", word) or "").split()]

    def names(self) -> list[tuple[str, str, str]]:
        """(id, family, group) of every rule: the names by which a user may select it."""
        return [(rule, family, self.families[family].group) for rule, family in self._header["names"]]
