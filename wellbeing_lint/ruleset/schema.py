"""What rule files may say. The fields of these dataclasses are the keys of the YAML, so there is one list to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..finding import Family, ModelPoint, Severity
from .inflect import Inflector
from .normalise import WordTables
from .phrases import Pattern


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, an example or a cue as its author wrote it, with its place in the file."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Phrase(Wording):
    """A wording in the phrase language, read."""

    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its file states it. Keys without a default are required."""

    id: str
    family: str
    severity: Severity
    model: ModelPoint
    message: str
    why: str
    try_instead: tuple[Wording, ...]
    patterns: tuple[Phrase, ...]
    flag: tuple[Wording, ...]
    pass_: tuple[Wording, ...]
    unless: tuple[Phrase, ...] = ()
    not_excused_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    path: str = ""
    line: int = 1

    KEYS = (
        "id", "family", "severity", "model", "message", "why", "try_instead", "patterns", "unless",
        "not_excused_by", "sources", "flag", "pass",
    )  # fmt: skip
    REQUIRED = (
        "id", "family", "severity", "model", "message", "why", "try_instead", "patterns", "flag", "pass",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A named list of wordings. Entries may inflect, choose and leave out, and name another list; they hold no gaps."""

    name: str
    entries: tuple[Phrase, ...]
    path: str
    line: int


SCOPES = ("clause", "before", "sentence", "previous", "around", "quoted")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseRule:
    """One kind of excuse: the cues that show it and how far they reach.

    `scope`: "clause": the cue stands in the match's own gaps or up to `reach` words before it, with no `stop` word and no clause
    end between; "before": anywhere before the match in its sentence; "sentence": anywhere in it; "previous": before the match or in the sentence
    before; "around": in the sentence or either neighbour;
    "quoted": quotation marks round a word the pattern names, with a cue right before or an `after` wording right after them; or
    with at most `reach` words between them and no `stop` word just before. `carries`: a cue in the heading or list intro above counts too.
    `besides`: wordings that hold a cue and yet are none ("not only").
    """

    kind: str
    what: str
    scope: str
    cues: tuple[Phrase, ...] = ()
    reach: int = 8
    carries: bool = False
    stop: tuple[Phrase, ...] = ()
    besides: tuple[Phrase, ...] = ()
    after: tuple[Phrase, ...] = ()
    path: str = ""

    KEYS = ("kind", "what", "scope", "reach", "carries", "cues", "stop", "besides", "after")
    REQUIRED = ("kind", "what", "scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """All that the rule folders say, read and checked: what compile.py turns into a CompiledRuleset."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, WordList]
    excuses: tuple[ExcuseRule, ...]
    excused_by: Mapping[str, frozenset[str]]
    families: Mapping[str, Family]
    points: Mapping[str, ModelPoint]
    tables: WordTables
    inflector: Inflector
    common: Mapping[str, int] = field(default_factory=dict)
