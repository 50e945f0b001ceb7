"""The `sarif` format: SARIF 2.1.0, with all that GitHub's code scanning asks for.

What was suppressed or excused is left out, because GitHub shows it as open.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ..finding import Finding, Fingerprint, ReadError, Report, Severity
from ..fingerprint import fingerprints_of
from .json_text import to_json
from .markdown_text import as_markdown
from .places import repository_path
from .visible import one_line

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a file with more."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_TEXT_ROOM = 1000  # code points; GitHub cuts descriptions of rules at 1024


def render(report: Report) -> str:
    """The report as a SARIF log of one run."""
    findings = sorted(report.findings, key=lambda finding: (-finding.severity, finding.sort_key))[:MOST_RESULTS]
    findings.sort(key=lambda finding: finding.sort_key)
    examples = {finding.rule: finding for finding in findings}
    numbers = {rule: number for number, rule in enumerate(sorted(examples))}
    keys = fingerprints_of(report)
    shared = _shared_hashes(report, findings)
    driver: dict[str, Any] = {"name": "wellbeing-lint"}
    if report.version:
        driver |= {"version": report.version, "semanticVersion": report.version}
    driver["rules"] = [_rule(report, examples[rule]) for rule in numbers]
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "wellbeing-lint/drafts/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(report.findings) - len(findings))],
        "results": [
            _result(report, finding, numbers[finding.rule], keys[finding.sort_key], shared) for finding in findings
        ],
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(report: Report, finding: Finding) -> dict[str, Any]:
    """What GitHub shows of a rule, as one of its findings states it."""
    group = report.families.get(finding.family)
    return {
        "id": one_line(finding.rule),
        "shortDescription": {"text": _plain(finding.message)},
        "fullDescription": {"text": _plain(finding.why or finding.message)},
        "help": {"text": _help(finding), "markdown": _help_markdown(finding)},
        **({"helpUri": finding.model.url} if finding.model.url.startswith("https://") else {}),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "tags": list(dict.fromkeys(one_line(tag) for tag in (group, finding.family) if tag)),
            "precision": "high",
            "problem.severity": _PROBLEMS[finding.severity],
        },
    }


def _help(finding: Finding) -> str:
    said = [_plain(finding.why or finding.message), f"Model: {_plain(_model(finding))}"]
    said += [f"Write instead: {_plain(wording)}" for wording in finding.try_instead]
    return "\n".join(said)


def _help_markdown(finding: Finding) -> str:
    said = [f"**What it does to trust.** {as_markdown(finding.why or finding.message)}", ""]
    if finding.try_instead:
        said += ["**Write instead**", "", *(f"- {as_markdown(wording)}" for wording in finding.try_instead), ""]
    return "\n".join([*said, f"**Model.** {as_markdown(_model(finding))}"])


def _model(finding: Finding) -> str:
    """The point of the model in a sentence or two; an inference is said to be ours."""
    model = finding.model
    title = (model.title or model.point.replace("-", " ").capitalize()).rstrip(". ")
    ours = "" if model.basis == "stated" else " This is our reading; the model does not name it itself."
    return f"{title}. {model.summary}{ours} ({model.url})"


def _result(
    report: Report, finding: Finding, rule: int, key: Fingerprint, shared: set[tuple[str, str, str]]
) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if finding.match:
        region["snippet"] = {"text": finding.match}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(report, finding.path), "region": region}
    }
    if finding.location is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": one_line(finding.location)}]
    return {
        "ruleId": one_line(finding.rule),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": _fingerprints(report, finding, key, shared),
    }


def _message(finding: Finding) -> str:
    """Its first sentence is the title of GitHub's alert. The words of the draft stand at the place, not here."""
    said = f"{finding.message} {finding.why}"
    return _plain(said if finding.location is None else f"{said} ({finding.location})")


def _fingerprints(
    report: Report, finding: Finding, key: Fingerprint, shared: set[tuple[str, str, str]]
) -> dict[str, str]:
    """Our fingerprints, and the one by which GitHub knows an alert again.

    That one is GitHub's own where it tells the alerts of a rule apart; where it can't, or where the line is none of the
    file's own, it is ours.
    """
    theirs = _line_hash(report, finding)
    if theirs is None or (finding.path, finding.rule, theirs) in shared:
        theirs = key.sentence
    return {"primaryLocationLineHash": theirs, "wellbeingLint/v1": key.sentence, "wellbeingLintContext/v1": key.context}


def _line_hash(report: Report, finding: Finding) -> str | None:
    origin = report.origins.get(finding.path)
    return None if origin is None else origin.line_hashes.get(finding.line)


def _shared_hashes(report: Report, findings: list[Finding]) -> set[tuple[str, str, str]]:
    """Path, rule and line hash wherever two findings have all three in common."""
    seen: set[tuple[str, str, str]] = set()
    shared: set[tuple[str, str, str]] = set()
    for finding in findings:
        hashed = _line_hash(report, finding)
        if hashed is not None:
            identity = (finding.path, finding.rule, hashed)
            (shared if identity in seen else seen).add(identity)
    return shared


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notes = [_unreadable(report, error) for error in report.errors]
    if left_out:
        said = f"{left_out} findings were left out: GitHub takes {MOST_RESULTS:,} at most. The worst are here."
        notes.append({"level": "warning", "message": {"text": said}})
    return {"executionSuccessful": not report.errors, **({"toolExecutionNotifications": notes} if notes else {})}


def _unreadable(report: Report, error: ReadError) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _plain(error.message)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(report, error.path)}}],
    }


def _artifact(report: Report, path: str) -> dict[str, str]:
    return {"uri": quote(repository_path(report, path).encode("utf-8", "surrogatepass"))}


def _plain(text: str) -> str:
    """`text` as a message of SARIF, in which brackets make links and braces make placeholders."""
    text = one_line(text).strip()[:_TEXT_ROOM]
    for char, escaped in (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        text = text.replace(char, escaped)
    return text or "-"
