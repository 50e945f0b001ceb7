"""Message catalogues (JSON, YAML): each string value a segment, with its key path and its place in the source.

Keys, numbers and comments are not read. Most JSON and YAML files are no drafts, so in a folder that is walked only
those are read that look like catalogues by their name or folder (see `is_catalogue`); a file that the user names is
always read, as whatever it is called, it was meant. A rule file of ours is the exception: the harmful wordings in it
are its examples, so it has no segments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

from ..errors import UnreadableError
from .document import Segment
from .embedded import read_value
from .scalars import read_scalar
from .sourcemap import MapBuilder, SourceMap

_MAX_DEPTH = 100
_MAX_YAML = 10_000_000  # code points
_MAX_KEY = 80  # code points of a key that are shown

_FOLDERS = frozenset(
    """
    locale locales i18n l10n lang langs language languages translation translations messages strings catalog catalogs
    catalogue catalogues campaign campaigns sms
    """.split()
)
_NAMES = re.compile(
    r"(?:.*[._-])?(?:messages?|strings|translations?|locales?|sms|texts|catalog(?:ue)?s?)(?:[._-].*)?", re.IGNORECASE
)
_NO_CATALOGUES = frozenset({"package", "package-lock", "tsconfig", "composer", "manifest"})
_RULE_KEYS = {"id", "family", "patterns"}

_JSON_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]++|\\.)*+)"|(?P<mark>[\[\]{}:,])|[^\s"\[\]{}:,]++', re.DOTALL)
_JSON_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)


def is_catalogue(path: str) -> bool:
    """True when a JSON or YAML file found in a folder is likely a message catalogue.

    Its name says so (`messages.json`, `strings.en.yaml`, `sms-march.json`), or it is in a folder such as `locales`,
    `i18n` or `campaigns`, or in a folder for a language inside one (`locales/en-GB/site.json`).
    """
    place = PurePath(path)
    if place.stem.lower() in _NO_CATALOGUES:
        return False
    folders = [parent.name.lower() for parent in place.parents][:2]
    return any(folder in _FOLDERS for folder in folders) or _NAMES.fullmatch(place.stem) is not None


def read_json(source: str) -> tuple[Segment, ...]:
    """The string values of a JSON text. Locations are key paths ("messages.welcome.body", "steps[0]").

    Raises UnreadableError when it is no JSON, or nested too deeply.
    """
    strings = list(_json_strings(source))  # it limits the depth, for the next step
    try:
        top = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not valid JSON: {error}") from None
    if isinstance(top, dict) and top.keys() >= _RULE_KEYS:
        return ()
    segments: list[Segment] = []
    for start, end, path in strings:
        text, source_map = _unescaped(source, start, end)
        segments.extend(_value(text, source_map, path))
    return tuple(segments)


def read_yaml(source: str) -> tuple[Segment, ...]:
    """The string values of a YAML text, of all its documents. Locations are key paths, as in JSON.

    Raises UnreadableError when it is no YAML, or nested too deeply. An alias is read once, where its anchor stands.
    """
    import yaml

    if len(source) > _MAX_YAML:
        raise UnreadableError(f"more than {_MAX_YAML // 1_000_000} million characters of YAML; split it")
    segments: list[Segment] = []
    top_keys: set[str] = set()
    try:
        for start, end, value, style, path in _yaml_scalars(source, top_keys):
            text, source_map = read_scalar(source, start, end, value, style)
            segments.extend(_value(text, source_map, path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark is not None else ""
        what = " ".join(
            str(getattr(error, "problem", "") or getattr(error, "reason", "") or "it can't be read").split()
        )
        raise UnreadableError(f"this is not valid YAML{where}: {what}") from None
    return () if top_keys >= _RULE_KEYS else tuple(segments)


def _value(text: str, source_map: SourceMap, path: str) -> Iterator[Segment]:
    if text and not text.isspace():
        yield from read_value(Segment(text=text, source_map=source_map, kind="cell", location=path or "top"))


class _Path:
    """The key path of the value we have come to."""

    def __init__(self) -> None:
        self._steps: list[str | int | None] = []  # a key, an index, or None before the first key

    def enter(self, is_list: bool) -> None:
        """A list or mapping starts."""
        if len(self._steps) >= _MAX_DEPTH:
            raise UnreadableError(f"nested more than {_MAX_DEPTH} levels deep")
        self._steps.append(-1 if is_list else None)

    def leave(self) -> None:
        """It ends."""
        if self._steps:
            self._steps.pop()

    def key(self, name: str) -> None:
        """A key of the mapping we are in."""
        if self._steps:
            name = " ".join(name.split())
            self._steps[-1] = name if len(name) <= _MAX_KEY else name[: _MAX_KEY - 1] + "…"

    def next(self) -> None:
        """A value comes; in a list it has the next index."""
        if self._steps and isinstance(self._steps[-1], int):
            self._steps[-1] += 1

    def __str__(self) -> str:
        parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in self._steps if step is not None]
        return "".join(parts).removeprefix(".")


def _json_strings(source: str) -> Iterator[tuple[int, int, str]]:
    """Start and end (within the quotes) and key path of each string value; of valid JSON only."""
    path = _Path()
    is_list: list[bool] = []
    expects_key = False
    for token in _JSON_TOKEN.finditer(source):
        match token["mark"]:
            case "{" | "[":
                path.next()
                path.enter(token[0] == "[")
                is_list.append(token[0] == "[")
                expects_key = token[0] == "{"
            case "}" | "]":
                path.leave()
                if is_list:
                    is_list.pop()
                expects_key = False
            case ",":
                expects_key = bool(is_list) and not is_list[-1]
            case ":":
                expects_key = False
            case _ if token["string"] is None:
                path.next()
            case _ if expects_key:
                path.key(token["string"])
            case _:
                path.next()
                yield token.start("string"), token.end("string"), str(path)


def _unescaped(source: str, start: int, end: int) -> tuple[str, SourceMap]:
    """The text of a JSON string whose escapes are known to be valid."""
    builder = MapBuilder()
    position = start
    for escape in _JSON_ESCAPE.finditer(source, start, end):
        builder.add(source[position : escape.start()], position)
        text = json.loads(f'"{escape[0]}"')
        if "\ud800" <= text <= "\udfff":
            text = "\ufffd"  # half a pair
        builder.add(text, escape.start(), len(escape[0]))
        position = escape.end()
    builder.add(source[position:end], position)
    return builder.build()


def _yaml_scalars(source: str, top_keys: set[str]) -> Iterator[tuple[int, int, str, str, str]]:
    """Start, end, value, style and key path of each scalar that is a value; keys at the top go to `top_keys`."""
    import yaml

    # libyaml's parser where there is one: it is ten times as fast. Neither of them recurses.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = _Path()
    expects: list[str] = []  # of each collection we are in: "key" or "value" of a mapping, "item" of a list
    for event in yaml.parse(source, Loader=loader):
        is_key = expects[-1:] == ["key"]
        if isinstance(event, yaml.CollectionEndEvent):
            path.leave()
            expects.pop()
        elif not isinstance(event, yaml.NodeEvent):
            continue  # the start or the end of a document
        elif not isinstance(event, yaml.ScalarEvent):
            path.key("?") if is_key else path.next()
            if isinstance(event, yaml.CollectionStartEvent):
                is_list = isinstance(event, yaml.SequenceStartEvent)
                path.enter(is_list)
                expects.append("item" if is_list else "key")
                continue  # the collection around it goes on when this one ends
        elif is_key:
            path.key(event.value)
            if len(expects) == 1:
                top_keys.add(event.value)
        else:
            path.next()
            start, end = event.start_mark, event.end_mark
            if start is not None and end is not None:
                yield start.index, end.index, event.value, event.style or "", str(path)
        if expects and expects[-1] != "item":
            expects[-1] = "value" if expects[-1] == "key" else "key"
