"""Merge fields and template tags in a draft: the stretches that a mailing tool fills in before anyone reads them.

`Hi {{first_name}}, call [WORKER NAME] at *|PHONE|*.` has three of them.
"""

from __future__ import annotations

import re

from ..finding import Span

# Every repeat is bounded or stops at the next bracket, and no body may hold the opening bracket of its own kind,
# so the search is linear whatever the text. Order matters where one form starts like another.
_SHAPES = (
    r"\{\{!--[^{}]{0,2000}--\}\}",  # Handlebars comment
    r"\{\{\{[^{}\r\n]{1,200}\}\}\}",
    r"\{\{[^{}\r\n]{1,200}\}\}",  # Jinja, Mustache, HubSpot, Mailjet
    r"\{%[^{}\r\n]{1,200}%\}",  # Jinja and Liquid tags
    r"\{\#[^{}]{1,2000}\#\}",  # Jinja comment
    r"\$\{[^{}\r\n]{1,80}\}",
    r"\{!?[A-Za-z_][\w.\-]{0,59}\}",  # {name}, {!Contact.FirstName}
    r"\*\|[^|\r\n]{1,80}\|\*",  # Mailchimp
    r"%%[A-Za-z_][\w.\- ]{0,59}%%",
    r"(?<![\w%])%[A-Za-z_][\w.\-]{0,59}%(?![\w%])",
    r"%\([A-Za-z_]\w{0,59}\)s",
    r"(?<![\w$])\$[A-Za-z_]\w{0,59}\$(?![\w$])",
    r"<%[^<>\r\n]{1,200}%>",  # ERB, EJS
)
# A label in these brackets may also be prose, a stage direction or a tag: `_is_label` decides.
_LABEL = r"[\w ,'’/&|:\-]{1,60}"
_LABELLED = (
    rf"\[\[(?P<double>{_LABEL})\]\]",
    # [text](address) is a link, and [name]: https://... defines one.
    rf"\[(?P<square>{_LABEL})\](?!\(|:[ \t]*(?:https?:|<|/))",
    rf"<<(?P<chevrons>{_LABEL})>>",
    rf"<(?P<angle>{_LABEL})>",
    rf"«(?P<guillemets>{_LABEL})»",  # Word
    rf"\{{(?P<brace>{_LABEL})\}}",
)
_FIELD = re.compile("|".join((*_SHAPES, *_LABELLED)))

# The last word of a label that asks for something to be filled in.
_FILLED_IN = frozenset(
    """
    name names firstname lastname surname forename nickname initials pronoun pronouns salutation title
    date day time year month hour hours deadline
    city town state county region country neighborhood neighbourhood street address postcode zip location place venue
    agency organisation organization org charity company program programme project shelter center centre clinic
    department office team
    phone telephone mobile cell number hotline helpline ext extension email e-mail mail url link website site
    page handle username
    worker caseworker advocate contact sender recipient signature sign-off signoff volunteer coordinator
    amount price sum id code language event unsubscribe
    """.split()
)
# Words that a sentence has and a label hasn't.
_SENTENCE_WORDS = frozenset(
    """
    i me you we us he she they it is are was were be been am will would can could shall should must may might do does did
    don't not never no know knows knew tell told tells post publish give gave get has have had if unless because
    by this that these those
    """.split()
)
_ASKS = frozenset({"insert", "enter", "your", "recipient's", "add"})
# Capitals in square brackets that transcripts and quotations use.
_STAGE_WORDS = frozenset(
    """
    applause laughs laughter laughing crying cries sobs sobbing inaudible unintelligible crosstalk pause silence sigh
    sighs cough coughs music noise redacted censored sic emphasis deleted omitted translated end note warning stop help
    yes no ok
    """.split()
)
# HTML elements whose names are also words of a label; in angle brackets they are tags.
_ELEMENTS = frozenset(
    """
    a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption center cite code
    col data dd del details dfn dialog div dl dt em embed fieldset figure font footer form frame h1 h2 h3 h4 h5 h6
    head header hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav object ol
    option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span
    strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u
    ul var video wbr
    """.split()
)

_SPLIT_LABEL = re.compile(r"[\s/,&:]+")
_IDENTIFIER = re.compile(r"[A-Za-z]\w*[_-]\w[\w-]*|[A-Za-z]*[a-z][A-Z]\w*")
_MAX_LABEL_WORDS = 4
_MAY_START = re.compile(r"[\[{*%$<«]")


def find_fields(text: str) -> tuple[Span, ...]:
    """The spans of merge fields and template tags in `text`, in order and without overlaps.

    A field that is not closed is text. So is prose in brackets ("[Sound of a cell door]", "[sic]"): in square, angle
    and French brackets only an identifier (`first_name`, `FirstName`), a word in capitals (`NAME`) or up to four
    words that end in something to be filled in (`Your phone number`) make a field.
    """
    if _MAY_START.search(text) is None:
        return ()
    return tuple(
        Span(*match.span())
        for match in _FIELD.finditer(text)
        if match.lastgroup is None or _is_label(match[match.lastgroup], match.lastgroup)
    )


def _is_label(label: str, bracket: str) -> bool:
    """True when `label`, found in this kind of bracket, names something to be filled in."""
    if "://" in label:
        return False
    label = label.partition("|")[0].strip().removeprefix("/")  # [first_name|friend], [/name]
    words = [word.strip("'’-") for word in _SPLIT_LABEL.split(label)]
    words = [word for word in words if word]
    if not words or len(words) > _MAX_LABEL_WORDS + 1:
        return False
    lower = [word.lower().replace("’", "'") for word in words]
    if bracket == "angle" and lower[0] in _ELEMENTS:
        return False
    if len(words) == 1 and _is_single_label(words[0], bracket):
        return True
    if any(word in _SENTENCE_WORDS for word in lower):
        return False
    while lower and (lower[-1].isdigit() or lower[-1] == "here"):  # [name 2], [your name here]
        lower.pop()
    if not lower:
        return False
    asks = lower[0] in _ASKS
    return (lower[-1] in _FILLED_IN and len(lower) <= _MAX_LABEL_WORDS) or (
        asks and (lower[0] == "insert" or words[0].isupper())
    )


def _is_single_label(word: str, bracket: str) -> bool:
    """True for an identifier, and for a word in capitals unless it is one that transcripts put in brackets."""
    if _IDENTIFIER.fullmatch(word) and ("_" in word or "-" not in word):
        return True
    capitals = word.isupper() and len(word) > 1 and word.isascii()
    return capitals and (bracket not in ("square", "guillemets") or word.lower() not in _STAGE_WORDS)
