"""RuleSource -> the compiled form: plain lists and numbers, quick to load from JSON, with nothing left to parse.

An *atom* is a set of phrases that stand in the same place of a pattern: one word, the forms of a lemma, a word list. Patterns become small
trees over atoms. Lists are never multiplied out into sequences: three lists of forty entries stay three atoms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ..errors import RuleFault, RulesetError
from .compiled import NUMBER
from .files import FORMAT
from .phrases import Choice, Gap, Lemma, ListRef, Node, Number, Optional, Part, Sequence, Word
from .schema import ExcuseRule, Phrase, Rule, RuleSource, WordList

MAX_ENTRY_FORMS = 2_000
MAX_LIST_FORMS = 40_000
Tree = list[Any]
"""A compiled node: ["h", atom], ["g", least, most], ["o", tree], ["c", [trees]] or ["s", [trees]]."""


def compile_rules(source: RuleSource) -> dict[str, Any]:
    """The compiled ruleset as a JSON object. Raises RulesetError for patterns that have no anchor or explode."""
    return _Compiler(source).compile()


class _TooMany(ValueError):
    """A word list or choice that expands past the limit."""


@dataclass
class _Compiler:
    source: RuleSource
    atoms: list[frozenset[str]] = field(default_factory=list)
    atom_ids: dict[frozenset[str], int] = field(default_factory=dict)
    list_forms: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: list[RuleFault] = field(default_factory=list)

    def compile(self) -> dict[str, Any]:
        self._atom(frozenset({NUMBER}))  # atom 0
        self._expand_lists()
        rules: list[dict[str, Any]] = []
        patterns: list[dict[str, Any]] = []
        for rule in self.source.rules:
            compiled = [p for phrase in rule.patterns if (p := self._pattern(phrase, rule.path, anchored=True))]
            patterns.extend({"rule": len(rules), **pattern} for pattern in compiled)
            rules.append(self._rule(rule))
        excuses = [self._excuse(excuse) for excuse in self.source.excuses]
        if self.faults:
            raise RulesetError(self.faults)
        words: dict[str, list[int]] = {}
        phrases: dict[str, dict[str, list[int]]] = {}
        keys: dict[str, set[int]] = {}
        for number, forms in enumerate(self.atoms):
            for form in forms:
                key = self._key_word(form)
                keys.setdefault(key, set()).add(number)
                if " " in form:
                    phrases.setdefault(key, {}).setdefault(form, []).append(number)
                else:
                    words.setdefault(form, []).append(number)
        tables = self.source.tables
        return {
            "format": FORMAT,
            "tables": {
                "expansions": dict(tables.expansions),
                "texting": dict(tables.texting),
                "texting_signs": sorted(tables.texting_signs),
                "before": {word: [sorted(nexts), to] for word, (nexts, to) in tables.before.items()},
                "is_after": sorted(tables.is_after),
            },
            "families": {f.name: [f.group, f.title, f.what] for f in self.source.families.values()},
            "keys": {word: sorted(numbers) for word, numbers in sorted(keys.items())},
            "words": dict(sorted(words.items())),
            "phrases": dict(sorted(phrases.items())),
            "rules": rules,
            "patterns": patterns,
            "excuses": excuses,
            "excused_by": {family: sorted(kinds) for family, kinds in self.source.excused_by.items()},
        }

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
            "unless": [p for phrase in rule.unless if (p := self._pattern(phrase, rule.path, anchored=False))],
            "flag": [wording.text for wording in rule.flag],
            "pass": [wording.text for wording in rule.pass_],
        }

    def _excuse(self, excuse: ExcuseRule) -> dict[str, Any]:
        compiled = {
            name: [p for phrase in phrases if (p := self._pattern(phrase, excuse.path, anchored=False))]
            for name, phrases in (("cues", excuse.cues), ("stop", excuse.stop), ("besides", excuse.besides))
        }
        scope = {"scope": excuse.scope, "reach": excuse.reach, "carries": excuse.carries}
        return {"kind": excuse.kind, "what": excuse.what, **scope, **compiled}

    def _pattern(self, phrase: Phrase, path: str, *, anchored: bool) -> dict[str, Any] | None:
        try:
            parts = [self._part(part) for part in phrase.pattern.parts]
        except _TooMany as error:
            self.faults.append(RuleFault(path, phrase.line, phrase.column, f"in {phrase.text!r}: {error}"))
            return None
        act = parts[0]["needs"]
        if anchored and not act:
            what = f"in {phrase.text!r}: no fixed word to look for, so every sentence would be searched"
            self.faults.append(RuleFault(path, phrase.line, phrase.column, what, "add a word that must be there"))
            return None
        anchor = min(act, key=self._weight) if act else -1
        return {"text": phrase.text, "anchor": anchor, "parts": parts}

    def _part(self, part: Part) -> dict[str, Any]:
        tree = self._tree(part.node)
        return {"nearby": part.nearby, "needs": sorted(set(self._needs(tree))), "tree": tree}

    def _tree(self, node: Node) -> Tree:
        match node:
            case Gap():
                return ["g", node.least, node.most]
            case Optional():
                return ["o", self._tree(node.inner)]
            case Number():
                return ["h", 0]
            case Word() | Lemma() | ListRef():
                return ["h", self._atom(self._forms(node))]
            case Choice():
                if all(_is_finite(option) for option in node.options):
                    return ["h", self._atom(self._forms(node))]
                return ["c", [self._tree(option) for option in node.options]]
            case Sequence():
                trees = [self._tree(item) for item in node.items]
                return trees[0] if len(trees) == 1 else ["s", trees]

    def _needs(self, tree: Tree) -> list[int]:
        """Atoms of which each must occur for the tree to match: what the prefilter asks for."""
        match tree[0]:
            case "h":
                return [tree[1]]
            case "s":
                return [atom for inner in tree[1] for atom in self._needs(inner)]
            case "c":
                lightest = []
                for option in tree[1]:
                    needs = self._needs(option)
                    if not needs:
                        return []
                    lightest.append(min(needs, key=self._weight))
                return [self._atom(frozenset().union(*(self.atoms[atom] for atom in lightest)))]
            case _:
                return []

    def _atom(self, forms: frozenset[str]) -> int:
        if forms not in self.atom_ids:
            self.atom_ids[forms] = len(self.atoms)
            self.atoms.append(forms)
        return self.atom_ids[forms]

    def _weight(self, atom: int) -> int:
        """How common the atom is: the prefilter anchors on the lightest."""
        return sum(self.source.common.get(self._key_word(form), 1) for form in self.atoms[atom])

    def _key_word(self, form: str) -> str:
        """The rarest word of a phrase, by the list of common words, then by length."""
        return min(form.split(), key=lambda word: (self.source.common.get(word, 0), -len(word), word))

    def _expand_lists(self) -> None:
        for word_list in self.source.lists.values():
            self._list(word_list.name, ())

    def _list(self, name: str, above: tuple[str, ...]) -> frozenset[str]:
        if name in self.list_forms:
            return self.list_forms[name]
        word_list: WordList = self.source.lists[name]
        forms: set[str] = set()
        for entry in word_list.entries:
            place = (word_list.path, entry.line, entry.column)
            if name in above:
                self.faults.append(RuleFault(*place, f"word list @{name} names itself, by way of {' > '.join(above)}"))
                return frozenset()
            if len(entry.pattern.parts) > 1 or not _is_finite(entry.pattern.parts[0].node, lists=True):
                what = f"list entry {entry.text!r} holds a gap, a number or &"
                self.faults.append(RuleFault(*place, what, "gaps belong in patterns; write the wordings out"))
                continue
            try:
                forms |= self._forms(entry.pattern.parts[0].node, (*above, name))
            except _TooMany as error:
                self.faults.append(RuleFault(*place, f"in {entry.text!r}: {error}"))
        if len(forms) > MAX_LIST_FORMS:
            what = f"word list @{name} has {len(forms):,} forms; the limit is {MAX_LIST_FORMS:,}"
            self.faults.append(RuleFault(word_list.path, word_list.line, 1, what, "split it"))
        self.list_forms[name] = frozenset(forms)
        return self.list_forms[name]

    def _forms(self, node: Node, above: tuple[str, ...] = ()) -> frozenset[str]:
        """Every wording of a node without gaps."""
        inflector = self.source.inflector
        match node:
            case Word():
                return inflector.spellings(node.text)
            case Lemma():
                return inflector.forms(node.text)
            case ListRef():
                return self._list(node.name, above)
            case Optional():
                return self._forms(node.inner, above) | {""}
            case Choice():
                return frozenset().union(*(self._forms(option, above) for option in node.options))
            case Sequence():
                return _joined([self._forms(item, above) for item in node.items])
            case _:
                raise AssertionError(f"{node} has no finite forms")


def _joined(choices: list[frozenset[str]]) -> frozenset[str]:
    count = 1
    for choice in choices:
        count *= max(1, len(choice))
    if count > MAX_ENTRY_FORMS:
        raise _TooMany(f"this stands for {count:,} wordings, more than {MAX_ENTRY_FORMS:,}; split it or use a pattern")
    return frozenset(" ".join(filter(None, wording)) for wording in product(*choices))


def _is_finite(node: Node, *, lists: bool = False) -> bool:
    """True for a node that can be written out as a set of phrases, none of them empty (list references only if `lists`)."""
    match node:
        case Word() | Lemma():
            return True
        case ListRef():
            return lists
        case Choice():
            return all(_is_finite(option, lists=lists) for option in node.options)
        case Sequence():
            inner = [item.inner if isinstance(item, Optional) else item for item in node.items]
            return all(_is_finite(item, lists=lists) for item in inner)
        case _:
            return False
