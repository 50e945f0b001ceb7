"""Suppressions written in a draft: in comments of Markdown, HTML and templates, and in comments of Word.

<!-- wl-ignore[fear-appeal] quoted from the flyer we answer -->     at the end of a line: that line; alone: the next block
<!-- wl-disable[urgency] the date is real --> ... <!-- wl-enable[urgency] -->
<!-- wl-ignore-file[rescue-language] a page of press cuttings -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from .documents.document import Document
from .finding import Span
from .nextblock import BlockFinder, block_finder
from .suppressions import Notice, RuleNames, Suppression

COMMENTED = frozenset({".md", ".markdown", ".html", ".htm"})
"""Suffixes of the formats in whose source comments are looked for."""

_MARKER = "wl-"
_VERBS = ("wl-ignore", "wl-ignore-file", "wl-disable", "wl-enable")
_OPENING = re.compile(
    r"(?P<html><!--)|(?P<jinja>\{#)|(?P<handlebars>\{\{!--)|(?P<mustache>\{\{!)|(?P<tag>\{%-?\s{0,9}comment\b[^%{}]{0,200}%\})"
)
_CLOSING = {
    "html": re.compile(r"-->"),
    "jinja": re.compile(r"#\}"),
    "handlebars": re.compile(r"--\}\}"),
    "mustache": re.compile(r"\}\}"),
    "tag": re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}"),
}
_DIRECTIVE = re.compile(r"\s*(?P<verb>wl-[\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)
_LINE_END = re.compile(r"[\r\n]")
_MAX_NAME = 80  # code points of what is meant for a rule, so that no notice repeats half a draft
_START = re.compile(r"\s*[-:]?\s*")


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment that a reader of extracted text found: its words, and the stretch of the extracted text it is about."""

    text: str
    about: Span


@dataclass
class Directives:
    """What the comments of a draft say: its suppressions, what is wrong with them, and where the comments are."""

    suppressions: list[Suppression] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)


def read_directives(document: Document, names: RuleNames, comments: Sequence[WordComment] = ()) -> Directives:
    """The suppressions in a draft; `comments` are those of a format that keeps them outside of its text."""
    found = Directives()
    for comment in comments:
        if comment.text.strip().startswith(_MARKER):
            line = document.line_and_column(comment.about.start)[0]
            _Reader(document, names, found).word_comment(comment, line)
    if _MARKER in document.source and PurePath(document.path).suffix.lower() in COMMENTED:
        _Reader(document, names, found).source_comments()
    return found


@dataclass
class _Reader:
    document: Document
    names: RuleNames
    found: Directives
    open: dict[str, tuple[Suppression, int]] = field(default_factory=dict)

    def word_comment(self, comment: WordComment, line: int) -> None:
        read = self._read(comment.text, line)
        if read is None:
            return
        verb, rules = read
        if verb not in ("wl-ignore", "wl-ignore-file"):
            self._notice(line, f"{verb} has no meaning in a comment of Word; comment on the words, with wl-ignore")
            return
        self._suppress(verb, rules, line, comment.about if verb == "wl-ignore" else None)

    def source_comments(self) -> None:
        """All comments of the source, in order."""
        source = self.document.source
        blocks = block_finder(self.document)
        for start, end, content in self._comments(source):
            if blocks.in_code(start):
                continue
            line, column = self.document.line_and_column(start)
            self.found.comments.append(Span(start, end))
            read = self._read(content, line)
            if read is None:
                continue
            verb, rules = read
            match verb:
                case "wl-ignore":
                    self._suppress(verb, rules, line, self._stretch(blocks, start - column + 1, start, end))
                case "wl-ignore-file":
                    self._suppress(verb, rules, line, None)
                case "wl-disable":
                    self._disable(rules, line, end)
                case "wl-enable":
                    self._enable(rules, line, start)
        for suppression, _ in self.open.values():
            what = f"is never ended, so it hides nothing; add wl-enable[{suppression.name}], or use wl-ignore-file"
            self.found.notices.append(suppression.notice(what))

    def _comments(self, source: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and content of each comment that is meant for us."""
        position = 0
        while (opening := _OPENING.search(source, position)) is not None:
            position = opening.end()
            content = _START.match(source, position)
            if content is None or not source.startswith(_MARKER, content.end()):
                continue
            closing = _CLOSING[str(opening.lastgroup)].search(source, position)
            if closing is None:
                self._notice(self.document.line_and_column(opening.start())[0], "the comment is never closed")
                return
            yield opening.start(), closing.end(), source[content.end() : closing.start()]
            position = closing.end()

    def _read(self, content: str, line: int) -> tuple[str, list[str]] | None:
        """The verb and the rules of a directive; None, with a notice, when it is malformed."""
        directive = _DIRECTIVE.match(content)
        assert directive is not None  # the content starts with the marker
        verb = directive["verb"]
        if verb not in _VERBS:
            from .ruleset.yamlnodes import did_you_mean

            self._notice(line, f"unknown {verb!r}; {did_you_mean(verb, _VERBS)}")
            return None
        rules = [name.strip()[:_MAX_NAME] for name in (directive["names"] or "").split(",") if name.strip()]
        if not rules:
            self._notice(line, f"{verb} names no rule; write {verb}[rule-or-family] and the reason")
            return None
        if verb != "wl-enable" and not any(char.isalnum() for char in directive["reason"]):
            self._notice(line, f"{verb}[{', '.join(rules)}] gives no reason; say after it why this may stand")
            return None
        for name in rules:
            fault = self.names.fault(name)
            if fault:
                self._notice(line, f"{verb}: {fault}")
        return verb, [name for name in dict.fromkeys(rules) if not self.names.fault(name)]

    def _stretch(self, blocks: BlockFinder, line_start: int, start: int, end: int) -> Span:
        """What wl-ignore is about: its line, or, when it stands alone, the block that follows."""
        source = self.document.source
        following = _LINE_END.search(source, end)
        line_end = following.start() if following else len(source)
        if blocks.stands_alone(source[line_start:start], source[end:line_end]):
            return blocks.after(start, end)
        return Span(line_start, line_end)

    def _disable(self, rules: list[str], line: int, end: int) -> None:
        for name in rules:
            if name in self.open:
                self._notice(line, f"wl-disable[{name}] is in force already, since line {self.open[name][0].line}")
            else:
                self.open[name] = (self._suppression("wl-disable", name, line), end)

    def _enable(self, rules: list[str], line: int, start: int) -> None:
        for name in rules:
            if name not in self.open:
                self._notice(line, f"wl-enable[{name}] ends nothing: there is no wl-disable[{name}] before it")
                continue
            opened, end = self.open.pop(name)
            self._suppress("wl-disable", [name], opened.line, Span(end, start))

    def _suppress(self, verb: str, rules: list[str], line: int, scope: Span | None) -> None:
        self.found.suppressions += [self._suppression(verb, name, line, scope) for name in rules]

    def _suppression(self, verb: str, name: str, line: int, scope: Span | None = None) -> Suppression:
        return Suppression(name=name, wording=f"{verb}[{name}]", path=self.document.path, line=line, scope=scope)

    def _notice(self, line: int, what: str) -> None:
        self.found.notices.append(Notice(self.document.path, line, what))
