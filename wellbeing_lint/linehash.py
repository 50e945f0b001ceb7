"""The hash by which GitHub's code scanning knows a line again: `primaryLocationLineHash` in SARIF.

`upload-sarif` computes it from the file in the repository, so ours is computed from the same bytes in the same way:
spaces and tabs dropped, every line end a line feed, and from each line start on a hash over 100 UTF-16 code units.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

_BLOCK = 100  # code units that a hash covers
_FACTOR = 37
_MASK = 2**64 - 1
_FIRST = pow(_FACTOR, _BLOCK, 2**64)
_END = "\uffff"  # stands for the end of the file


def line_hashes(data: bytes) -> list[str]:
    """The hashes of all lines of a file, each as lower-case hex, a colon and the how-many-th of its kind it is.

    Linear in the size of the file. A byte-order mark counts, and what isn't UTF-8 is replaced, as GitHub does it.
    """
    units = _units(data)
    ends = [index + 1 for index, unit in enumerate(units) if unit == 10]
    starts = [0, *ends]
    wanted = {*starts, *(start + _BLOCK for start in starts)}
    rolling = accumulate(units, lambda hashed, unit: (hashed * _FACTOR + unit) & _MASK, initial=0)
    until = {index: hashed for index, hashed in enumerate(rolling) if index in wanted}
    return list(_numbered((until[start + _BLOCK] - until[start] * _FIRST) & _MASK for start in starts))


def _units(data: bytes) -> array[int]:
    """The UTF-16 code units that are hashed, with as many zeros after the end as the last line needs."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace(" ", "").replace("\t", "") + _END + "\0" * _BLOCK
    units = array("H", text.encode("utf-16-le"))
    if sys.byteorder == "big":
        units.byteswap()
    return units


def _numbered(hashes: Iterator[int]) -> Iterator[str]:
    seen: Counter[int] = Counter()
    for hashed in hashes:
        seen[hashed] += 1
        yield f"{hashed:x}:{seen[hashed]}"
