"""A crash in mid write, cut at every kind of place: what was written before stays readable."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.warc.members import Ending, check_ending, cut_torn_end, member_ends, next_member
from archive.warc.reading import read_at, read_file
from archive.warc.records import Broken, Place, RawPage
from archive.warc.writing import RawCopies
from tests.archive.warc.exchanges import exchange

DAY = "20240503"


@pytest.fixture
def places(tmp_path: Path) -> list[Place]:
    """Three pages in one file."""
    with RawCopies(tmp_path, "fjordposten", today=lambda: DAY) as raw:
        return [raw.keep([exchange(f"/{n}", os.urandom(700))], {"kind": "article"}) for n in range(3)]


def pages(file: Path) -> list[RawPage]:
    found = list(read_file(file))
    assert not any(isinstance(page, Broken) for page in found)
    return [page for page in found if isinstance(page, RawPage)]


def test_a_whole_file_is_left_alone(places: list[Place]) -> None:
    file = places[0].file
    before = file.read_bytes()
    assert check_ending(file) == Ending(len(before), len(before), torn=False)
    cut_torn_end(file)
    assert file.read_bytes() == before


def test_every_record_ends_where_the_next_begins(places: list[Place]) -> None:
    ends = list(member_ends(places[0].file))
    assert len(ends) == 1 + 3 * 3
    assert {place.offset for place in places} <= set(ends)
    assert ends[-1] == places[0].file.stat().st_size


def test_a_file_torn_anywhere_in_its_last_record_loses_that_alone(places: list[Place]) -> None:
    file = places[0].file
    whole = file.read_bytes()
    last = places[2].offset
    kept = pages(file)[:2]
    end_of_answer = next(member_ends(file, last))
    for cut in [*range(last + 1, last + 40), *range(last + 40, end_of_answer, 37), end_of_answer - 1]:
        file.write_bytes(whole[:cut])
        assert cut_torn_end(file) == Ending(last, cut, torn=True), cut
        assert file.read_bytes() == whole[:last]
        assert pages(file) == kept


@pytest.mark.parametrize("known", [0, 1], ids=["from the beginning", "from a record known to be whole"])
def test_a_page_whose_request_is_torn_is_kept(known: int, places: list[Place]) -> None:
    file = places[0].file
    whole = file.read_bytes()
    end_of_answer = next(member_ends(file, places[2].offset))
    file.write_bytes(whole[: end_of_answer + 50])
    cut_torn_end(file, places[1].offset * known)
    assert len(pages(file)) == 3
    assert file.stat().st_size == end_of_answer


def test_zeros_that_a_power_cut_left_are_cut(places: list[Place]) -> None:
    file = places[0].file
    whole = file.read_bytes()
    file.write_bytes(whole + bytes(5000))
    assert cut_torn_end(file) == Ending(len(whole), len(whole) + 5000, torn=True)
    assert file.read_bytes() == whole


def test_a_file_torn_in_its_first_record_becomes_empty(places: list[Place]) -> None:
    file = places[0].file
    file.write_bytes(file.read_bytes()[:100])
    assert cut_torn_end(file) == Ending(0, 100, torn=True)
    assert file.read_bytes() == b""


@pytest.mark.parametrize(
    "damage",
    [lambda data, at: data[:at] + bytes(40) + data[at + 40 :], lambda data, at: data[:at] + data[at + 9 :]],
    ids=["overwritten", "bytes lost"],
)
def test_damage_further_up_is_not_cut_and_hides_one_page_alone(
    damage: Callable[[bytes, int], bytes], places: list[Place]
) -> None:
    file = places[0].file
    damaged = damage(file.read_bytes(), places[1].offset + 20)
    file.write_bytes(damaged)
    assert cut_torn_end(file) == Ending(places[1].offset, len(damaged), torn=False)
    assert file.read_bytes() == damaged
    first, broken, third = read_file(file)
    assert isinstance(first, RawPage)
    assert first.url.endswith("/0")
    assert isinstance(broken, Broken)
    assert broken.place == places[1]
    assert isinstance(third, RawPage)
    assert third.url.endswith("/2")


def test_a_known_place_that_is_none_is_not_believed(places: list[Place]) -> None:
    file = places[0].file
    size = file.stat().st_size
    for known in (places[1].offset + 1, size, size + 1000):
        assert check_ending(file, known) == Ending(size, size, torn=False)


def test_what_looks_like_gzip_is_not_yet_a_record(tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(
        b"\x1f\x8b\x08 no"
        + gzip.compress(b"other", mtime=0)
        + (record := gzip.compress(b"WARC/1.1 ...", mtime=0))
    )
    assert next_member(file, 0) == file.stat().st_size - len(record)
    assert next_member(file, file.stat().st_size - len(record) + 1) is None


def test_the_next_start_cuts_and_goes_on_in_the_same_file(places: list[Place], tmp_path: Path) -> None:
    file = places[0].file
    whole = file.read_bytes()
    file.write_bytes(whole[:-10])
    with RawCopies(tmp_path, "fjordposten", today=lambda: DAY) as raw:
        ending = raw.repair(known=places[2].offset)
        assert ending is not None
        assert (ending.torn, ending.size) == (True, len(whole) - 10)
        place = raw.keep([exchange("/ny")], {"kind": "article"})
    assert place == Place(file, ending.sound_to)
    assert [page.url[-3:] for page in pages(file)][-1] == "/ny"


def test_behind_damage_nothing_is_written(places: list[Place], tmp_path: Path) -> None:
    file = places[0].file
    data = file.read_bytes()
    file.write_bytes(data[: places[1].offset] + bytes(60) + data[places[1].offset + 60 :])
    with RawCopies(tmp_path, "fjordposten", today=lambda: DAY) as raw:
        ending = raw.repair()
        assert ending is not None
        assert not ending.torn
        place = raw.keep([exchange("/ny")], {"kind": "article"})
    assert place.file.name == f"fjordposten-{DAY}-2.warc.gz"
    assert read_at(place).url.endswith("/ny")
