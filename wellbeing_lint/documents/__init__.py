"""Drafts of every format, as documents: one module a format, chosen by the file's suffix.

A new format is one module and one line of READERS. Where its source can be shown as it is (HTML, CSV), the module
offers `read_x(source: str) -> tuple[Segment, ...]`; where only the extracted text can (docx, PDF, e-mail), it offers
`read_x(data: bytes) -> tuple[str, tuple[Segment, ...]]`, with positions in that text. It is imported on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from ..errors import UnreadableError
from .decode import decode
from .document import Document, Segment
from .sourcemap import MapBuilder, Run, SourceMap

__all__ = [
    "READERS",
    "Document",
    "MapBuilder",
    "Reader",
    "Run",
    "Segment",
    "SourceMap",
    "read_bytes",
    "read_text",
    "reader_for",
]

_TextReader = Callable[[str], tuple[Segment, ...]]
_ByteReader = Callable[[bytes], tuple[str, tuple[Segment, ...]]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a format's reader is: a module beside this one, and its function.

    `extracts` is False for a function of the decoded source, True for one of the file's bytes. `walked` names a
    function of that module that tells, by its path, whether a file found in a folder is a draft; "" when all are.
    """

    module: str
    function: str
    extracts: bool = False
    walked: str = ""

    def read(self, path: str, data: bytes) -> Document:
        """The document in the file's bytes. Raises UnreadableError."""
        if not self.extracts:
            return self.read_source(path, decode(data))
        source, segments = cast(_ByteReader, self._load())(data)
        return Document(path, source, segments)

    def read_source(self, path: str, source: str) -> Document:
        """The document in a source that is text already. Raises UnreadableError for formats that aren't text."""
        if self.extracts:
            raise UnreadableError("this format is not text; give it as a file")
        return Document(path, source, cast(_TextReader, self._load())(source))

    def takes(self, path: str) -> bool:
        """True when a file of this format that was found in a folder is a draft, by its path."""
        return not self.walked or bool(self._load(self.walked)(path))

    def _load(self, function: str = "") -> Callable[..., object]:
        module = import_module(f".{self.module}", __name__)
        return cast(Callable[..., object], getattr(module, function or self.function))


_PLAIN = Reader("plain", "read_plain")
_MARKDOWN = Reader("markdown", "read_markdown")
_HTML = Reader("html", "read_html")
_JSON = Reader("catalogue", "read_json", walked="is_catalogue")
_YAML = Reader("catalogue", "read_yaml", walked="is_catalogue")
_WORD = Reader("docx", "read_docx", extracts=True)

READERS: Mapping[str, Reader] = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".csv": Reader("csv_file", "read_csv"),
    ".tsv": Reader("csv_file", "read_tsv"),
    ".json": _JSON,
    ".yaml": _YAML,
    ".yml": _YAML,
    ".docx": _WORD,
    ".docm": _WORD,
    ".dotx": _WORD,
    ".eml": Reader("eml", "read_eml", extracts=True),
    ".pdf": Reader("pdf", "read_pdf", extracts=True),
}


def reader_for(path: str, *, named: bool = True) -> Reader | None:
    """The reader for `path`, by its suffix; None when the file is none of ours.

    A file that the user named is read as plain text when its suffix tells nothing; one that was only found, in a
    folder that is walked, is left alone then. So are, when found, JSON and YAML that are no message catalogues, and
    the files by which Word marks a document as open ("~$flyer.docx").
    """
    place = PurePath(path)
    reader = READERS.get(place.suffix.lower())
    if named:
        return reader or _PLAIN
    if reader is None or place.name.startswith("~$") or not reader.takes(path):
        return None
    return reader


def read_bytes(path: str, data: bytes) -> Document:
    """The document in the bytes of the file at `path`. Raises UnreadableError when they can't be read."""
    reader = reader_for(path) or _PLAIN
    return reader.read(path, data)


def read_text(path_or_name: str, text: str) -> Document:
    """The document in `text`, of the format that the suffix of `path_or_name` says; without one, plain text.

    A byte order mark at the start is dropped. Raises UnreadableError when the format is not text.
    """
    reader = reader_for(path_or_name) or _PLAIN
    return reader.read_source(path_or_name, text.removeprefix("\ufeff"))
