"""Two archives become one, as if it had had all looks at the articles by itself."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.check import Scope, run_checks
from archive.merge import Merged
from archive.opening import open_archive, open_for_reading
from archive.search import search
from tests.archive.archive_under_test import ARTICLE, begin
from tests.archive.merging import Look, article, articles, everything, look_at, make, merged, moment

WHO = st.sampled_from(("one", "other", "both"))
PAGES = st.tuples(st.builds(Look, st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)), WHO)
MISSES = st.tuples(st.builds(Look, st.integers(0, 2), status=st.just(404)), WHO)
UNCHANGED = st.tuples(  # each archive by itself: of what it had before
    st.builds(Look, st.integers(0, 2), status=st.just(304)), st.sampled_from(("one", "other"))
)


def faults(path: Path) -> list[str]:
    with closing(open_archive(path)) as db:  # a writer's connection: it checks the index's inside too
        return [fault for finding in run_checks(Scope(db, path, True)) for fault in finding.faults]


def split(looks: list[tuple[Look, str]], who: str) -> dict[int, Look]:
    return {number: look for number, (look, whose) in enumerate(looks) if whose in (who, "both")}


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Saw article 0 twice, edited in between, and article 1."""
    return make(tmp_path / "one" / "archive.db", {1: Look(0, 0), 3: Look(0, 1), 4: Look(1)})


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Saw article 0 in between and later, with a text of its own, and article 2."""
    looks = {2: Look(0, 0), 5: Look(0, 2), 6: Look(2), 7: Look(2, status=404), 8: Look(2, status=404)}
    return make(tmp_path / "other" / "archive.db", looks, moment(1))


@settings(max_examples=25, deadline=None)
@given(st.lists(PAGES | MISSES | UNCHANGED, max_size=12))
def test_either_may_be_merged_into_the_other(looks: list[tuple[Look, str]]) -> None:
    with TemporaryDirectory() as folder:
        paths = {}
        for name in ("one", "other"):
            for use in ("into", "from"):
                paths[name, use] = make(Path(folder) / f"{name}-{use}.db", split(looks, name))
        merged(paths["one", "into"], paths["other", "from"])
        merged(paths["other", "into"], paths["one", "from"])
        assert articles(paths["one", "into"]) == articles(paths["other", "into"])
        assert faults(paths["one", "into"]) == []
        before = everything(paths["one", "into"])
        merged(paths["one", "into"], paths["other", "from"], paths["one", "from"], paths["other", "into"])
        assert everything(paths["one", "into"]) == before


@settings(max_examples=25, deadline=None)
@given(st.lists(PAGES, max_size=12))
def test_a_merge_makes_what_one_archive_would_have(looks: list[tuple[Look, str]]) -> None:
    with TemporaryDirectory() as folder:
        one = make(Path(folder) / "one.db", split(looks, "one"))
        other = make(Path(folder) / "other.db", split(looks, "other"))
        alone = make(Path(folder) / "alone.db", {n: look for n, (look, _) in enumerate(looks)})
        merged(one, other)
        assert articles(one) == articles(alone)


def test_the_text_that_was_seen_last_stands_and_the_earlier_ones_are_its_past(one: Path, other: Path) -> None:
    (result,) = merged(one, other)
    first, second, third = articles(one)
    assert (first["title"], first["authors"]) == ("Sak 0, utgave 2", [("Forfatter 2", None, None)])
    assert [(seen, title) for seen, title, *_ in first["revisions"]] == [
        (moment(1), "Sak 0, utgave 0"),
        (moment(3), "Sak 0, utgave 1"),
    ]
    assert (first["first_seen"], first["last_changed"], first["last_seen"]) == (
        moment(1),
        moment(5),
        moment(5),
    )
    assert second["title"] == "Sak 1, utgave 0"
    assert (third["last_seen"], third["gone"]) == (moment(6), moment(8))
    assert result == Merged(new=1, changed=1, unchanged=0, revisions=1, fetches=5)


def test_a_second_merge_changes_nothing(one: Path, other: Path) -> None:
    merged(one, other)
    before = everything(one)
    assert merged(one, other) == [Merged(unchanged=2)]
    assert everything(one) == before


def test_the_other_archive_stays_as_it_was(one: Path, other: Path) -> None:
    before = other.read_bytes()
    merged(one, other)
    assert other.read_bytes() == before


def test_a_dry_run_counts_and_changes_nothing(one: Path, other: Path) -> None:
    before = everything(one)
    (tried,) = merged(one, other, dry_run=True)
    assert everything(one) == before
    assert merged(one, other) == [tried]


def test_search_and_stories_are_in_step(one: Path, other: Path) -> None:
    merged(one, other)
    assert faults(one) == []
    with closing(open_for_reading(one)) as db:
        assert {hit.title.text for hit in search(db, '"utgave 2"').hits} == {"Sak 0, utgave 2"}


def test_crawls_and_their_log_come_along(one: Path, other: Path) -> None:
    merged(one, other)
    with closing(open_archive(one)) as db:
        crawls = db.execute(
            "SELECT c.started, c.finished, c.reason, c.counts, count(f.id) FROM crawls c "
            "LEFT JOIN fetches f ON f.crawl_id = c.id GROUP BY c.id ORDER BY c.started"
        ).fetchall()
    assert crawls == [
        (moment(0), moment(99), "finished", '{"pages": 3}', 3),
        (moment(1), moment(99), "finished", '{"pages": 5}', 5),
    ]


def test_a_crawl_that_ran_at_the_first_merge_has_ended_at_the_second(one: Path, other: Path) -> None:
    with closing(open_archive(other)) as db:
        running = begin(db, at=moment(20))
        look_at(running, Look(3), moment(21))
        merged(one, other)
        look_at(running, Look(4), moment(22))
        running.writer.finish_crawl(running.crawl_id, moment(23), "finished", {})
    merged(one, other)
    with closing(open_archive(one)) as db:
        ended = db.execute("SELECT finished FROM crawls WHERE started = ?", (moment(20),)).fetchall()
    assert ended == [(moment(23),)]


def test_an_edit_is_no_edit_where_another_parser_read_the_same_page(tmp_path: Path) -> None:
    paths = [make(tmp_path / name, {1: Look(0)}) for name in ("one.db", "other.db")]
    better = replace(article(Look(0)), kicker="Havbruk og fiske", parser_version="12")
    for path in paths[1:]:
        with closing(open_archive(path)) as db:
            begin(db).writer.reread(1, better)
    expected = [row | {"kicker": "Havbruk og fiske", "parser_version": "12"} for row in articles(paths[0])]
    merged(paths[0], paths[1])
    assert articles(paths[0]) == expected
    assert articles(paths[1]) == expected


def test_an_alias_of_either_leads_to_the_article(tmp_path: Path) -> None:
    amp, print_ = (f"https://fjordposten.example/{kind}/laks" for kind in ("amp", "print"))
    paths = []
    for name, alias in (("one.db", amp), ("other.db", print_)):
        with closing(open_archive(tmp_path / name)) as db:
            begin(db).store(replace(ARTICLE, aliases=(alias,)), moment(1), alias, sha256="a")
        paths.append(tmp_path / name)
    merged(*paths)
    (one,) = articles(paths[0])
    assert one["aliases"] == [(amp,), (print_,)]
    assert one["revisions"] == []


def test_an_article_whose_log_is_gone_comes_along(one: Path, other: Path) -> None:
    with closing(open_archive(other)) as db:
        db.execute("DELETE FROM fetches")
    merged(one, other)
    first = articles(one)[0]
    assert (first["title"], first["last_seen"], len(first["revisions"])) == ("Sak 0, utgave 2", moment(5), 2)
    before = everything(one)
    merged(one, other)
    assert everything(one) == before


def test_a_page_in_which_only_the_other_parser_found_an_article_brings_it(tmp_path: Path) -> None:
    one = tmp_path / "one.db"
    with closing(open_archive(one)) as db:
        begin(db).store(None, moment(1), article(Look(0)).url, sha256="0-0-0", problem="No title was found.")
    other = make(tmp_path / "other.db", {1: Look(0)})
    merged(one, other)
    with closing(open_archive(one)) as db:
        assert db.execute("SELECT article_id FROM fetches").fetchall() == [(1,)]
    assert articles(one)[0]["first_seen"] == moment(1)


MERGE = """
import sys
from contextlib import closing
from pathlib import Path
import archive.merge
from archive.opening import open_archive
from archive.merge_reading import open_other
archive.merge.BATCH = 5
one, other = map(Path, sys.argv[1:3])
def watched(things, unit, number):
    for at, thing in enumerate(things):
        if unit == sys.argv[3] and at == int(sys.argv[4]):
            print("here", flush=True)
            sys.stdin.readline()
        yield thing
with open_other(other) as reading, closing(open_archive(one)) as writing:
    archive.merge.merge(writing, one, reading, other, watched=watched)
"""


@pytest.mark.parametrize(("unit", "at"), [("article", 3), ("article", 17), ("request", 7)])
def test_a_killed_merge_goes_on(tmp_path: Path, unit: str, at: int) -> None:
    looks = {number: Look(number % 20, number // 40) for number in range(60)}
    missing = {number: Look(number, status=404) for number in range(100, 110)}
    one, whole = (make(tmp_path / name, {65: Look(5, 1)}) for name in ("one.db", "whole.db"))
    other = make(tmp_path / "other.db", looks | missing, moment(1))
    command = [sys.executable, "-c", MERGE, str(one), str(other), unit, str(at)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    merged(one, other)
    merged(whole, other)
    assert articles(one) == articles(whole)
    counts = [len(everything(path)[table]) for path in (one, whole) for table in ("fetches", "crawls")]
    assert counts == [71, 2, 71, 2]
    assert faults(one) == []
