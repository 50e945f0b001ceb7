"""The compiled ruleset as the rest of the program uses it: loaded from JSON, decoded only as far as a draft needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..finding import Family, ModelPoint, Severity
from .normalise import Normaliser, WordTables

NUMBER = "#"
"""The form of atom 0: any word of digits."""

HIT, SEQUENCE, GAP, OPTIONAL, CHOICE, START = range(6)
"""What a compiled node is: [HIT, atom], [SEQUENCE, trees], [GAP, least, most], [OPTIONAL, tree], [CHOICE, trees] or [START].
Numbers, since a tree without quotation marks loads fast as JSON in JSON."""


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
"""Phrases by their words: word -> Trie; under "" the mask of the atoms that hold the phrase which ends here."""


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


def _mask(atoms: list[int]) -> int:
    mask = 0
    for atom in atoms:
        mask |= 1 << atom
    return mask


def _pattern(data: list[Any], text: str = "") -> CompiledPattern:
    """A pattern from [rule, [[nearby, needs, tree], ...]]; that of a cue has its text as a third item."""
    rule, parts, *own_text = data
    compiled = tuple(CompiledPart(tree, _mask(needs), bool(nearby)) for nearby, needs, tree in parts)
    return CompiledPattern(own_text[0] if own_text else text, rule, compiled)


@dataclass
class CompiledRuleset:
    """Rules, lists and excuses, ready to match. `data` is the JSON object that compile_rules() made.

    Picklable; a process that gets one by pickle decodes it anew, which is cheap.
    """

    data: Mapping[str, Any]
    digest: str
    _masks: dict[str, int] = field(default_factory=dict, repr=False)
    _words: dict[str, int] = field(default_factory=dict, repr=False)
    _patterns: dict[int, CompiledPattern] = field(default_factory=dict, repr=False)
    _composites: dict[int, Composite] = field(default_factory=dict, repr=False)
    _tries: dict[str, Trie] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[type[CompiledRuleset], tuple[Mapping[str, Any], str]]:
        return (CompiledRuleset, (self.data, self.digest))

    @cached_property
    def normaliser(self) -> Normaliser:
        """What turns drafts into the words these rules were compiled for."""
        tables = self.data["tables"]
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
        return {name: Family(name, *texts) for name, texts in self.data["families"].items()}

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
            for rule in map(json.loads, self.data["rules"])
        )

    @cached_property
    def rule_numbers(self) -> dict[str, int]:
        """Rule id -> number."""
        return {name: number for number, (name, _) in enumerate(self.data["names"])}

    @cached_property
    def patterns_by_anchor(self) -> dict[int, list[int]]:
        """Anchor atom -> numbers of the patterns that can match only where it occurs."""
        by_anchor: dict[int, list[int]] = {}
        for number, anchor in enumerate(self.data["anchors"]):
            by_anchor.setdefault(anchor, []).append(number)
        return by_anchor

    @cached_property
    def anchors(self) -> int:
        """The mask of all anchor atoms."""
        return _mask(list(self.patterns_by_anchor))

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
            for excuse in json.loads(self.data["excuses"])
        )

    @cached_property
    def _stances(self) -> dict[int, tuple[frozenset[str], tuple[CompiledPattern, ...]]]:
        return {}

    def stance_of(self, rule: int) -> tuple[frozenset[str], tuple[CompiledPattern, ...]]:
        """The kinds of excuse that hold for a rule (its family's row of the table, less what the rule refuses), and the
        wordings that excuse this rule alone."""
        if rule not in self._stances:
            data = json.loads(self.data["rules"][rule])
            kinds = frozenset(self.data["excused_by"][data["family"]]) - frozenset(data["not_excused_by"])
            self._stances[rule] = kinds, tuple(map(_pattern, data["unless"]))
        return self._stances[rule]

    def pattern(self, number: int) -> CompiledPattern:
        """Pattern `number`, decoded on first use."""
        if number not in self._patterns:
            self._patterns[number] = _pattern(json.loads(self.data["patterns"][number]), self.data["texts"][number])
        return self._patterns[number]

    def mask_of(self, vocabulary: set[str]) -> int:
        """The atoms that may occur in a text with these words: none that does occur is missing."""
        masks = self._masks
        mask = 0
        for word in vocabulary:
            found = masks.get(word)
            if found is None:
                keyed = _mask([int(atom) for atom in self.data["keys"].get(word, "").split()])
                found = masks[word] = self._with_parents(self.atoms_of_word(word) | keyed)
            mask |= found
        return mask

    def _with_parents(self, atoms: int) -> int:
        """The mask `atoms`, and all that may occur where one of them does."""
        parents = self.data["parents"]
        pending = atoms
        while pending:
            lowest = pending & -pending
            pending ^= lowest
            for parent in parents.get(str(lowest.bit_length() - 1), ()):
                if not atoms >> parent & 1:
                    atoms |= 1 << parent
                    pending |= 1 << parent
        return atoms

    def composite(self, atom: int) -> Composite | None:
        """What an atom is made of, besides the words and phrases written out; None for one of words and phrases only."""
        if atom not in self._composites:
            data = self.data["composite"].get(str(atom))
            if data is None:
                return None
            data = json.loads(data)
            self._composites[atom] = Composite(tuple(data[0]), tuple((_mask(needs), tree) for needs, tree in data[1]))
        return self._composites[atom]

    def atoms_of_word(self, word: str) -> int:
        """The mask of the atoms that hold this single word."""
        if word not in self._words:
            atoms = [int(atom) for atom in self.data["words"].get(word, "").split()]
            self._words[word] = _mask([0, *atoms] if word.isdigit() else atoms)
        return self._words[word]

    def phrases_from(self, first: str) -> Trie | None:
        """The phrases of several words that start with `first`, as a trie of the words after it; None if there is none."""
        if first not in self._tries:
            packed = self.data["phrases"].get(first)
            if packed is None:
                return None
            trie: Trie = {}
            for rest, atoms in json.loads(packed).items():
                node = trie
                for word in rest.split():
                    node = node.setdefault(word, {})
                node[""] = _mask(atoms)
            self._tries[first] = trie
        return self._tries[first]

    def names(self) -> list[tuple[str, str, str]]:
        """(id, family, group) of every rule: the names by which a user may select it."""
        return [(rule.id, rule.family, self.families[rule.family].group) for rule in self.rules]
