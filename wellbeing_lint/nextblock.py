"""Where the block ends that follows a comment: in Markdown a paragraph, list, table or quotation, in HTML an element."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from .documents.document import Document
from .documents.inline import PLACEHOLDER
from .documents.sourcemap import Run
from .documents.tags import BLOCK_ELEMENTS
from .finding import Span

if TYPE_CHECKING:
    from .documents.htmltokens import Token

_COMMENT = re.compile(
    r"<!--.{0,2000}?-->|\{\{!.{0,2000}?\}\}|\{#.{0,2000}?#\}|\{%-?\s{0,9}comment\b.{0,2000}?endcomment\s{0,9}-?%\}",
    re.DOTALL,
)
_COMMENTS = re.compile(rf"(?:\s++|{_COMMENT.pattern})*+", re.DOTALL)
_LEAVES = ("inline", "html_block")  # the blocks that hold words
# What may stand before a comment in its line: marks of quotations and lists.
_CONTAINER_MARKS = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")


class BlockFinder:
    """Finds blocks of an HTML source."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._segments = sorted(
            Span(segment.source_map.runs[0].source, _end_of(segment.source_map.runs[-1]))
            for segment in document.segments
            if segment.source_map.runs
        )

    def in_code(self, at: int) -> bool:
        """Whether a comment at `at` is only shown, as code, and not meant."""
        return False

    def stands_alone(self, before: str, after: str) -> bool:
        """Whether a comment with this before and after it in its line has the line for itself."""
        return not _bare(before) and not _bare(after)

    def after(self, start: int, end: int) -> Span:
        """The block that follows a comment from `start` to `end`; nothing at all (an empty span) at the end of a draft."""
        return self.element_after(end, len(self._source))

    def element_after(self, at: int, limit: int) -> Span:
        """The element, or the stretch of words, that follows code point `at` and starts before `limit`."""
        found = self._tokens
        first = bisect_left(found, at, key=lambda token: token.start)
        for number in range(first, bisect_left(found, limit, key=lambda token: token.start)):
            token = found[number]
            if token.kind == "words" and self._source[token.start : token.end].strip():
                return self._segment_end(token.start, limit)
            if token.kind != "open" or token.name == "br":
                continue
            if token.name not in BLOCK_ELEMENTS:
                return Span(token.start, max(token.end, self._segment_end(token.start, limit).end))
            depth = 0
            for inner in islice(found, number, None):
                if inner.start >= limit:
                    break
                if inner.name == token.name:
                    depth += {"open": 1, "close": -1}.get(inner.kind, 0)
                if depth == 0:
                    return Span(token.start, inner.end)
            return self._segment_end(token.end, limit)  # an end tag is missing: only the words that come next
        return Span(limit, limit)

    @cached_property
    def _tokens(self) -> list[Token]:
        from .documents.htmltokens import tokens

        return [token for token in tokens(self._source) if token.kind != "gone"]

    def _segment_end(self, at: int, limit: int) -> Span:
        following = next((segment for segment in self._segments if segment.end > at), None)
        return Span(at, at) if following is None else Span(at, min(following.end, limit))


class MarkdownBlockFinder(BlockFinder):
    """Finds blocks of a Markdown source."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        from .documents.blocks import parse_blocks

        plain = document.source.replace("\r\n", " \n").replace("\r", "\n")
        starts = [0, *(at + 1 for at, char in enumerate(plain) if char == "\n"), len(plain)]
        self._blocks: list[tuple[str, Span]] = []  # outer ones before those inside
        for token in parse_blocks(plain)[0]:
            if token.meta.get("lines"):
                lines = token.meta["lines"]
                self._blocks.append((token.type, Span(lines[0][0], lines[-1][1])))
            elif token.map and token.nesting >= 0:
                self._blocks.append((token.type, Span(starts[token.map[0]], starts[token.map[1]])))
        self._leaves = [block for block in self._blocks if block[0] in _LEAVES]
        code_spans = [
            Span(run.source, _end_of(run))
            for segment in document.segments
            for run in segment.source_map.runs
            if segment.text[run.text : run.text + run.length] == PLACEHOLDER
        ]
        self._code = sorted(code_spans + [span for kind, span in self._blocks if kind in ("fence", "code_block")])

    def in_code(self, at: int) -> bool:
        number = bisect_right(self._code, at, key=lambda span: span.start) - 1
        return number >= 0 and at < self._code[number].end

    def stands_alone(self, before: str, after: str) -> bool:
        return _CONTAINER_MARKS.fullmatch(_COMMENT.sub("", before)) is not None and not _bare(after)

    def after(self, start: int, end: int) -> Span:
        here = end
        number = bisect_right(self._leaves, start, key=_start_of) - 1
        if number >= 0 and self._leaves[number][1].contains(Span(start, end)):
            kind, leaf = self._leaves[number]
            if _says_something(self._source, end, leaf.end):
                if kind == "html_block":
                    return self.element_after(end, leaf.end)
                return Span(end, leaf.end)  # the comment is one line of a paragraph
            here = leaf.end
        for kind, span in islice(self._blocks, bisect_left(self._blocks, here, key=_start_of), None):
            if kind not in (*_LEAVES, "paragraph_open") or _says_something(self._source, span.start, span.end):
                return span
        return Span(end, end)


def block_finder(document: Document) -> BlockFinder:
    """The finder for the format of `document`, by its suffix."""
    markdown = PurePath(document.path).suffix.lower() in (".md", ".markdown")
    return MarkdownBlockFinder(document) if markdown else BlockFinder(document)


def _says_something(source: str, start: int, end: int) -> bool:
    """Whether there is more between two places than comments and white space."""
    skipped = _COMMENTS.match(source, start, end)
    return skipped is not None and skipped.end() < end


def _start_of(block: tuple[str, Span]) -> int:
    return block[1].start


def _bare(text: str) -> str:
    """`text` without comments and white space around it."""
    return _COMMENT.sub("", text).strip()


def _end_of(run: Run) -> int:
    return run.source + run.source_length
