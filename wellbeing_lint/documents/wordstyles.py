"""The names in Word's XML, the types of its parts, and what its styles make of their paragraphs."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from .package import Attributes, Package, parse_xml

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DRAWING = re.compile(
    r"http://(?:schemas\.openxmlformats|purl\.oclc)\.org/(?:ooxml/)?drawingml/(?:2006/)?wordprocessingDrawing"
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEADING = re.compile(r"heading ([1-9])")
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Style:
    """What a style makes of its paragraphs. `level` is a heading's, 0 for none."""

    level: int = 0
    listed: bool = False
    bold: bool = False
    based_on: str = ""


Styles = dict[str, Style]


def content_types(package: Package) -> dict[str, str]:
    """The content type of each part that has one of its own, by its name in the archive."""
    types: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == f"{_TYPES} Override":
            name = posixpath.normpath(attributes.get("PartName", "")).lstrip("/")
            types[name] = attributes.get("ContentType", "")

    if "[Content_Types].xml" in package.names:
        name = "[Content_Types].xml"
        parse_xml(name, package.read(name), start, lambda _: None, lambda _: None)
    return types


def read_styles(package: Package, types: dict[str, str]) -> Styles:
    """The paragraph styles, by their ids; what they inherit is filled in."""
    styles: Styles = {}
    style = Style()

    def start(element: str, attributes: Attributes) -> None:
        nonlocal style
        value = value_of(attributes)
        match short_name(element):
            case "w:style":
                style = styles.setdefault(attribute(attributes, "styleId"), Style())
            case "w:name":
                heading = _HEADING.fullmatch(value.lower())
                style.level = int(heading[1]) if heading else 1 if value.lower() == "title" else style.level
                style.listed |= value.lower().startswith("list ") and value.lower() != "list paragraph"
            case "w:outlineLvl" if value.isdecimal() and int(value) < 9:
                style.level = style.level or int(value) + 1
            case "w:numPr":
                style.listed = True
            case "w:b" if value not in OFF:
                style.bold = True
            case "w:basedOn":
                style.based_on = value

    name = next((name for name, kind in types.items() if kind.endswith("wordprocessingml.styles+xml")), "")
    if name in package.names:
        parse_xml(name, package.read(name), start, lambda _: None, lambda _: None)
    for style in styles.values():
        base, seen = style.based_on, 0
        while base in styles and seen < 20:
            style.level = style.level or styles[base].level
            style.listed |= styles[base].listed
            style.bold |= styles[base].bold
            base, seen = styles[base].based_on, seen + 1
    return styles


def short_name(element: str) -> str:
    """The name with the prefix that Word gives its namespace; without one when it is none that matters here."""
    namespace, _, local = element.rpartition(" ")
    if namespace in _WORD:
        return "w:" + local
    if namespace == _COMPATIBILITY:
        return "mc:" + local
    if local == "docPr" and _DRAWING.match(namespace):
        return "wp:docPr"
    return local


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute of Word's, by its local name; "" without one."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def value_of(attributes: Attributes) -> str:
    return attribute(attributes, "val")
