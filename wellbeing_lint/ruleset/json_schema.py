"""The JSON Schema of a rule file, so that editors complete its keys. It ships as rules/rule.schema.json; a test keeps the two equal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..finding import Severity
from .schema import Rule

_TEXTS = {
    "id": "The rule's name: lower case, hyphens, the same as the file's.",
    "message": "One line: what the words do.",
    "why": "Two or three sentences: what it does to trust, for people who are trafficked and for people who are not.",
}
_LISTS = {
    "try_instead": (1, "What to write or do instead. Must itself pass every rule."),
    "patterns": (1, "Wordings in the phrase language: words, {lemma}, @list, ..., (a|b), [optional], A & B, A && B."),
    "unless": (0, "Wordings in the sentence that excuse this rule."),
    "sources": (0, "Addresses of published guidance the explanation rests on."),
    "flag": (3, "Texts that this rule must find."),
    "pass": (3, "Near misses that no rule may find."),
}


def rule_schema(families: Iterable[str], points: dict[str, str], excuses: Iterable[str]) -> dict[str, Any]:
    """The schema. `points`: point of the model -> its page."""
    properties: dict[str, Any] = {
        key: {"type": "string", "minLength": 1, "description": text} for key, text in _TEXTS.items()
    }
    for key, (least, text) in _LISTS.items():
        items = {"type": "string", "minLength": 1}
        properties[key] = {"type": "array", "items": items, "minItems": least, "description": text}
    properties["family"] = {"enum": sorted(families), "description": "The one family the act belongs to."}
    properties["severity"] = {"enum": [severity.label for severity in reversed(Severity)]}
    properties["not_excused_by"] = {"type": "array", "items": {"enum": sorted(set(excuses))}}
    properties["model"] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["page", "point", "basis"],
        "properties": {
            "page": {"enum": sorted(set(points.values()))},
            "point": {"enum": sorted(points)},
            "basis": {"enum": ["stated", "inferred"], "description": "stated: the model names the tactic"},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule of wellbeing-lint",
        "type": "object",
        "additionalProperties": False,
        "required": list(Rule.REQUIRED),
        "properties": {key: properties[key] for key in Rule.KEYS},
    }
