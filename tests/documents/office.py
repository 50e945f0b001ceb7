"""Small Word and PDF files for the tests, as Word and other programs write them."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles"}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet"/></w:style>'
)


def archive(**members: bytes | str) -> bytes:
    """A zip archive; "__" in a name stands for "/", and "_dot_" for a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body; other parts (header1, footnotes, ...) by their names."""
    parts.setdefault("styles", STYLES)
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>'
    members: dict[str, bytes | str] = {}
    for name, content in parts.items():
        kind = _KINDS[name.rstrip("0123456789")]
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        members[f"word__{name}_dot_xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return archive(**{"[Content_Types]_dot_xml": types, "word__document_dot_xml": document}, **members)


def run(text: str, properties: str = "") -> str:
    """A run of a paragraph."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of plain texts."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str]) -> str:
    """A table; cells are texts, or paragraphs."""
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " ".join(f"({_escaped(line)}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources {font} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf_of(objects)


def pdf_of(objects: list[str]) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + end.encode() + f"startxref\n{len(data)}\n%%EOF\n".encode()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
