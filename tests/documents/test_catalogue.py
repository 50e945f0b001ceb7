import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.test_properties import check_segment
from wellbeing_lint.documents import read_text, reader_for
from wellbeing_lint.errors import UnreadableError
from wellbeing_lint.finding import Span


def found(name: str, source: str) -> list[tuple[str, str | None]]:
    return [(segment.text, segment.location) for segment in read_text(name, source).segments]


def in_source(name: str, source: str, words: str) -> str:
    for segment in read_text(name, source).segments:
        at = segment.text.find(words)
        if at >= 0:
            span = segment.source_map.to_source(Span(at, at + len(words)))
            return source[span.start : span.end]
    raise AssertionError(f"{words!r} was not read")


def test_json_strings_have_their_key_path() -> None:
    source = (
        '{"messages": {"welcome": {"body": "Hi"}}, "steps": ["one", 2, {"a": "two"}, true], "n": null, "last": "x"}'
    )
    assert found("m.json", source) == [
        ("Hi", "messages.welcome.body"),
        ("one", "steps[0]"),
        ("two", "steps[2].a"),
        ("x", "last"),
    ]


def test_json_escapes_lead_back() -> None:
    source = r'{"a": "you\u2019re \"in\" \ud83d\ude00 now\nyes \ud800"}'
    assert found("m.json", source) == [('you’re "in" 😀 now\nyes \ufffd', "a")]
    assert in_source("m.json", source, "😀 now") == r"\ud83d\ude00 now"
    assert in_source("m.json", source, "you’re") == r"you\u2019re"


def test_html_in_a_string_is_read_as_html() -> None:
    source = r'{"a": "<p class=\"x\">You will be <b>arr</b>ested.</p>"}'
    assert found("m.json", source) == [("You will be arrested.", "a")]
    assert in_source("m.json", source, "arrested") == "arr</b>ested"


YAML = """\
en:  # a comment that is no value
  plain: you will
    be arrested
  single: 'it''s
    late'
  double: "you\\u2019re \\"in\\" a \\
    trap"
  literal: |
    First line
      indented
  folded: >-
    you will
    be arrested
  yes: [one, {two: three}]
  number: 12
"""


def test_yaml_scalars_of_every_style_are_read() -> None:
    texts = {location: " ".join(text.split()) for text, location in found("m.yaml", YAML)}
    assert texts == {
        "en.plain": "you will be arrested",
        "en.single": "it's late",
        "en.double": 'you’re "in" a trap',
        "en.literal": "First line indented",
        "en.folded": "you will be arrested",
        "en.yes[0]": "one",
        "en.yes[1].two": "three",
    }


def test_yaml_scalars_lead_back() -> None:
    assert in_source("m.yaml", YAML, "First line\n  indented") == "First line\n      indented"
    assert in_source("m.yaml", YAML, "it's") == "it''s"
    assert in_source("m.yaml", YAML, "trap") == "trap"
    assert in_source("m.yaml", YAML, "’re") == "\\u2019re"
    assert in_source("m.yaml", "a: 😀 é\nb: you will\n  be", "will be") == "will\n  be"


def test_alias_is_read_once_and_documents_one_after_the_other() -> None:
    assert found("m.yaml", "a: &x [we know]\nb: *x\n---\nc: more\n") == [("we know", "a[0]"), ("more", "c")]


def test_rule_file_has_no_segments() -> None:
    source = "id: x\nfamily: shaming\npatterns: [a]\nflag: [We know where you work.]\n"
    assert found("rules/x.yaml", source) == []
    assert found("rules/x.json", json.dumps(yaml.safe_load(source))) == []


@pytest.mark.parametrize(
    "path",
    [
        "locales/en.json",
        "i18n/en-GB/site.yaml",
        "app/messages.json",
        "x/strings.en.yml",
        "sms-march.json",
        "campaigns/may.yaml",
    ],
)
def test_catalogue_is_found_in_a_folder(path: str) -> None:
    assert reader_for(path, named=False) is not None


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "locales/package.json",
        ".github/workflows/ci.yaml",
        "rules/threats/x.yaml",
        "tsconfig.json",
        "data.json",
    ],
)
def test_other_data_is_read_only_when_it_was_named(path: str) -> None:
    assert reader_for(path, named=False) is None
    assert reader_for(path) is not None


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("m.json", ""),
        ("m.json", "{"),
        ("m.json", '{"a": "b"'),
        ("m.json", '{"a": "\\x"}'),
        ("m.json", "[" * 100_000),
        ("m.json", '{"a":' * 100_000),
        ("m.json", "1" * 10_000),
        ("m.yaml", "a: [b"),
        ("m.yaml", "a: b: c"),
        ("m.yaml", "[" * 100_000),
        ("m.yaml", "- " * 100_000 + "a"),
        ("m.yaml", "a: \x01"),
        ("m.yaml", "a: *unknown\nb: '"),
    ],
)
def test_broken_or_deep_data_is_refused(name: str, source: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UnreadableError):
        read_text(name, source)
    assert time.perf_counter() - start < 5


def test_billion_laughs_stay_a_few() -> None:
    lines = ["a0: &a0 [we know, we know]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert len(found("m.yaml", "\n".join(lines))) == 2


@pytest.mark.parametrize("piece", ['"a",', "[],", '"\\\\",', '{"a":1},', '"\\u0041",', '"<p>",', '"&",'])
def test_long_json_takes_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_text("m.json", "[" + piece * (300_000 // len(piece)) + "1]")
    assert time.perf_counter() - start < 6


@pytest.mark.parametrize(
    "piece",
    [
        "- a\n",
        "a: b\n",
        "- 'a''b'\n",
        "- |\n  x\n",
        "- >\n\n  a\n\n\n",
        "# a\n",
        "- &a b\n",
        "---\n",
        "\n",
        "- a\n  b\n",
    ],
)
def test_long_yaml_takes_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_text("m.yaml", piece * (150_000 // len(piece)))
    assert time.perf_counter() - start < 8


words = st.text(st.sampled_from("ab c'\"\\\n\t:#-&<>é😀\u2028’{}%"), max_size=20)
data = st.recursive(
    words, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)), max_leaves=6
)


@given(data, st.booleans())
def test_json_values_are_all_read(value: object, ascii_only: bool) -> None:
    source = json.dumps(value, ensure_ascii=ascii_only)
    document = read_text("m.json", source)
    for segment in document.segments:
        check_segment(document, segment)


@given(data, st.sampled_from([None, "'", '"', "|", ">"]), st.integers(20, 80))
def test_yaml_values_are_all_read(value: object, style: str, width: int) -> None:
    source = yaml.safe_dump(value, default_style=style, width=width, allow_unicode=True)
    document = read_text("m.yaml", source)
    for segment in document.segments:
        check_segment(document, segment)
    if isinstance(value, str) and not set(value) & set("<&") and any(map(str.isalpha, value)):
        assert [segment.text.split() for segment in document.segments] == [value.split()]


YAML_PIECES = [
    "a", ": ", "- ", "\n", "  ", "'", '"', "|\n", ">\n", "[", "]", "{", "}", ",", "&x ", "*x", "? ", "# ", "\\n", "---\n",
    "\t", "!t ",
]  # fmt: skip


@given(st.lists(st.sampled_from(YAML_PIECES), max_size=20).map("".join))
def test_any_yaml_is_read_or_refused(source: str) -> None:
    try:
        document = read_text("m.yaml", source)
    except UnreadableError:
        return
    for segment in document.segments:
        check_segment(document, segment)
