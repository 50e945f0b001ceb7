"""PDF files into extracted text and its segments, each with its page.

pypdf reads them, in a process of its own with a limit on time and memory: a PDF is a program for a stack machine, and
broken or hostile ones can keep any reader busy for ever. The process needs nothing but its standard input and output.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from bisect import bisect_right
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..errors import UnreadableError
from .document import Segment
from .plain import read_plain

_MAX_PAGES = 1_000
_MAX_TEXT = 20_000_000  # code points
_MAX_SECONDS = 30
_MAX_MEMORY = 1_500_000_000  # bytes of address space, where the system can limit it

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": None, "\0": None})


def read_pdf(data: bytes) -> tuple[str, tuple[Segment, ...]]:
    """The text of a PDF, page after page, and its segments. Locations are "page 2".

    A paragraph that runs over the end of a page is one segment, placed where it starts. Raises UnreadableError when
    the file is broken, needs a password, holds no text (a scan) or goes beyond the limits.
    """
    pages = _pages(data)
    if not any(page.strip() for page in pages):
        raise UnreadableError("no text in it; if it is a scan, recognise its text first (OCR)")
    source = ""
    starts: list[int] = []
    for page in pages:
        text = page.translate(_LIGATURES).strip()
        goes_on = source[-1:].isalpha() or source[-1:] == ","
        if source and text:
            source += "\n" if goes_on and text[0].islower() else "\n\n"
        starts.append(len(source))
        source += text
    segments: list[Segment] = []
    for segment in read_plain(source):
        page_number = bisect_right(starts, segment.source_map.runs[0].source)
        segments.append(replace(segment, location=f"page {page_number}"))
    return source, tuple(segments)


def _pages(data: bytes) -> list[str]:
    """The text of each page, from a process of its own."""
    # Isolated, so that no module of the folder we are in is taken for one of Python's; from where we were loaded.
    places = [str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)]
    code = f"import sys; sys.path[:] = {places!r}; from {__name__} import _main; _main()"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code], input=data, capture_output=True, timeout=_MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"reading it takes more than {_MAX_SECONDS} seconds; it may be broken") from None
    except OSError as error:
        raise UnreadableError(f"the process that reads PDF files can't be started: {error.strerror}") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableError("broken, or too large for the memory that is allowed") from None
    if isinstance(answer, str):
        raise UnreadableError(answer)
    return [str(page) for page in answer]


def _main() -> None:
    """What that process does: a PDF comes in, a JSON list of pages goes out, or a string that says what is wrong."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MAX_SECONDS, _MAX_SECONDS))
    answer: list[str] | str
    try:
        answer = _extract(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer = str(error)
    except Exception as error:  # pypdf raises errors of any class on broken files
        answer = f"broken, or no PDF: {' '.join(str(error).split())[:200] or type(error).__name__}"
    sys.stdout.write(json.dumps(answer))


def _extract(data: bytes) -> list[str]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.disable(logging.CRITICAL)  # it warns of each fault that it could mend
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")  # many only forbid printing, and open without a password
        except DependencyError:
            raise UnreadableError("it is encrypted; save it without a password") from None
        if not opened:
            raise UnreadableError("it is protected by a password")
    count = len(reader.pages)
    if count > _MAX_PAGES:
        raise UnreadableError(f"more than {_MAX_PAGES:,} pages; split it")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > _MAX_TEXT:
            raise UnreadableError(f"more than {_MAX_TEXT:,} characters of text; split it")
    return pages
