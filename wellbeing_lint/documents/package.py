"""Office packages: the parts of a zip archive, within limits, and XML read in a stream without entities.

What is read comes from strangers: an archive may unpack to gigabytes, name a million members, lie about their sizes,
or hold XML that nests or expands without end. All of that is refused as unreadable.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from ..errors import UnreadableError

_MAX_MEMBERS = 5_000
_MAX_PART = 30_000_000  # bytes, unpacked
_MAX_TOTAL = 60_000_000
_FREE_RATIO = 1_000_000  # bytes that may unpack from nearly nothing
_MAX_RATIO = 150  # text in XML, with many tables alike, packs to a hundredth
_MAX_DEPTH = 400
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also that of an encrypted document
_MEMBER = b"PK\x01\x02"  # in the list of members, before each

Attributes = Mapping[str, str]


class Package:
    """The members of an archive. Raises UnreadableError when it is none, is encrypted or goes beyond the limits."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD_OFFICE):
            raise UnreadableError(
                "it is protected by a password, or of the format of Word 97; save it as .docx without a password"
            )
        if data.count(_MEMBER) > _MAX_MEMBERS:
            raise UnreadableError(f"the archive names more than {_MAX_MEMBERS} members")
        self._left = _MAX_TOTAL
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except Exception as error:  # on hostile bytes zipfile raises errors of a dozen classes
            raise UnreadableError(f"broken, or not of this format: {_first_line(error)}") from None

    def read(self, name: str) -> bytes:
        """The bytes of the member `name`. Raises UnreadableError."""
        limit = min(_MAX_PART, self._left)
        try:
            info = self._archive.getinfo(name)
            if info.flag_bits & 1:
                raise UnreadableError("it is protected by a password")
            with self._archive.open(info) as member:
                limit = min(limit, max(_FREE_RATIO, info.compress_size * _MAX_RATIO))
                content = member.read(limit + 1)
        except UnreadableError:
            raise
        except Exception as error:  # as above, and each method of compression has its own
            raise UnreadableError(f"broken: {name}: {_first_line(error)}") from None
        if len(content) > limit:
            raise UnreadableError(f"{name} unpacks to more than {limit // 1000:,} kB; that is no draft")
        self._left -= len(content)
        return content


def parse_xml(
    name: str,
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
) -> None:
    """Tell `start`, `end` and `words` what the XML holds; names are "namespace local". Raises UnreadableError.

    A document type is refused, and with it every entity but XML's own five.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(element: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise UnreadableError(f"broken: {name} nests more than {_MAX_DEPTH} levels deep")
        start(element, attributes)

    def closed(element: str) -> None:
        nonlocal depth
        depth -= 1
        end(element)

    def refuse(*_: object) -> None:
        raise UnreadableError(f"broken: {name} declares a document type, which no office program writes")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableError(f"broken: {name} is not well-formed XML ({_first_line(error)})") from None


def _first_line(error: Exception) -> str:
    """What the library says, on one line."""
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
