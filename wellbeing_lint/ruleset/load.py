"""Rule folders -> RuleSource: everything is read, every fault is collected, and they are reported together.

A folder holds rules (one YAML file each, in any subfolder) and, in folders of these names, the data they share:
words/ (word lists), stance/ (excuses and the table of which excuse holds for which family), language/ (contractions, inflection).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import RulesetError
from ..finding import Family, ModelPoint, Severity
from .files import rule_files
from .inflect import Inflector
from .language import read_common, read_inflector, read_tables
from .normalise import Normaliser, WordTables
from .phrases import PhraseError, list_refs, parse_pattern
from .schema import SCOPES, ExcuseRule, Phrase, Rule, RuleSource, Wording, WordList
from .yamlnodes import (
    Faults,
    Listing,
    Mapping,
    Scalar,
    YamlNode,
    as_mapping,
    as_scalars,
    as_text,
    check_keys,
    did_you_mean,
    read_yaml,
)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def load_rules(folders: Sequence[Path]) -> RuleSource:
    """Read and check the rule folders (or single rule files), the built-in one first.

    Raises RulesetError with every fault in them.
    """
    loader = _Loader()
    for folder in folders:
        for path in rule_files(folder) if folder.is_dir() else [folder]:
            loader.sort_in(path, path.relative_to(folder) if folder.is_dir() else Path(path.name))
    return loader.finish()


@dataclass
class _File:
    path: Path
    faults: Faults
    node: Mapping


@dataclass
class _Loader:
    """Holds what is read so far. Data that rules lean on is read first, whatever the order of files."""

    faults: list[Faults] = field(default_factory=list)
    own_files: list[_File] = field(default_factory=list)
    word_files: list[_File] = field(default_factory=list)
    stance_files: list[_File] = field(default_factory=list)
    named: dict[str, _File] = field(default_factory=dict)

    def sort_in(self, path: Path, relative: Path) -> None:
        faults = Faults(str(path))
        self.faults.append(faults)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.add(None, f"can't be read: {error}", "save the file as UTF-8")
            return
        node = read_yaml(text, faults)
        if node is None:
            return
        if not isinstance(node, Mapping):
            faults.add(node, "a rule file is a mapping of keys and values", "start it with: id: ...")
            return
        file = _File(path, faults, node)
        top = relative.parts[0] if len(relative.parts) > 1 else ""
        if top == "words":
            self.word_files.append(file)
        elif top == "language" or relative.name in ("model.yaml", "families.yaml"):
            self.named[relative.name] = file
        elif top == "stance" and relative.name == "table.yaml":
            self.named["table.yaml"] = file
        elif top == "stance":
            self.stance_files.append(file)
        else:
            self.own_files.append(file)

    def finish(self) -> RuleSource:
        tables, inflector, common = self._language()
        reader = _Reader(Normaliser(tables))
        families = self._families()
        points = self._points()
        lists = reader.word_lists(self.word_files)
        excuses = tuple(excuse for file in self.stance_files if (excuse := reader.excuse(file)) is not None)
        kinds = {excuse.kind for excuse in excuses}
        excused_by = self._table(families, kinds)
        rules: dict[str, Rule] = {}
        for file in self.own_files:
            rule = reader.rule(file, families, points, kinds)
            if rule is None:
                continue
            if rule.id in rules:
                place = file.node.get("id")
                file.faults.add(place, f"duplicate id {rule.id!r}", f"{rules[rule.id].path} has it already")
            else:
                rules[rule.id] = rule
        found = [fault for faults in self.faults for fault in faults.found]
        if found:
            raise RulesetError(found)
        return RuleSource(
            rules=tuple(rules.values()),
            lists=lists,
            excuses=excuses,
            excused_by=excused_by,
            families=families,
            points=points,
            tables=tables,
            inflector=inflector,
            common=common,
        )

    def _language(self) -> tuple[WordTables, Inflector, dict[str, int]]:
        words, inflection, common = (self.named.get(f"{n}.yaml") for n in ("contractions", "inflection", "common"))
        tables = read_tables(words.node, words.faults) if words else WordTables({}, {}, frozenset(), {}, frozenset())
        inflector = read_inflector(inflection.node, inflection.faults) if inflection else Inflector({}, frozenset(), ())
        return tables, inflector, read_common(common.node, common.faults) if common else {}

    def _families(self) -> dict[str, Family]:
        file = self.named.get("families.yaml")
        families: dict[str, Family] = {}
        for name, value in file.node.entries if file else ():
            assert file is not None
            entry = as_mapping(value, file.faults, name.text)
            if entry is not None:
                check_keys(entry, ("group", "title", "what"), ("group", "title", "what"), file.faults)
                group, title, what = (as_text(entry.get(k), file.faults, k) or "" for k in ("group", "title", "what"))
                families[name.text] = Family(name.text, group, title, what)
        return families

    def _points(self) -> dict[str, ModelPoint]:
        """model.yaml: pages (url, title) and points (page, title, summary); keyed "page/point"."""
        file = self.named.get("model.yaml")
        if file is None:
            return {}
        pages = as_mapping(file.node.get("pages"), file.faults, "pages")
        points = as_mapping(file.node.get("points"), file.faults, "points")
        urls = {
            name.text: as_text(page.get("url"), file.faults, "url") or ""
            for name, page in (pages.entries if pages else ())
            if isinstance(page, Mapping)
        }
        found: dict[str, ModelPoint] = {}
        for name, value in points.entries if points else ():
            point = as_mapping(value, file.faults, name.text)
            if point is None:
                continue
            check_keys(point, ("page", "title", "summary"), ("page", "title", "summary"), file.faults)
            page, title, summary = (as_text(point.get(k), file.faults, k) or "" for k in ("page", "title", "summary"))
            if page not in urls:
                file.faults.add(point, f"unknown page {page!r}", did_you_mean(page, urls))
            found[name.text] = ModelPoint(page, name.text, urls.get(page, ""), title, summary)
        return found

    def _table(self, families: Iterable[str], kinds: set[str]) -> dict[str, frozenset[str]]:
        """stance/table.yaml: for each family the kinds of excuse that hold."""
        file = self.named.get("table.yaml")
        table: dict[str, frozenset[str]] = {}
        for name, value in file.node.entries if file else ():
            assert file is not None
            if name.text not in families:
                file.faults.add(name, f"unknown family {name.text!r}", did_you_mean(name.text, families))
            held = as_scalars(value, file.faults, name.text)
            for item in held:
                if item.text not in kinds:
                    file.faults.add(item, f"unknown excuse {item.text!r}", did_you_mean(item.text, kinds))
            table[name.text] = frozenset(item.text for item in held)
        return {family: table.get(family, frozenset(kinds)) for family in families}


class _Reader:
    """Reads single files: word lists, excuses, rules."""

    def __init__(self, normaliser: Normaliser) -> None:
        self._normaliser = normaliser
        self._lists: dict[str, WordList] = {}

    def word_lists(self, files: Iterable[_File]) -> dict[str, WordList]:
        owner: dict[str, _File] = {}
        pending: list[tuple[_File, Scalar, YamlNode]] = []
        for file in files:
            for name, value in file.node.entries:
                if not _ID.match(name.text):
                    file.faults.add(name, f"{name.text!r} is no list name", "use lower case, digits and hyphens")
                elif name.text in owner:
                    where = owner[name.text].path
                    file.faults.add(name, f"duplicate word list {name.text!r}", f"{where} has it already")
                else:
                    owner[name.text] = file
                    pending.append((file, name, value))
        # names are known before entries are read, since entries may name other lists
        self._lists = {name.text: WordList(name=name.text, entries=(), path="", line=0) for _, name, _ in pending}
        for file, name, value in pending:
            entries = self._phrases(value, file.faults, f"list {name.text!r}")
            if not entries:
                file.faults.add(value, f"word list {name.text!r} is empty")
            self._lists[name.text] = WordList(name=name.text, entries=entries, path=str(file.path), line=name.line)
        return self._lists

    def excuse(self, file: _File) -> ExcuseRule | None:
        node, faults = file.node, file.faults
        check_keys(node, ExcuseRule.KEYS, ExcuseRule.REQUIRED, faults)
        scope = as_text(node.get("scope"), faults, "scope") or ""
        if scope and scope not in SCOPES:
            faults.add(node.get("scope"), f"unknown scope {scope!r}", did_you_mean(scope, SCOPES))
        reach = as_text(node.get("reach"), faults, "reach") or "8"
        if not reach.isdecimal():
            faults.add(node.get("reach"), f"reach must be a number of words, not {reach!r}")
            return None
        kind, what = (as_text(node.get(k), faults, k) for k in ("kind", "what"))
        if not kind or not what:
            return None
        return ExcuseRule(
            kind=kind,
            what=what,
            scope=scope,
            cues=self._phrases(node.get("cues"), faults, "cues"),
            reach=int(reach),
            carries=as_text(node.get("carries"), faults, "carries") == "true",
            stop=self._phrases(node.get("stop"), faults, "stop"),
            besides=self._phrases(node.get("besides"), faults, "besides"),
            after=self._phrases(node.get("after"), faults, "after"),
            path=str(file.path),
        )

    def rule(
        self, file: _File, families: Iterable[str], points: MappingType[str, ModelPoint], kinds: Iterable[str]
    ) -> Rule | None:
        node, faults = file.node, file.faults
        check_keys(node, Rule.KEYS, Rule.REQUIRED, faults)
        texts = {key: as_text(node.get(key), faults, key) for key in ("id", "family", "severity", "message", "why")}
        if texts["id"] and not _ID.match(texts["id"]):
            faults.add(node.get("id"), f"{texts['id']!r} is no rule id", "use lower case, digits and hyphens")
        if texts["family"] and texts["family"] not in families:
            faults.add(
                node.get("family"), f"unknown family {texts['family']!r}", did_you_mean(texts["family"], families)
            )
        severity = self._severity(node, texts["severity"], faults)
        model = self._model(node, points, faults)
        not_excused_by = as_scalars(node.get("not_excused_by"), faults, "not_excused_by")
        for kind in not_excused_by:
            if kind.text not in kinds:
                faults.add(kind, f"unknown excuse {kind.text!r}", did_you_mean(kind.text, kinds))
        wordings = {key: _wordings(node, key, faults) for key in ("try_instead", "flag", "pass", "sources")}
        for key, least in (("flag", 3), ("pass", 3), ("try_instead", 1)):
            if node.get(key) is not None and len(wordings[key]) < least:
                faults.add(node.get(key), f"{key!r} needs at least {least} lines")
        patterns = self._phrases(node.get("patterns"), faults, "patterns")
        given = node.get("patterns")
        if isinstance(given, Listing) and not given.items:
            faults.add(given, "a rule needs at least one pattern")
        unless = self._phrases(node.get("unless"), faults, "unless")
        if any(value is None for value in texts.values()) or severity is None or model is None:
            return None
        return Rule(
            id=texts["id"] or "",
            family=texts["family"] or "",
            severity=severity,
            model=model,
            message=texts["message"] or "",
            why=texts["why"] or "",
            try_instead=wordings["try_instead"],
            patterns=patterns,
            flag=wordings["flag"],
            pass_=wordings["pass"],
            unless=unless,
            not_excused_by=tuple(kind.text for kind in not_excused_by),
            sources=tuple(source.text for source in wordings["sources"]),
            path=str(file.path),
            line=node.line,
        )

    @staticmethod
    def _severity(node: Mapping, label: str | None, faults: Faults) -> Severity | None:
        if label is None:
            return None
        try:
            return Severity.parse(label)
        except KeyError:
            labels = [severity.label for severity in Severity]
            faults.add(node.get("severity"), f"unknown severity {label!r}", did_you_mean(label, labels))
            return None

    @staticmethod
    def _model(node: Mapping, points: MappingType[str, ModelPoint], faults: Faults) -> ModelPoint | None:
        if node.get("model") is None:
            return None
        model = as_mapping(node.get("model"), faults, "model")
        if model is None:
            return None
        keys = ("page", "point", "basis")
        check_keys(model, keys, keys, faults)
        page, name, basis = (as_text(model.get(key), faults, key) or "" for key in keys)
        if basis not in ("stated", "inferred"):
            faults.add(model.get("basis"), f"unknown basis {basis!r}", "use stated or inferred")
        point = points.get(name)
        if point is None:
            faults.add(model.get("point"), f"the model has no point {name!r}", did_you_mean(name, points))
            return None
        if page != point.page:
            faults.add(model.get("page"), f"point {name!r} is not on page {page!r}", f"write page: {point.page}")
        return ModelPoint(point.page, name, point.url, point.title, point.summary, basis)

    def _phrases(self, node: YamlNode | None, faults: Faults, what: str) -> tuple[Phrase, ...]:
        phrases = []
        for item in as_scalars(node, faults, what):
            try:
                pattern = parse_pattern(item.text, self._normaliser)
            except PhraseError as error:
                faults.add(item, f"in {item.text!r}: {error}", "", error.at + item.quoted)
                continue
            unknown = [ref for part in pattern.parts for ref in list_refs(part.node) if ref.name not in self._lists]
            for ref in unknown:
                mend = did_you_mean(ref.name, self._lists)
                faults.add(item, f"unknown word list @{ref.name}", mend, ref.at + item.quoted)
            if not unknown:
                phrases.append(Phrase(item.text, item.line, item.column, pattern))
        return tuple(phrases)


def _wordings(node: Mapping, key: str, faults: Faults) -> tuple[Wording, ...]:
    return tuple(Wording(item.text.strip(), item.line, item.column) for item in as_scalars(node.get(key), faults, key))
