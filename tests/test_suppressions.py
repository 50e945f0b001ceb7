"""Findings left standing: in comments and beside the drafts, with a rule and a reason, and told of when not needed."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sweets import EAT, SELL, TAKE, checked, found, kitchen, write
from tests.test_cli import run
from wellbeing_lint.directives import read_directives
from wellbeing_lint.documents import docx, read_text
from wellbeing_lint.finding import Span
from wellbeing_lint.ignorefile import read_ignore_file
from wellbeing_lint.runner import Outcome
from wellbeing_lint.suppressions import RuleNames

NAMES = RuleNames(
    {"urgency": frozenset({"marzipan"}), "shaming": frozenset({"nougat"}), "legal-threat": frozenset({"toffee"})},
    frozenset({"threats", "manipulation"}),
)
IGNORE = "<!-- wl-ignore[marzipan] it is a cake recipe -->"


def told(outcome: Outcome) -> list[str]:
    return [f"{Path(notice.path).name}:{notice.line}: {notice.what}" for notice in outcome.notices]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{EAT} {IGNORE}\n{EAT}\n", [2]),  # at the end of a line: that line
        (f"{IGNORE}\n{EAT}\n\n{EAT}\n", [4]),  # alone: the next block
        (f"{IGNORE}\n\n{EAT}\n", []),
        (f"# Cake {IGNORE}\n\n{EAT}\n", [3]),
        (f"- one\n\n  {IGNORE}\n  {EAT}\n\n  {EAT}\n", [6]),  # inside a list
        (f"- {IGNORE}\n  {EAT}\n- {EAT}\n", [3]),
        (f"1. tea\n   {IGNORE}\n2. {EAT}\n3. {EAT}\n", [4]),
        (f"> {IGNORE}\n> {EAT}\n>\n> {EAT}\n", [4]),  # inside a quotation
        (f"> - {IGNORE}\n>   {EAT}\n", []),
        (f"{IGNORE}\n- one\n- {EAT}\n- {EAT}\n\n{EAT}\n", [6]),  # the whole list
        (f"{IGNORE}\n| a | b |\n|---|---|\n| x | {EAT} |\n| y | {EAT} |\n", []),  # the whole table
        (f"{IGNORE}\n> {EAT}\n>\n> {EAT}\n\n{EAT}\n", [6]),
        (f"{IGNORE}\r\n{EAT}\r\n\r\n{EAT}\r\n", [4]),
        (f"{IGNORE}\n<div>\n{EAT}\n\n</div>\n\n{EAT}\n", [7]),
        (f"<div>\n{IGNORE}\n<p>{EAT}</p>\n<p>{EAT}</p>\n</div>\n", [4]),
        (f"<!-- wl-ignore[shaming] one -->\n{IGNORE}\n{EAT} {SELL}\n", []),  # two for one block
        (f"{EAT.replace(' the', chr(10) + 'the')} {IGNORE}\n", []),  # the finding starts a line above
        (f"{{# wl-ignore[urgency] a family #}}\n{EAT}\n\n{EAT}\n", [4]),
        (f"{{# wl-ignore[shaming] r #}}\n\n{{# wl-ignore[urgency] r #}}\n\n{EAT} {SELL}\n\n{EAT}\n", [7]),
        (f"{EAT} {{{{!-- wl-ignore[urgency] x y --}}}}\n\n{EAT}\n", [3]),
        (f"{EAT} {{{{! wl-ignore[urgency] x y }}}}\n\n{EAT}\n", [3]),
        (f"{{% comment %}} wl-ignore[urgency] x y {{% endcomment %}}\n{EAT}\n\n{EAT}\n", [4]),
        (f"{{%- comment -%}}wl-ignore[urgency] x y{{%- endcomment -%}}\n{EAT}\n", []),
        (f"<!-- wl-ignore[nougat, marzipan]: two\n rules -->\n{EAT} {SELL}\n", []),
        (f"{EAT}\n\n<!-- wl-disable[urgency] r -->\n{EAT}\n\n{EAT}\n\n<!-- wl-enable[urgency] -->\n\n{EAT}\n", [1, 10]),
        (f"{EAT}\n\n{EAT}\n<!-- wl-ignore-file[marzipan] all of it -->\n", []),
        (f"`{IGNORE}`\n{EAT}\n", [2]),  # only shown
        (f"```\n{IGNORE}\n```\n\n{EAT}\n", [5]),
        (f"{EAT}\n{IGNORE}", [1]),  # nothing follows
    ],
)
def test_a_comment_in_markdown_covers_its_line_or_the_next_block(tmp_path: Path, text: str, left: list[int]) -> None:
    kitchen(tmp_path, a__md=text)
    outcome = checked(tmp_path)
    assert [line for _, line, _ in found(outcome)] == left
    assert outcome.report.suppressed == text.count(EAT[7:]) + text.count(SELL) - len(left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"<p>{EAT} {IGNORE}</p>\n<p>{EAT}</p>", [2]),
        (f"{IGNORE}\n<p>{EAT}\n\n{EAT}</p>\n<p>{EAT}</p>", [5]),
        (f"{IGNORE}\n<ul><li>{EAT}</li>\n<li>{EAT}</li></ul>\n{EAT}", [4]),
        (f"{IGNORE}\n<div>\n<div>{EAT}</div>\n{EAT}\n</div>\n<p>{EAT}</p>", [6]),
        (f"{IGNORE}\n<p>{EAT}\n<p>{EAT}", [3]),  # no end tags
        (f"<div>\n{IGNORE}\n</div>\n<p>{EAT}</p>\n<p>{EAT}</p>", [5]),
        (f'{IGNORE}\n<img alt="{EAT}"><p>{EAT}</p>', [2]),
        (f"<p>\n{IGNORE}\n<b>We</b>{EAT[2:]}</p><p>{EAT}</p>\n<p>{EAT}</p>", [3, 4]),
        (f"{{# wl-ignore[urgency] r #}}\n<p>{EAT}</p>\n<p>{EAT}</p>", [3]),
        (f"<p>{EAT} {{% comment %}}wl-ignore[urgency] r{{% endcomment %}}</p>\n<p>{EAT}</p>", [2]),
        (f"<!-- wl-disable[marzipan] r --><p>{EAT}</p><!-- wl-enable[marzipan] -->\n<p>{EAT}</p>", [2]),
    ],
)
def test_a_comment_in_html_covers_its_line_or_the_next_element(tmp_path: Path, text: str, left: list[int]) -> None:
    kitchen(tmp_path, a__html=text)
    assert [line for _, line, _ in found(checked(tmp_path))] == left


def test_plain_text_and_other_formats_have_no_comments(tmp_path: Path) -> None:
    kitchen(tmp_path, a__txt=f"{EAT} {IGNORE}\n")
    assert found(checked(tmp_path)) == [("a.txt", 1, "marzipan")]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("wl-ignore because", "wl-ignore names no rule; write wl-ignore[rule-or-family] and the reason"),
        ("wl-ignore[] because", "wl-ignore names no rule"),
        ("wl-ignore[marzipan]", "wl-ignore[marzipan] gives no reason"),
        ("wl-ignore[marzipan] -- ", "wl-ignore[marzipan] gives no reason"),
        ("wl-ignore[*] because", "no rule or family is called '*'"),
        ("wl-ignore[marzpan] because", "no rule or family is called 'marzpan'; did you mean 'marzipan'?"),
        ("wl-ignore[manipulation] because", "'manipulation' is a group, which is too much to leave standing"),
        ("wl-ingore[marzipan] because", "unknown 'wl-ingore'; did you mean 'wl-ignore'?"),
        ("wl-disable[marzipan] because", "wl-disable[marzipan] is never ended, so it hides nothing"),
        ("wl-enable[marzipan]", "wl-enable[marzipan] ends nothing"),
        ("wl-ignore-file[marzipan]", "wl-ignore-file[marzipan] gives no reason"),
    ],
)
def test_a_faulty_comment_hides_nothing_and_is_told_of(tmp_path: Path, comment: str, says: str) -> None:
    kitchen(tmp_path, a__md=f"Tea.\n\n<!-- {comment} -->\n{EAT}\n")
    outcome = checked(tmp_path)
    assert found(outcome) == [("a.md", 4, "marzipan")]
    assert [notice for notice in told(outcome) if notice.startswith(f"a.md:3: {says}") or says in notice]


def test_an_unclosed_comment_is_told_of(tmp_path: Path) -> None:
    kitchen(tmp_path, a__md=f"{EAT}\n\n{{{{!-- wl-ignore[marzipan] because\n")
    assert told(checked(tmp_path)) == ["a.md:3: the comment is never closed"]


def test_an_unused_suppression_is_told_of_and_leaves_the_exit_code_alone(tmp_path: Path) -> None:
    kitchen(tmp_path, a__md=f"Tea. {IGNORE}\n")
    done = run("check", "a.md", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == (
        "wellbeing-lint: a.md:1: wl-ignore[marzipan] is not needed: nothing of the kind is found there; take it out\n"
    )


def test_a_suppression_of_a_rule_that_was_not_checked_is_not_called_unused(tmp_path: Path) -> None:
    kitchen(tmp_path, a__md=f"Tea. {IGNORE}\n")
    assert told(checked(tmp_path, select=frozenset({"nougat"}))) == []


def test_the_summary_counts_what_was_suppressed(tmp_path: Path) -> None:
    kitchen(tmp_path, a__md=f"{EAT} {IGNORE}\n{TAKE}\n")
    done = run("check", "a.md", cwd=tmp_path)
    assert done.stdout.endswith("Found 1 finding in 1 file (1 error, 0 warnings, 0 notes). 1 suppressed.\n")


def test_words_inside_a_reason_are_no_finding(tmp_path: Path) -> None:
    text = f"{{% comment %}}wl-ignore[toffee] they wrote: {EAT} and {TAKE}{{% endcomment %}}\n{TAKE}\n"
    kitchen(tmp_path, a__md=text)
    assert found(checked(tmp_path)) == []


def test_a_comment_of_word_covers_the_words_it_is_anchored_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.documents.office import docx as make

    kitchen(tmp_path)
    (tmp_path / "a.docx").write_bytes(
        make(f"<w:p><w:r><w:t>{EAT}</w:t></w:r></w:p><w:p><w:r><w:t>{EAT}</w:t></w:r></w:p>")
    )
    comments = [
        ("wl-ignore[marzipan] a quotation", Span(0, len(EAT))),
        ("Nice!", Span(0, 3)),
        ("wl-ignore no", Span(0, 3)),
    ]
    monkeypatch.setattr(docx, "read_comments", lambda _: comments, raising=False)
    outcome = checked(tmp_path)
    assert [finding.location for finding in outcome.report.findings] == ["paragraph 2"]
    assert told(outcome) == ["a.docx:1: wl-ignore names no rule; write wl-ignore[rule-or-family] and the reason"]


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<!--",
                    "-->",
                    "wl-ignore[marzipan] r",
                    "wl-disable[x] r",
                    "wl-enable[marzipan]",
                    "{#",
                    "#}",
                    "{{!--",
                ),
                *(
                    "--}}",
                    "{% comment %}",
                    "{% endcomment %}",
                    "\n",
                    "\r\n",
                    "\n\n",
                    "- ",
                    "> ",
                    "| a |",
                    "<p>",
                    "</p>",
                ),
                *("`", "tea ", "    "),
            ]
        ),
        max_size=25,
    ).map("".join),
    st.sampled_from(["a.md", "a.html"]),
)
@example("- <!--wl-ignore[marzipan] r-->", "a.md")
def test_any_text_gives_stretches_inside_it(text: str, name: str) -> None:
    document = read_text(name, text)
    found = read_directives(document, NAMES)
    for suppression in found.suppressions:
        assert suppression.scope is None or 0 <= suppression.scope.start <= suppression.scope.end <= len(text)
    assert all(1 <= notice.line <= text.count("\n") + 1 for notice in found.notices)


class TestIgnoreFile:
    ENTRY = "- rule: marzipan\n  path: a.txt\n  match: eat  THE\n  reason: a recipe\n"

    def test_an_entry_takes_out_the_findings_that_hold_its_words(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=f"{EAT}\n\n{TAKE}\n", b__txt=EAT)
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY)
        outcome = checked(tmp_path)
        assert found(outcome) == [("a.txt", 3, "toffee"), ("b.txt", 1, "marzipan")]
        assert (outcome.report.suppressed, told(outcome)) == (1, [])

    def test_it_holds_for_every_format_and_by_family_and_pattern(self, tmp_path: Path) -> None:
        kitchen(tmp_path)
        write(tmp_path / "sms" / "a.csv", f"id,body\n1,{EAT}\n")
        write(tmp_path / "sms" / "b.html", f"<p>{EAT}</p>")
        write(
            tmp_path / ".wellbeing-lint-ignore.yaml",
            self.ENTRY.replace("marzipan", "urgency").replace("a.txt", "sms/**"),
        )
        assert checked(tmp_path).report.suppressed == 2

    def test_the_nearest_file_holds(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT)
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY.replace("a.txt", "'*.txt'"))
        write(tmp_path / "sub" / ".wellbeing-lint-ignore.yaml", "[]\n")
        write(tmp_path / "sub" / "b.txt", EAT)
        assert found(checked(tmp_path)) == [("b.txt", 1, "marzipan")]

    def test_an_expired_entry_hides_nothing_and_is_told_of(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT)
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY + "  expires: 2020-02-29\n")
        outcome = checked(tmp_path)
        assert found(outcome) == [("a.txt", 1, "marzipan")]
        assert told(outcome) == [
            ".wellbeing-lint-ignore.yaml:1: the suppression of marzipan expired on 2020-02-29; look at the draft again"
        ]

    def test_an_entry_holds_on_its_last_day(self, tmp_path: Path) -> None:
        file = write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY + "  expires: 2030-01-31\n")
        assert len(read_ignore_file(file, NAMES, date(2030, 1, 31)).entries) == 1
        assert len(read_ignore_file(file, NAMES, date(2030, 2, 1)).entries) == 0

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("- rule: marzipan\n  path: a.txt\n  match: eat\n", ":1: missing key 'reason'"),
            ("- rule: marzipan\n  path: a.txt\n  reason: r\n", ":1: missing key 'match'"),
            ("- path: a.txt\n  match: eat\n  reason: r\n", ":1: missing key 'rule'"),
            (ENTRY.replace("marzipan", "marzpan"), ":1: no rule or family is called 'marzpan'; did you mean"),
            (ENTRY.replace("marzipan", "threats"), "is a group"),
            (ENTRY.replace("eat  THE", "'...'"), ":3: match holds no word"),
            (ENTRY + "  expires: soon\n", ":5: 'soon' is no date; write it as 2027-03-31"),
            (ENTRY + "  expire: 2030-01-01\n", ":5: unknown key 'expire'; did you mean 'expires'?"),
            ("rule: marzipan\n", ":1: this must be a list"),
            ("- [\n", "not valid YAML"),
            ("- tea\n", ":1: this must be a suppression"),
        ],
    )
    def test_a_faulty_entry_hides_nothing_and_is_told_of(self, tmp_path: Path, text: str, says: str) -> None:
        kitchen(tmp_path, a__txt=EAT)
        write(tmp_path / ".wellbeing-lint-ignore.yaml", text)
        outcome = checked(tmp_path)
        assert found(outcome) == [("a.txt", 1, "marzipan")]
        assert says in "\n".join(told(outcome))

    def test_an_unused_entry_is_told_of_once_its_draft_was_checked(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt="Tea.", b__txt="Tea.")
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY)
        assert told(checked(tmp_path / "b.txt")) == []
        assert "not needed" in told(checked(tmp_path / "a.txt"))[0]

    def test_an_entry_for_many_drafts_is_called_unused_only_when_all_were_checked(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT, b__txt="Tea.")
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY.replace("a.txt", "'*.txt'"))
        assert told(checked(tmp_path / "b.txt")) == []
        assert told(checked(tmp_path)) == []
        write(tmp_path / "a.txt", "Tea.")
        assert "not needed" in told(checked(tmp_path))[0]

    def test_a_path_is_one_place_and_a_pattern_many(self, tmp_path: Path) -> None:
        kitchen(tmp_path, a__txt=EAT)
        write(tmp_path / "sub" / "a.txt", EAT)
        file = tmp_path / ".wellbeing-lint-ignore.yaml"
        for path, suppressed in (
            ("a.txt", 1),
            ("./sub/a.txt", 1),
            ("sub", 1),
            ("sub/", 1),
            ("'*.txt'", 2),
            ("'**/a.txt'", 2),
        ):
            write(file, self.ENTRY.replace("a.txt", path))
            outcome = checked(tmp_path)
            assert (outcome.report.suppressed, told(outcome)) == (suppressed, []), path
        write(file, self.ENTRY.replace("a.txt", "../a.txt"))
        assert "leads out of the folder; put the file further up" in told(checked(tmp_path))[0]

    def test_an_entry_for_a_draft_that_is_gone_is_told_of(self, tmp_path: Path) -> None:
        kitchen(tmp_path, b__txt="Tea.")
        write(tmp_path / ".wellbeing-lint-ignore.yaml", self.ENTRY)
        assert "is for a draft that is not there" in told(checked(tmp_path))[0]


def test_thousands_of_suppressions_take_no_more_than_seconds(tmp_path: Path) -> None:
    text = f"{IGNORE}\n<p>Tea.</p>\n" * 2_000
    for name in ("a.html", "a.md"):
        document = read_text(name, text)
        started = time.perf_counter()
        assert len(read_directives(document, NAMES).suppressions) == 2_000
        assert time.perf_counter() - started < 10
