"""Markdown's blocks, by markdown-it-py, with the place of each of their lines in the source.

markdown-it-py is CommonMark to the letter and never crashes the process; it tells the lines of a block, and its
block state, while a rule runs, tells where each line's words start behind quote marks, bullets and indentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from .mergefields import find_fields

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    _Rule = Callable[[StateBlock, int, int, bool], bool]

# Containers nest no deeper: a list counts twice, a quotation once. Beyond, their marks are read as text, so that
# no words are lost; markdown-it itself would drop them.
_MAX_LEVEL = 24

# Which rules may end a paragraph, a quotation and so on; as markdown-it-py has it.
_ENDS = {
    "table": ["paragraph", "reference"],
    "list": ["paragraph", "reference", "blockquote"],
    "blockquote": ["paragraph", "reference", "blockquote", "list"],
    "html_block": ["paragraph", "reference", "blockquote"],
    "heading": ["paragraph", "reference", "blockquote"],
}
_CONTAINERS = ("list", "blockquote", "code")  # code: too deep, indentation is no sign of code any more
_LEAVES = ("paragraph", "heading", "lheading", "html_block")

_DEFINITION = re.compile(r"(\[[^\]]*\]):[ \t]*(\S*)")
_ADDRESS = re.compile(r"<|.*[/#@]|[^.]*\.\w|[^:]+:\S")


def parse_blocks(text: str) -> tuple[list[Token], Callable[[str], bool]]:
    """The block tokens of `text`, and a test whether a label is that of a reference definition.

    Lines must end in LF. Tokens that hold words ("inline", "html_block", and "table_rows" in place of tables) have
    in `meta["lines"]` the start and end of each line, in code points; of each row, for a table.
    """
    from markdown_it.common.utils import normalizeReference

    parser = _parser()
    tokens: list[Token] = []
    env: dict[str, dict[str, object]] = {}
    parser.block.parse(text, parser, env, tokens)
    references = env.get("references", {})

    def is_reference(label: str) -> bool:
        return bool(references) and normalizeReference(label) in references

    return tokens, is_reference


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Here, and not above: a run over text messages alone needn't pay for it.
    from markdown_it import MarkdownIt, rules_block

    parser = MarkdownIt("commonmark", {"maxNesting": 10 * _MAX_LEVEL}).enable("table")
    rules: dict[str, _Rule] = {
        "paragraph": rules_block.paragraph,
        "heading": rules_block.heading,
        "lheading": rules_block.lheading,
        "html_block": rules_block.html_block,
        "list": rules_block.list_block,
        "blockquote": rules_block.blockquote,
        "code": rules_block.code,
    }
    for name in _LEAVES:
        parser.block.ruler.at(name, _with_lines(rules[name]), {"alt": _ENDS.get(name, [])})
    for name in _CONTAINERS:
        parser.block.ruler.at(name, _not_too_deep(rules[name]), {"alt": _ENDS.get(name, [])})
    parser.block.ruler.at("table", _as_rows(rules_block.table), {"alt": _ENDS["table"]})
    parser.block.ruler.at("reference", _only_addresses(rules_block.reference), {"alt": []})
    return parser


def _with_lines(rule: _Rule) -> _Rule:
    """`rule`, noting on its tokens where their lines are."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start_line, end_line, silent):
            return False
        for token in state.tokens[before:]:
            if token.map and token.type in ("inline", "html_block"):
                token.meta["lines"] = _lines(state, *token.map)
        return True

    return run


def _as_rows(rule: _Rule) -> _Rule:
    """`rule` for tables, leaving one token with the rows, as the cells' own places are not told."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start_line, end_line, silent):
            return False
        if not silent:
            del state.tokens[before:]
            rows = _lines(state, start_line, start_line + 1) + _lines(state, start_line + 2, state.line)
            state.push("table_rows", "", 0).meta["lines"] = rows
        return True

    return run


def _not_too_deep(rule: _Rule) -> _Rule:
    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        return state.level < _MAX_LEVEL and rule(state, start_line, end_line, silent)

    return run


def _only_addresses(rule: _Rule) -> _Rule:
    """`rule` for reference definitions, leaving alone what a draft means otherwise: `[^1]: note`, `[ANNA]: Hello`."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        start = state.bMarks[start_line] + state.tShift[start_line]
        if not state.src.startswith("[", start) or state.src.startswith("[^", start):
            return False
        definition = _DEFINITION.match(state.src, start, state.eMarks[start_line])
        if definition is not None and definition[2]:
            if not _ADDRESS.match(definition[2]):
                return False
            if find_fields(definition[1]) and not definition[2].startswith(("http", "www.", "/", "#", "<", "mailto:")):
                return False
        return rule(state, start_line, end_line, silent)

    return run


def _lines(state: StateBlock, first: int, last: int) -> list[tuple[int, int]]:
    """Start and end of the words in lines `first` to `last`, the latter not included, without the blank ones."""
    lines: list[tuple[int, int]] = []
    for line in range(first, last):
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        end = start + len(state.src[start:end].rstrip(" \t\r"))
        if start < end:
            lines.append((start, end))
    return lines
