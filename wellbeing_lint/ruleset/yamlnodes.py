"""Reads YAML as nodes with places, so that a fault can be named as file:line:column.

Plain loading turns the phrases `no`, `off` and `1:30` into False and 90 and hides duplicate keys. Here each scalar is read
as the text it is, duplicates are faults, and aliases (the stuff of YAML bombs) are refused. Nothing in a rule can run.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import RuleFault

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 20


@dataclass
class Faults:
    """Collects the faults of one file, so that all are reported at once."""

    path: str
    found: list[RuleFault] = field(default_factory=list)

    def add(self, node: Place | None, what: str, mend: str = "", offset: int = 0) -> None:
        """Note a fault at `node` (the file's start where None), `offset` code points into a scalar."""
        line, column = (node.line, node.column + offset) if node is not None else (1, 1)
        self.found.append(RuleFault(self.path, line, column, what, mend))


@dataclass(frozen=True, slots=True)
class Place:
    """1-based line and column of a node."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar(Place):
    """A piece of text, whatever YAML would have made of it."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Listing(Place):
    """A list of nodes."""

    items: tuple[YamlNode, ...]


@dataclass(frozen=True, slots=True)
class Mapping(Place):
    """Keys and values, in order; keys are scalars and unique."""

    entries: tuple[tuple[Scalar, YamlNode], ...]

    def get(self, key: str) -> YamlNode | None:
        """The value under `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


YamlNode = Scalar | Listing | Mapping


def read_yaml(text: str, faults: Faults) -> YamlNode | None:
    """The one document in `text`, or None after adding to `faults` what is wrong with it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if len(text) > MAX_BYTES:
        faults.add(None, f"file is larger than {MAX_BYTES:,} characters", "split it in several")
        return None
    try:
        # Tokens come before nodes: an alias or too deep a nesting is refused before anything is built from it.
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                faults.add(_place(event), "anchors and aliases are not allowed", "write the text out")
                return None
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                faults.add(_place(event), f"nested more than {MAX_DEPTH} deep")
                return None
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        faults.add(place, f"not valid YAML: {error.problem or error.context}", _yaml_mend(error.problem or ""))
        return None
    except (yaml.YAMLError, ValueError) as error:
        faults.add(None, f"not valid YAML: {' '.join(str(error).split())}")
        return None
    if node is None:
        faults.add(None, "file is empty")
        return None
    return _convert(node, faults)


def _yaml_mend(problem: str) -> str:
    if "mapping values" in problem or "found character" in problem or "expected" in problem:
        return "put the text in double quotes"
    return ""


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None  # events of a parse always carry one
    return Place(mark.line + 1, mark.column + 1)


def _convert(node: yaml.Node, faults: Faults) -> YamlNode:
    import yaml

    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        return Scalar(line, column, node.value, node.style in ("'", '"'))
    if isinstance(node, yaml.SequenceNode):
        return Listing(line, column, tuple(_convert(item, faults) for item in node.value))
    entries: list[tuple[Scalar, YamlNode]] = []
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = _convert(key_node, faults)
        value = _convert(value_node, faults)
        if not isinstance(key, Scalar):
            faults.add(key, "a key must be plain text")
        elif key.text in seen:
            faults.add(key, f"duplicate key {key.text!r}", "keep one of them")
        else:
            seen.add(key.text)
            entries.append((key, value))
    return Mapping(line, column, tuple(entries))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A mend for an unknown name: the nearest known one, else the list of them."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(known)}" if len(known) <= 25 else ""


def as_text(node: YamlNode | None, faults: Faults, what: str) -> str | None:
    """`node` as text; a fault, and None, if it is something else or empty."""
    if isinstance(node, Scalar) and node.text.strip():
        return " ".join(node.text.split())
    if node is not None:
        faults.add(node, f"{what} must be text" if not isinstance(node, Scalar) else f"{what} is empty")
    return None


def as_scalars(node: YamlNode | None, faults: Faults, what: str) -> tuple[Scalar, ...]:
    """`node` as a list of texts; a fault for each item that is something else."""
    if node is None:
        return ()
    if not isinstance(node, Listing):
        faults.add(node, f"{what} must be a list", 'write each line as: - "..."')
        return ()
    texts = []
    for item in node.items:
        if isinstance(item, Scalar) and item.text.strip():
            texts.append(item)
        else:
            faults.add(item, f"{what} holds something that is not text", "put it in double quotes")
    return tuple(texts)


def as_mapping(node: YamlNode | None, faults: Faults, what: str) -> Mapping | None:
    """`node` as a mapping, or a fault and None."""
    if isinstance(node, Mapping):
        return node
    faults.add(node, f"{what} must be a mapping of keys and values")
    return None


def check_keys(mapping: Mapping, allowed: Iterable[str], required: Iterable[str], faults: Faults) -> None:
    """Fault each key that is unknown and each required one that is missing."""
    allowed = set(allowed)
    for key, _ in mapping.entries:
        if key.text not in allowed:
            faults.add(key, f"unknown key {key.text!r}", did_you_mean(key.text, allowed))
    present = {key.text for key, _ in mapping.entries}
    for name in sorted(set(required) - present):
        faults.add(mapping, f"missing key {name!r}")
