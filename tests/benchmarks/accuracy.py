"""How well the rules find what erodes trust, on labelled corpora: the measures of acceptance, with 95 % Wilson intervals.

    python tests/benchmarks/accuracy.py [--misses N] [--false] [FILE ...]

Without files: the dev corpora in tests/data, every challenge set there, and the real text in ../shared/corpus if it is present.
A row with `label` is a sentence to flag or to pass, one with `spans` a document, any other a piece of prose that deserves no finding.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wellbeing_lint import Finding, Linter

DATA = Path(__file__).resolve().parents[1] / "data"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@dataclass(frozen=True)
class Rate:
    """Hits out of a total."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson score interval."""
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} [{low:.3f}, {high:.3f}] ({self.hits}/{self.total})"


@dataclass(frozen=True)
class SentenceScore:
    """The figures of a corpus of labelled sentences."""

    recall: Rate
    false_alarms: Rate
    right_family: Rate
    by_family: dict[str, tuple[Rate, Rate]]
    by_register: dict[str, tuple[Rate, Rate]]
    misses: list[dict[str, Any]]
    false: list[tuple[dict[str, Any], list[Finding]]]


@dataclass(frozen=True)
class DocumentScore:
    """The figures of a corpus of documents with labelled spans."""

    spans_hit: Rate
    wrong: int
    documents: int

    @property
    def wrong_per_document(self) -> float:
        return self.wrong / self.documents


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def findings_in(linter: Linter, row: dict[str, Any]) -> list[Finding]:
    """Findings in a row's text, read as the scorer of acceptance does: as a Markdown file of its own."""
    return linter.check_text(row["text"], f"{row['id']}.md")


def score_sentences(linter: Linter, rows: Sequence[dict[str, Any]]) -> SentenceScore:
    """Recall, false alarms and right family over `rows`; per family by a flag row's primary and a pass row's near one."""
    found = {row["id"]: findings_in(linter, row) for row in rows}
    flags = [row for row in rows if row["label"] == "flag"]
    passes = [row for row in rows if row["label"] == "pass"]
    hits = [row for row in flags if found[row["id"]]]
    right = [row for row in hits if {finding.family for finding in found[row["id"]]} & set(row["families"])]

    def split(key_of_flag: Any, key_of_pass: Any) -> dict[str, tuple[Rate, Rate]]:
        keys = sorted({key_of_flag(row) for row in flags} | {key_of_pass(row) for row in passes})
        return {
            key: (
                _rate([row for row in flags if key_of_flag(row) == key], found),
                _rate([row for row in passes if key_of_pass(row) == key], found),
            )
            for key in keys
        }

    return SentenceScore(
        recall=Rate(len(hits), len(flags)),
        false_alarms=_rate(passes, found),
        right_family=Rate(len(right), len(hits)),
        by_family=split(lambda row: row["families"][0], lambda row: row.get("near") or "-"),
        by_register=split(lambda row: row["register"], lambda row: row["register"]),
        misses=[row for row in flags if not found[row["id"]]],
        false=[(row, found[row["id"]]) for row in passes if found[row["id"]]],
    )


def _rate(rows: Sequence[dict[str, Any]], found: dict[str, list[Finding]]) -> Rate:
    return Rate(sum(bool(found[row["id"]]) for row in rows), len(rows))


def score_documents(linter: Linter, rows: Iterable[dict[str, Any]]) -> DocumentScore:
    """Labelled spans that some finding overlaps, and findings that overlap none."""
    hit = total = wrong = documents = 0
    for row in rows:
        documents += 1
        starts = [(row["text"].index(span["quote"]), len(span["quote"])) for span in row["spans"]]
        labelled = [(start, start + length) for start, length in starts]
        findings = findings_in(linter, row)
        total += len(labelled)
        hit += sum(any(f.start < end and start < f.end for f in findings) for start, end in labelled)
        wrong += sum(not any(f.start < end and start < f.end for start, end in labelled) for f in findings)
    return DocumentScore(Rate(hit, total), wrong, documents)


def score_prose(linter: Linter, rows: Iterable[dict[str, Any]]) -> tuple[int, int, list[Finding]]:
    """(findings, words, the findings) in text that deserves none."""
    findings: list[Finding] = []
    words = 0
    for row in rows:
        words += len(row["text"].split())
        findings += findings_in(linter, row)
    return len(findings), words, findings


def report_sentences(name: str, score: SentenceScore, misses: int, show_false: bool) -> None:
    """Print the figures of a sentence corpus."""
    print(
        f"{name}\n  recall       {score.recall}\n  false alarms {score.false_alarms}\n  right family {score.right_family}"
    )
    for title, table in (("family", score.by_family), ("register", score.by_register)):
        print(f"  {title:<20} recall                          false alarms")
        for key, (recall, false) in table.items():
            print(f"  {key:<20} {recall!s:<31} {false}")
    for row in score.misses[:misses]:
        print(f"  miss {row['families'][0]}: {row['text']!r}")
    for row, findings in score.false if show_false else ():
        print(f"  false {row['id']}: {row['text']!r}")
        for finding in findings:
            print(f"      {finding.rule}: {finding.match!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show the first N misses")
    parser.add_argument("--false", action="store_true", help="show every false alarm")
    args = parser.parse_args()
    linter = Linter()
    own = [DATA / "dev-sentences.jsonl", DATA / "dev-documents.jsonl", *sorted(DATA.glob("challenge-*.jsonl"))]
    real = [SHARED / "real-prose.jsonl", SHARED / "real-passages.jsonl"]
    for path in args.files or [*own, *(path for path in real if path.exists())]:
        rows = read_rows(path)
        if "spans" in rows[0]:
            documents = score_documents(linter, rows)
            print(
                f"{path.name}\n  spans hit {documents.spans_hit}\n  wrong findings per document {documents.wrong_per_document:.2f}"
            )
        elif "label" in rows[0] and not path.name.startswith("real"):
            report_sentences(path.name, score_sentences(linter, rows), args.misses, args.false)
        else:
            count, words, findings = score_prose(linter, rows)
            print(f"{path.name}\n  {count} findings in {words:,} words: {1e4 * count / words:.2f} per 10,000")
            for finding in findings if args.false else ():
                print(f"      {finding.path} {finding.rule}: {finding.match!r}")


if __name__ == "__main__":
    main()
