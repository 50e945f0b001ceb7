"""By what a finding is known again after an edit: its rule and sentence, else its rule, match and three words each side.

Line numbers and paths are left out, so that neither a new paragraph above nor a renamed file makes old findings
new. Only hashes leave this module: a baseline in a repository must not hold the words of drafts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from .documents.mergefields import find_fields
from .documents.tags import ENTITY, TAG, decode_entity
from .finding import Finding, Fingerprint, Report

VERSION = "wl1"
"""Begins all that is hashed; to be raised when `normalised` changes what it gives."""

_CONTEXT_WORDS = 3
_HEX_DIGITS = 16

_FIELD = "{}"
_LINE_MARK = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)  # of a Markdown quotation that goes on
_LINK_TARGET = re.compile(r"\]\([^()\s]{0,2000}(?:\s[^()\n]{0,200})?\)")
_EMPHASIS = re.compile(r"[*`]+(?=\S)|(?<=\S)[*`]+|~~|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")
_QUOTES = str.maketrans("‘’‚‛“”„‟«»´`", "''''\"\"\"\"\"\"''")


def fingerprints(findings: Iterable[Finding]) -> dict[tuple[str, int, int, str], Fingerprint]:
    """The fingerprint of each finding, by its `sort_key`.

    Findings of one draft that would share a key are told apart by ":2", ":3", ... in the order of their places.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int, int, str], Fingerprint] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        keys = []
        for key in (sentence_key(finding), context_key(finding)):
            seen[finding.path, key] += 1
            number = seen[finding.path, key]
            keys.append(key if number == 1 else f"{key}:{number}")
        found[finding.sort_key] = Fingerprint(*keys)
    return found


def fingerprints_of(report: Report) -> dict[tuple[str, int, int, str], Fingerprint]:
    """The fingerprints of a report's findings: those it carries, else computed."""
    return dict(report.fingerprints) or fingerprints(report.findings)


def sentence_key(finding: Finding) -> str:
    """A hash of the rule and the whole sentence: 16 hex digits, not numbered."""
    return _hashed("sent", finding.rule, normalised(finding.sentence or finding.match))


def context_key(finding: Finding) -> str:
    """A hash of the rule, the match, and up to three words of its sentence each side: 16 hex digits, not numbered."""
    before, after = _around(finding)
    words = [
        *_words(before)[-_CONTEXT_WORDS:],
        normalised(finding.match),
        *_words(after)[:_CONTEXT_WORDS],
    ]
    return _hashed("ctx", finding.rule, " ".join(words))


def normalised(text: str) -> str:
    """`text` as it is hashed: letter case, typographic quotes, spacing and markup make no difference, nor does the name
    of a merge field.

    >>> normalised("**Dear  {{ name }}**, you’re LATE")
    "dear {}, you're late"
    """
    text = _LINE_MARK.sub("", TAG.sub("", _with_fields_blanked(text)))
    text = ENTITY.sub(lambda entity: decode_entity(entity[0]) or entity[0], text)
    text = _EMPHASIS.sub("", _LINK_TARGET.sub("", text).replace("[", "").replace("]", ""))
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return " ".join(text.split())


def _with_fields_blanked(text: str) -> str:
    pieces, end = [], 0
    for field in find_fields(text):
        pieces += [text[end : field.start], _FIELD]
        end = field.end
    return "".join([*pieces, text[end:]])


def _around(finding: Finding) -> tuple[str, str]:
    """The sentence before and after the match; both empty where the finding carries no sentence around it."""
    start = finding.start - finding.sentence_start
    end = start + len(finding.match)
    if start < 0 or finding.sentence[start:end] != finding.match:
        return "", ""
    return finding.sentence[:start], finding.sentence[end:]


def _words(text: str) -> list[str]:
    """Words and merge fields; a quotation mark or dash that stands alone is none."""
    return [word for word in normalised(text).split() if _FIELD in word or any(char.isalnum() for char in word)]


def _hashed(kind: str, rule: str, text: str) -> str:
    content = "|".join((VERSION, kind, rule, text))
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
