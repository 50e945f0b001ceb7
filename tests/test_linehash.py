"""The expected values are those of GitHub's own tests (codeql-action, src/fingerprints.test.ts, MIT)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_lint.linehash import line_hashes

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("data", "hashes"),
    [
        (b"", ["c129715d7a2bc9a3:1"]),
        (
            b" a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (b" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (b" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (b" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (b" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
        (
            b"Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_hashes_are_those_that_github_computes(data: bytes, hashes: list[str]) -> None:
    assert line_hashes(data) == hashes


def one_by_one(data: bytes) -> list[int]:
    """The definition, without rolling: for each line the next hundred code units."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace(" ", "").replace("\t", "") + "\uffff" + "\0" * 100
    raw = text.encode("utf-16-le")
    units = [int.from_bytes(raw[index : index + 2], "little") for index in range(0, len(raw), 2)]
    hashes = []
    for start in [0, *(index + 1 for index, unit in enumerate(units) if unit == 10)]:
        hashed = 0
        for unit in units[start : start + 100]:
            hashed = (hashed * 37 + unit) % 2**64
        hashes.append(hashed)
    return hashes


@given(st.binary(max_size=400) | st.text("ab \t\r\n💜é", max_size=400).map(str.encode))
def test_rolling_gives_what_the_definition_says(data: bytes) -> None:
    assert [int(hashed.partition(":")[0], 16) for hashed in line_hashes(data)] == one_by_one(data)


def test_each_line_has_a_hash_of_its_own() -> None:
    hashes = line_hashes(b"tea\n" * 3000)
    assert len(set(hashes)) == len(hashes) == 3001


def test_a_large_file_takes_time_in_proportion() -> None:
    began = time.perf_counter()
    line_hashes(b"\n" * 300_000)
    assert time.perf_counter() - began < 5
