"""A report such as a real folder of drafts gives, and golden files to compare the formats with.

`pytest --update-golden` writes the golden files anew; read the diff before you keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from wellbeing_lint.finding import Excuse, Finding, ModelPoint, Origin, ReadError, Report, Severity

GOLDEN = Path(__file__).parents[1] / "data" / "golden"

FAMILIES = {
    "legal-threat": "threats",
    "victim-or-criminal": "threats",
    "exposure-threat": "threats",
    "false-promise": "tricks",
    "shaming": "manipulation",
    "urgency": "manipulation",
    "surveillance": "agency",
    "client-fear": "clients",
}

ULTIMATUM = ModelPoint(
    page="relationships-require-trust",
    point="arrest-ultimatum",
    url="https://wellbeingmodel.org/trust-1",
    title="Freedom from arrest is not a bargaining chip",
    summary="People who are made to choose between victim and criminal protect themselves, not the truth.",
)
NO_TRICKS = ModelPoint(
    page="relationships-require-trust",
    point="no-tricks-no-threats",
    url="https://wellbeingmodel.org/trust-1",
    title="Trust is earned by being trustworthy",
    summary="Tricks, manipulation and threats are what traffickers use.",
    basis="inferred",
)

# rule -> (family, severity, message, why, model point, wordings to use instead)
RULES: dict[str, tuple[str, Severity, str, str, ModelPoint, tuple[str, ...]]] = {
    "arrest-unless-victim": (
        "victim-or-criminal",
        Severity.ERROR,
        "Makes freedom from arrest depend on being a victim.",
        "Someone who was trafficked may deny it, to stay safe from the trafficker, and is charged.\n"
        "Someone who was not may feel forced to say so. Neither has a reason to trust the next person who "
        "offers help.",
        ULTIMATUM,
        (
            "You can talk with us whether or not you were ever trafficked.",
            "Talking with us changes nothing about your case. We can find you a lawyer who works for you.",
        ),
    ),
    "tell-family": (
        "exposure-threat",
        Severity.ERROR,
        "Threatens to tell people close to the reader.",
        "Telling others is a threat that traffickers make too. It can cost a home, a job or a child.",
        NO_TRICKS,
        ("We don't tell anyone that we met you.",),
    ),
    "last-chance": (
        "urgency",
        Severity.WARNING,
        "Sets a deadline that isn't real.",
        "A false deadline takes away the time that people need to weigh what is safe for them.",
        NO_TRICKS,
        ("This number stays the same. Write when it suits you, or don't.",),
    ),
    "degrading-label": (
        "shaming",
        Severity.NOTE,
        "Names people by a label they did not choose.",
        "A label tells readers what we think of them before we have listened.",
        ModelPoint("in-practice", "words-that-remove-agency", "https://wellbeingmodel.org/in-practice"),
        ("people who sell sex",),
    ),
}


def finding_in(
    source: str,
    match: str,
    rule: str,
    *,
    path: str,
    sentence: str | None = None,
    location: str | None = None,
    excuse: Excuse | None = None,
) -> Finding:
    """The finding of `rule` at the first place where `match` stands in `source`, all positions computed."""
    start = source.index(match)
    end = start + len(match)
    sentence = source if sentence is None else sentence
    family, severity, message, why, model, try_instead = RULES[rule]
    return Finding(
        path=path,
        rule=rule,
        family=family,
        severity=severity,
        message=message,
        line=source.count("\n", 0, start) + 1,
        column=start - (source.rfind("\n", 0, start) + 1) + 1,
        end_line=source.count("\n", 0, end) + 1,
        end_column=end - (source.rfind("\n", 0, end) + 1) + 1,
        start=start,
        end=end,
        match=match,
        why=why,
        model=model,
        try_instead=try_instead,
        sentence=sentence,
        sentence_start=source.index(sentence),
        location=location,
        excuse=excuse,
    )


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    return finding_in


@pytest.fixture(scope="session")
def folder_report() -> Report:
    """Findings of four families in four drafts, an excused match, and a draft that could not be read."""
    text = (
        "Hi [first_name], 💜 this is {{ agency name }}.\n"
        "Unless you tell us tonight that you were trafficked,\nyou will be arrested. "
        "This is your last chance[/name]!\n"
        "小林さん、we will tell your family where you work.\n"
    )
    ultimatum = "Unless you tell us tonight that you were trafficked,\nyou will be arrested."
    letter = (
        "Dear **[first_name]**, we met you outside the station with hot drinks and a leaflet about the "
        "clinic that opens late on Thursdays, and we were glad to talk; but unless you say that you are a "
        "victim the officers will book you, and after that there is nothing that {{ agency name }} or the "
        "clinic or anybody else at our table on Station Road will be able to do for you, as we explained to "
        "you and to your friend."
    )
    sheet = "Last call: reply by midnight or lose your place."
    training = "Outreach to prostitutes, module 2.\n"
    guide = "Never tell anyone: say you are a victim or you will be arrested."
    first, second = "drafts/first-text.txt", "drafts/letter.md"
    return Report(
        files=7,
        findings=(
            finding_in(text, ultimatum, "arrest-unless-victim", path=first, sentence=ultimatum),
            finding_in(
                text,
                "your last chance",
                "last-chance",
                path=first,
                sentence="This is your last chance[/name]!",
            ),
            finding_in(
                text,
                "we will tell your family",
                "tell-family",
                path=first,
                sentence="小林さん、we will tell your family where you work.",
            ),
            finding_in(
                letter,
                "unless you say that you are a victim the officers will book you",
                "arrest-unless-victim",
                path=second,
            ),
            finding_in(
                sheet,
                "reply by midnight or lose",
                "last-chance",
                path="drafts/sends.csv",
                location="row 12, column body",
            ),
            finding_in(training, "prostitutes", "degrading-label", path="staff/training.docx", location="paragraph 1"),
        ),
        excused=(
            finding_in(
                guide,
                "say you are a victim or you will be arrested",
                "arrest-unless-victim",
                path="staff/guide.md",
                excuse=Excuse("warning", "Never tell anyone"),
            ),
        ),
        suppressed=2,
        baselined=1,
        errors=(ReadError("drafts/old.docx", "the file is damaged; open it in Word and save it again"),),
        families=FAMILIES,
    )


@pytest.fixture(scope="session")
def hosted_report(folder_report: Report) -> Report:
    """The same report as the runner makes it in a repository: with origins, line hashes and our version."""
    origins = {
        "drafts/first-text.txt": Origin("outreach/drafts/first-text.txt", {2: "a1b2:1", 3: "c3d4:1", 4: "e5f6:1"}),
        "drafts/letter.md": Origin("outreach/drafts/letter.md", {1: "0708:1"}),
        "drafts/sends.csv": Origin("outreach/drafts/sends.csv"),
        "staff/training.docx": Origin("outreach/staff/training.docx"),
        "drafts/old.docx": Origin("outreach/drafts/old.docx"),
    }
    return replace(folder_report, origins=origins, version="1.2.3")


@pytest.fixture
def assert_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte for byte; or write that file, with --update-golden."""

    def compare(name: str, text: str) -> None:
        golden = GOLDEN / name
        if request.config.getoption("--update-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8", newline="\n")
        assert text.encode() == golden.read_bytes()

    return compare
