"""RuleSource -> the compiled form: plain lists and numbers, quick to load from JSON, with nothing left to parse.

An *atom* is what may stand in one place of a pattern: one word, the forms of a lemma, a word list. Patterns become small trees
over atoms. Nothing is multiplied out: three lists of forty entries stay three atoms, and a list that names another refers to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, TypeAlias

from ..errors import RuleFault, RulesetError
from . import compiled
from .compiled import CHOICE, GAP, HIT, NUMBER, OPTIONAL, SEQUENCE, START, Trie
from .files import FORMAT
from .packed import pack, to_json
from .phrases import Choice, Gap, Lemma, ListRef, Node, Number, Optional, Part, Sequence, Start, Word, list_refs
from .schema import ExcuseRule, Phrase, Rule, RuleSource, WordList

MAX_FLAT_FORMS = 48
"""A choice that stands for no more wordings than this is written out; a larger one stays a tree."""

Tree = list[Any]
"""A compiled node; see compiled.HIT and its like."""


def compile_rules(source: RuleSource, digest: str = "") -> bytes:
    """The compiled ruleset, packed; `digest` names the content it was made from. Raises RulesetError for a pattern without
    an anchor and a list that names itself."""
    return _Compiler(source).compile(digest)


@dataclass(frozen=True, slots=True)
class _Atom:
    """What may stand in one place: `forms` written out; other atoms; and trees, each with the atoms it needs."""

    forms: frozenset[str] = frozenset()
    children: tuple[int, ...] = ()
    trees: tuple[tuple[tuple[int, ...], str], ...] = ()  # the tree as JSON, so that atoms can be compared


@dataclass
class _Compiler:
    source: RuleSource
    atoms: list[_Atom] = field(default_factory=list)
    atom_ids: dict[_Atom, int] = field(default_factory=dict)
    list_atoms: dict[str, int] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    faults: list[RuleFault] = field(default_factory=list)

    def compile(self, digest: str) -> bytes:
        self._atom(_Atom(frozenset({NUMBER})))  # atom 0
        for name in self.source.lists:
            self._list(name, ())
        rules: list[dict[str, Any]] = []
        patterns: list[dict[str, Any]] = []
        for rule in self.source.rules:
            anchored = [p for phrase in rule.patterns if (p := self._pattern(phrase, rule.path, anchored=True))]
            patterns.extend({**pattern, "rule": len(rules)} for pattern in anchored)
            rules.append(self._rule(rule))
        excuses = [self._excuse(excuse) for excuse in self.source.excuses]
        if self.faults:
            raise RulesetError(self.faults)
        words: dict[str, list[int]] = {}
        phrases: dict[str, dict[str, list[int]]] = {}
        keys: dict[str, set[int]] = {}
        composite: dict[str, str] = {}
        parents: dict[str, list[int]] = {}
        for number, atom in enumerate(self.atoms):
            if atom.children or atom.trees:
                trees = [[list(needs), json.loads(tree)] for needs, tree in atom.trees]
                composite[str(number)] = to_json([list(atom.children), trees])
                for child in self._heralds(atom):
                    parents.setdefault(str(child), []).append(number)
            for form in atom.forms:
                first, *others = form.split(" ", 2)
                if others:
                    start, rest = f"{first} {others[0]}", others[1] if len(others) > 1 else ""
                    phrases.setdefault(start, {}).setdefault(rest, []).append(number)
                    keys.setdefault(self._key_word(form), set()).add(number)
                else:
                    words.setdefault(form, []).append(number)
        tables = self.source.tables
        header = {
            "format": FORMAT,
            "digest": digest,
            "tables": {
                "expansions": dict(tables.expansions),
                "texting": dict(tables.texting),
                "texting_signs": sorted(tables.texting_signs),
                "before": {word: [sorted(nexts), to] for word, (nexts, to) in tables.before.items()},
                "is_after": sorted(tables.is_after),
            },
            "families": {f.name: [f.group, f.title, f.what] for f in self.source.families.values()},
            "parents": parents,
            "names": [[rule["id"], rule["family"]] for rule in rules],
            "anchors": [pattern["anchor"] for pattern in patterns],
            "anchor_mask": f"{compiled.mask_of_atoms({pattern['anchor'] for pattern in patterns}):x}",
            "child_mask": f"{compiled.mask_of_atoms(map(int, parents)):x}",
            "excused_by": {family: sorted(kinds) for family, kinds in self.source.excused_by.items()},
        }
        keyed = {
            "words": {word: " ".join(map(str, atoms)) for word, atoms in words.items()},
            "keys": {word: " ".join(map(str, sorted(atoms))) for word, atoms in keys.items()},
            "phrases": {start: to_json(_trie(rests)) for start, rests in phrases.items()},
            "composite": composite,
        }
        numbered = {
            "patterns": [[pattern["rule"], pattern["parts"]] for pattern in patterns],
            "texts": [pattern["text"] for pattern in patterns],
            "rules": rules,
            "excuses": excuses,
        }
        return pack(header, keyed, numbered)

    def _rule(self, rule: Rule) -> dict[str, Any]:
        return {
            "id": rule.id,
            "family": rule.family,
            "severity": rule.severity.label,
            "model": [getattr(rule.model, key) for key in ("page", "point", "url", "title", "summary", "basis")],
            "message": rule.message,
            "why": rule.why,
            "try_instead": [wording.text for wording in rule.try_instead],
            "sources": list(rule.sources),
            "not_excused_by": list(rule.not_excused_by),
            "unless": self._wordings(rule.unless, rule.path),
            "flag": [wording.text for wording in rule.flag],
            "pass": [wording.text for wording in rule.pass_],
        }

    def _excuse(self, excuse: ExcuseRule) -> dict[str, Any]:
        wordings = {
            name: self._wordings(phrases, excuse.path)
            for name, phrases in (
                ("cues", excuse.cues),
                ("stop", excuse.stop),
                ("besides", excuse.besides),
                ("after", excuse.after),
            )
        }
        scope = {"scope": excuse.scope, "reach": excuse.reach, "carries": excuse.carries}
        return {"kind": excuse.kind, "what": excuse.what, **scope, **wordings}

    def _wordings(self, phrases: Iterable[Phrase], path: str) -> list[list[Any]]:
        """Cues and `unless` wordings, each [-1, parts, text]."""
        patterns = [p for phrase in phrases if (p := self._pattern(phrase, path, anchored=False))]
        return [[-1, pattern["parts"], pattern["text"]] for pattern in patterns]

    def _pattern(self, phrase: Phrase, path: str, *, anchored: bool) -> dict[str, Any] | None:
        parts = [self._part(part) for part in phrase.pattern.parts]
        _, act, _ = parts[0]
        if anchored and not act:
            what = f"in {phrase.text!r}: no fixed word to look for, so every sentence would be searched"
            self.faults.append(RuleFault(path, phrase.line, phrase.column, what, "add a word that must be there"))
            return None
        anchor = self._lightest(act) if act else -1
        return {"text": phrase.text, "anchor": anchor, "rule": -1, "parts": parts}

    def _part(self, part: Part) -> list[Any]:
        tree = self._tree(part.node)
        return [int(part.nearby), sorted(set(self._needs(tree))), tree]

    def _tree(self, node: Node) -> Tree:
        match node:
            case Gap():
                return [GAP, node.least, node.most]
            case Optional():
                return [OPTIONAL, self._tree(node.inner)]
            case Number():
                return [HIT, 0]
            case Start():
                return [START]
            case Word() | Lemma():
                return [HIT, self._atom(_Atom(self._forms(node)))]
            case ListRef():
                return [HIT, self._list(node.name, ())]
            case Choice():
                if all(isinstance(option, ListRef) or self._is_flat(option) for option in map(_only, node.options)):
                    return [HIT, self._choice(node.options)]
                return [CHOICE, [self._tree(option) for option in node.options]]
            case Sequence():
                trees = [self._tree(item) for item in node.items]
                return trees[0] if len(trees) == 1 else [SEQUENCE, trees]

    def _needs(self, tree: Tree) -> list[int]:
        """Atoms of which each must occur for the tree to match: what the prefilter asks for."""
        match tree[0]:
            case compiled.HIT:
                return [tree[1]]
            case compiled.SEQUENCE:
                return [atom for inner in tree[1] for atom in self._needs(inner)]
            case compiled.CHOICE:
                options = [self._needs(option) for option in tree[1]]
                if not all(options):
                    return []
                return [self._atom(_Atom(children=tuple(sorted({self._lightest(needs) for needs in options}))))]
            case _:
                return []

    def _atom(self, atom: _Atom) -> int:
        if not atom.forms and not atom.trees and len(atom.children) == 1:
            return atom.children[0]
        if atom not in self.atom_ids:
            self.atom_ids[atom] = len(self.atoms)
            self.atoms.append(atom)
        return self.atom_ids[atom]

    def _choice(self, options: Iterable[Node], place: _Place | None = None, above: tuple[str, ...] = ()) -> int:
        """The atom of a choice. Options that stand for few wordings are written out, lists become children, others trees."""
        forms: set[str] = set()
        children: set[int] = set()
        trees: list[tuple[tuple[int, ...], str]] = []
        for option in map(_only, options):
            if isinstance(option, ListRef):
                children.add(self._list(option.name, above, place))
            elif self._is_flat(option):
                forms |= self._forms(option)
            else:
                for ref in list_refs(option):
                    self._list(ref.name, above, place)
                tree = self._tree(option)
                trees.append((tuple(sorted(set(self._needs(tree)))), json.dumps(tree)))
        return self._atom(_Atom(frozenset(forms), tuple(sorted(children)), tuple(trees)))

    def _list(self, name: str, above: tuple[str, ...], place: _Place | None = None) -> int:
        """The atom of a word list. A list that names itself, by whatever way, is a fault."""
        if name in self.list_atoms:
            return self.list_atoms[name]
        word_list: WordList = self.source.lists[name]
        if name in above:
            where = place or (word_list.path, word_list.line, 1)
            self.faults.append(RuleFault(*where, f"word list @{name} names itself, by way of {' > '.join(above)}"))
            return 0
        usable = []
        for entry in word_list.entries:
            place = (word_list.path, entry.line, entry.column)
            node = entry.pattern.parts[0].node
            if len(entry.pattern.parts) > 1 or not _is_finite(node):
                what = f"list entry {entry.text!r} holds a gap, a number or &"
                self.faults.append(RuleFault(*place, what, "gaps belong in patterns; write the wordings out"))
            else:
                usable.append(node)
        atom = self._choice(usable, (word_list.path, word_list.line, 1), (*above, name))
        self.list_atoms[name] = atom
        return atom

    def _heralds(self, atom: _Atom) -> set[int]:
        """Atoms without one of which `atom` can't occur, besides its own forms: what the prefilter goes by."""
        return {*atom.children, *(self._lightest(needs) for needs, _ in atom.trees)}

    def _lightest(self, atoms: Iterable[int]) -> int:
        return min(atoms, key=self._weight)

    def _weight(self, number: int) -> int:
        """How common the atom is: the prefilter anchors on the lightest."""
        if number not in self.weights:
            atom = self.atoms[number]
            own = sum(self.source.common.get(self._key_word(form), 1) for form in atom.forms)
            self.weights[number] = own + sum(self._weight(herald) for herald in self._heralds(atom))
        return self.weights[number]

    def _key_word(self, form: str) -> str:
        """The rarest word of a phrase, by the list of common words, then by length."""
        return min(form.split(), key=lambda word: (self.source.common.get(word, 0), -len(word), word))

    def _is_flat(self, node: Node) -> bool:
        """Whether a node is without gaps and lists and stands for few wordings."""
        return _is_finite(node) and not any(list_refs(node)) and self._count(node) <= MAX_FLAT_FORMS

    def _count(self, node: Node) -> int:
        """How many wordings a finite node stands for."""
        match node:
            case Choice():
                return sum(map(self._count, node.options))
            case Sequence():
                return prod(map(self._count, node.items))
            case Optional():
                return 1 + self._count(node.inner)
            case Lemma():
                return len(self.source.inflector.forms(node.text))
            case _:
                return 1

    def _forms(self, node: Node) -> frozenset[str]:
        """Every wording of a flat node."""
        inflector = self.source.inflector
        match node:
            case Word():
                return inflector.spellings(node.text)
            case Lemma():
                return inflector.forms(node.text)
            case Optional():
                return self._forms(node.inner) | {""}
            case Choice():
                return frozenset().union(*map(self._forms, node.options))
            case Sequence():
                wordings = product(*map(self._forms, node.items))
                return frozenset(" ".join(filter(None, wording)) for wording in wordings)
            case _:
                raise AssertionError(f"{node} can't be written out")


def _trie(phrases: Mapping[str, list[int]]) -> Trie:
    """Phrases as a trie of their words; under "" the atoms of the phrase that ends there."""
    trie: Trie = {}
    for phrase, atoms in phrases.items():
        node = trie
        for word in phrase.split():
            node = node.setdefault(word, {})
        node[""] = atoms
    return trie


_Place: TypeAlias = tuple[str, int, int]


def _only(node: Node) -> Node:
    """A sequence of one item is that item."""
    while isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    return node


def _is_finite(node: Node) -> bool:
    """True for a node without gaps and numbers."""
    match node:
        case Word() | Lemma() | ListRef():
            return True
        case Optional():
            return _is_finite(node.inner)
        case Choice():
            return all(map(_is_finite, node.options))
        case Sequence():
            return all(map(_is_finite, node.items))
        case _:
            return False
