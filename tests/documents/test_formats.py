"""What holds for every format that is read."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.documents.office import docx, paragraph, pdf, run
from tests.documents.test_properties import check_segment
from wellbeing_lint import Linter
from wellbeing_lint.documents import READERS, read_bytes
from wellbeing_lint.errors import UnreadableError
from wellbeing_lint.runner import check_paths

HARM = "Unless you're a victim, you will be arrested."
QUIET = "The van is on Mill Lane from ten."


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Times"
    message.set_content(f"{QUIET}\n\n{HARM}\n")
    return message.as_bytes()


def with_field(field: str) -> dict[str, bytes]:
    """A harmful paragraph with a merge field (or nothing) inside the phrase, below a harmless one, in each format."""
    harm = HARM.replace("will be", f"will {field}be")
    plain = f"{QUIET}\n\n{harm}\n".encode()
    page = f"<p>{QUIET}</p>\n<p>{harm.replace('arrested', 'arr<b>ested</b>')}</p>".encode()
    word = docx(paragraph(QUIET) + paragraph(run(harm[:9]), run(harm[9:12], "<w:b/>"), run(harm[12:])))
    return {
        ".txt": plain,
        ".text": plain,
        ".md": plain.replace(b"arrested", b"arr**ested**"),
        ".markdown": plain,
        ".html": page,
        ".htm": page,
        ".csv": f'id,body\n1,"{QUIET}"\n2,"{harm}"\n'.encode(),
        ".tsv": f"id\tbody\n1\t{QUIET}\n2\t{harm}\n".encode(),
        ".json": f'{{"sms": ["{QUIET}", "{harm}"]}}'.encode(),
        ".yaml": f'sms:\n  - {QUIET}\n  - "{harm}"\n'.encode(),
        ".yml": f"sms:\n  - {QUIET}\n  - >\n    {harm}\n".encode(),
        ".docx": word,
        ".docm": word,
        ".dotx": word,
        ".eml": mail().replace(b"will be", f"will {field}be".encode()),
        ".pdf": pdf([QUIET, "", harm]),
    }


PLACES = {
    ".txt": "line 3", ".text": "line 3", ".md": "line 3", ".markdown": "line 3", ".html": "line 2", ".htm": "line 2",
    ".csv": "row 3, column body", ".tsv": "row 3, column body", ".json": "sms[1]", ".yaml": "sms[1]", ".yml": "sms[1]",
    ".docx": "paragraph 2", ".docm": "paragraph 2", ".dotx": "paragraph 2", ".eml": "text part", ".pdf": "page 1",
}  # fmt: skip


@pytest.mark.parametrize("suffix", READERS)
def test_harmful_paragraph_is_the_same_finding_in_every_format(linter: Linter, suffix: str) -> None:
    data = with_field("")[suffix]
    [finding] = linter.check_bytes(data, "draft" + suffix).findings
    assert (finding.rule, finding.family) == ("arrest-unless-victim", "victim-or-criminal")
    assert (finding.location or f"line {finding.line}") == PLACES[suffix]
    assert finding.match == read_bytes("draft" + suffix, data).source[finding.start : finding.end]
    assert finding.match.startswith("Unless you")


@pytest.mark.parametrize("field", ["{{name}} ", "*|FNAME|* ", "{% if x %}", "[FIRST NAME] ", "{{{name}}} "])
@pytest.mark.parametrize("suffix", READERS)
def test_field_inside_a_phrase_does_not_hide_it(linter: Linter, suffix: str, field: str) -> None:
    [finding] = linter.check_bytes(with_field(field)[suffix], "draft" + suffix).findings
    assert finding.rule == "arrest-unless-victim"


def test_every_format_has_an_example_of_either_kind() -> None:
    for folder in ("harmful", "exemplary"):
        suffixes = {path.suffix for path in (ROOT / "examples" / folder).rglob("*.*")}
        assert suffixes >= {".txt", ".md", ".html", ".csv", ".json", ".yaml", ".docx", ".eml", ".pdf"}


def test_unreadable_drafts_are_errors_and_the_others_are_still_checked(linter: Linter, tmp_path: Path) -> None:
    for suffix in (".docx", ".eml", ".pdf", ".json"):
        (tmp_path / f"messages-broken{suffix}").write_bytes(b"{\0broken")
    (tmp_path / "messages-odd.yaml").write_bytes(b"a: [")
    (tmp_path / "~$open.docx").write_bytes(b"\x05Anna")
    (tmp_path / "page.html").write_text(f"<p>{HARM}", encoding="utf-8")
    report = check_paths(linter, [str(tmp_path)])
    assert sorted(Path(error.path).name for error in report.errors) == sorted(
        [
            "messages-broken.docx",
            "messages-broken.eml",
            "messages-broken.json",
            "messages-broken.pdf",
            "messages-odd.yaml",
        ]
    )
    assert report.files == len(report.findings) == 1


STARTS = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"From: a\n\n", b"Subject: ", b"{", b"- ", b"<p>", b'"']


# A PDF starts a process, so it has examples of its own in test_pdf.
@pytest.mark.parametrize("suffix", sorted(set(READERS) - {".pdf"}))
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused(suffix: str, start: bytes, rest: bytes) -> None:
    try:
        document = read_bytes("draft" + suffix, start + rest)
    except UnreadableError:
        return
    for segment in document.segments:
        check_segment(document, segment)
