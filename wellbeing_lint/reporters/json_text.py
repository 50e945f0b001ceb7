"""Anything as JSON that is safe to print, too."""

from __future__ import annotations

import json
import re

# JSON would leave these as they are. Escaped they mean the same to a JSON reader, but do nothing to a
# terminal or CI log in which the report is printed; lone surrogates could not be written as UTF-8 at all.
_ACTIVE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?=#[\[vVtT])")


def to_json(content: object) -> str:
    """`content` as indented JSON that ends with a line break: letters beyond ASCII as they are, keys in their order."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
