"""The `junit` format: test results in XML, which most CI systems can show. A draft is a suite, a finding a failed test."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from xml.etree import ElementTree

from ..finding import Finding, ReadError, Report
from .excerpt import excerpt
from .places import place, repository_path
from .visible import one_line

_NAME = "wellbeing-lint"

# Characters that no XML document may hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """The report as XML: suites in the order of drafts, then what could not be read; one passed test on a clean run."""
    suites = ElementTree.Element("testsuites", name=_NAME)
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        _add_draft(suites, repository_path(report, path), list(findings))
    if report.errors:
        suite = _suite(suites, "could not be read", len(report.errors), errors=len(report.errors))
        for number, error in enumerate(report.errors, 1):
            _add_unreadable(suite, repository_path(report, error.path), number, error)
    if not len(suites):
        _case(_suite(suites, "drafts", 1), "drafts", "no findings")
    for count in ("tests", "failures", "errors"):
        suites.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _add_draft(suites: ElementTree.Element, path: str, findings: list[Finding]) -> None:
    suite = _suite(suites, path, len(findings), failures=len(findings))
    seen: Counter[tuple[str, int]] = Counter()
    for finding in findings:
        seen[finding.rule, finding.line] += 1
        # GitLab drops a test whose name another one has.
        number = seen[finding.rule, finding.line]
        name = f"{finding.rule}, line {finding.line}" + (f" ({number})" if number > 1 else "")
        case = _case(suite, path, name, file=path)
        failure = ElementTree.SubElement(case, "failure", message=_legal(finding.message), type=finding.severity.label)
        failure.text = _legal_lines(_told(finding))


def _add_unreadable(suite: ElementTree.Element, path: str, number: int, error: ReadError) -> None:
    case = _case(suite, path, f"could not be read ({number})", file=path)
    ElementTree.SubElement(case, "error", message=_legal(error.message), type="unreadable")


def _told(finding: Finding) -> list[str]:
    """A finding in lines: where it is, the words in their sentence, the reason, what to write instead."""
    lines = [f"{finding.path}, {place(finding)}"]
    if finding.match:
        words = excerpt(finding)
        lines.append(f"{words.before}«{words.match}»{words.after}")
    if finding.why:
        lines.append(f"What it does to trust: {finding.why}")
    lines += [f"Write instead: {wording}" for wording in finding.try_instead]
    return lines


def _suite(
    suites: ElementTree.Element, name: str, tests: int, *, failures: int = 0, errors: int = 0
) -> ElementTree.Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors), "time": "0"}
    return ElementTree.SubElement(suites, "testsuite", {"name": _legal(name), **counts})


def _case(suite: ElementTree.Element, classname: str, name: str, *, file: str = "") -> ElementTree.Element:
    stated = {"classname": _legal(classname), "name": _legal(name), "time": "0"}
    return ElementTree.SubElement(suite, "testcase", stated | ({"file": _legal(file)} if file else {}))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", one_line(text))


def _legal_lines(lines: list[str]) -> str:
    return "\n".join(["", *(_legal(line) for line in lines), ""])
