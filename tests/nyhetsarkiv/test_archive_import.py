"""The command `archive import`: an export comes back as it was, tables of others as far as they go."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.lock import crawl_lock
from crawler.address import normalise_address
from tests.archive.export.conftest import archive as odd_archive  # noqa: F401 - a fixture
from tests.archive.merging import Look, articles, everything, make, moment
from tests.archived import query
from tests.nyhetsarkiv.conftest import Run

LOG = ("aliases", "revisions", "looks")  # what an export has not
FILE_TIME = datetime(2024, 6, 1, 10, tzinfo=UTC)
TABLE = """url,title,body,published
https://www.fjordposten.example/1,Laks,Slakteriet åpner.,2024-05-03
https://www.fjordposten.example/2,Torsk,"Første linje.
Andre linje.",3. mai 2024 kl. 14.30
"""


def table(tmp_path: Path, text: str = TABLE, name: str = "artikler.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    os.utime(path, (FILE_TIME.timestamp(),) * 2)
    return path


def without(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """The articles without some fields, each at its address in the one spelling that crawls give it."""
    kept = [{name: value for name, value in row.items() if name not in names} for row in rows]
    return [row | {"url": normalise_address(row["url"])} for row in kept]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new" / "archive.db"


@pytest.mark.parametrize("which", ["demo_archive", "odd_archive"])
def test_json_lines_come_back_whole(
    which: str, run: Run, request: pytest.FixtureRequest, new: Path, tmp_path: Path
) -> None:
    archive, out = request.getfixturevalue(which), tmp_path / "all.jsonl"
    assert run("export", "--format", "jsonl", "--out", out, "--archive", archive).exit_code == 0
    result = run("archive", "import", out, "--archive", new)
    assert (result.exit_code, result.stderr) == (0, f"{len(articles(archive))} articles new.\n")
    lost = (*LOG, "parser_version")
    assert without(articles(new), *lost) == without(articles(archive), *lost)
    before = everything(new)
    assert run("archive", "import", out, "--archive", new, "-q").exit_code == 0
    assert everything(new) == before


@pytest.mark.parametrize("words", [(), ("--delimiter", "semicolon", "--bom"), ("--keep-formulas",)])
@pytest.mark.parametrize("which", ["demo_archive", "odd_archive"])
def test_csv_comes_back_as_far_as_it_carries(
    which: str, words: tuple[str, ...], run: Run, request: pytest.FixtureRequest, new: Path, tmp_path: Path
) -> None:
    archive, out = request.getfixturevalue(which), tmp_path / "all.csv"
    assert run("export", "--format", "csv", "--out", out, *words, "--archive", archive).exit_code == 0
    result = run("archive", "import", out, "--archive", new)
    assert (result.exit_code, result.stderr) == (0, f"{len(articles(archive))} articles new.\n")
    lost = (*LOG, "parser_version", "captions", "blocks", "authors")
    assert without(articles(new), *lost) == without(articles(archive), *lost)
    assert names(new) == [";".join(one).replace("; ", ";").split(";") for one in names(archive)]


def names(archive: Path) -> list[list[str]]:
    return [[name for name, *_ in row["authors"]] for row in articles(archive) if row["authors"]]


def test_an_export_taken_back_into_its_archive_changes_nothing(
    run: Run, demo_archive: Path, tmp_path: Path
) -> None:
    archive, out = tmp_path / "archive.db", tmp_path / "all.csv"
    shutil.copy(demo_archive, archive)
    run("export", "--format", "csv", "--out", out, "--archive", archive)
    before = everything(archive)
    result = json.loads(run("archive", "import", out, "--archive", archive, "--json").stdout)
    assert {counts["unchanged"] for counts in result["sites"].values()} == {12}
    assert everything(archive) == before


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("cp1252", "\t")],
)
def test_a_table_of_others(encoding: str, separator: str, run: Run, new: Path, tmp_path: Path) -> None:
    path = table(tmp_path, TABLE.replace(",", separator), encoding=encoding)
    result = run("archive", "import", path, "--archive", new)
    assert (result.exit_code, result.stderr) == (0, "2 articles new.\n")
    assert result.stdout.splitlines()[1] == "www.fjordposten.example\t2\t2\t0\t0"
    one, other = articles(new)
    assert (one["title"], one["body"], one["language"]) == ("Laks", "Slakteriet åpner.", None)
    assert (one["published"], one["published_precision"]) == ("2024-05-03T00:00:00+02:00", "day")
    assert (other["published"], other["published_precision"]) == ("2024-05-03T14:30:00+02:00", "minute")
    assert other["blocks"] == '[["paragraph", "Første linje."], ["paragraph", "Andre linje."]]'
    assert one["looks"] == [(one["url"], FILE_TIME.isoformat(), None, None)]
    assert query(new, "SELECT reason, counts FROM crawls") == [("import", '{"articles": 2, "new": 2}')]
    check = run("archive", "check", "--archive", new)
    assert (check.exit_code, check.stderr) == (0, "")


def test_columns_by_other_names(run: Run, new: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "Lenke;TITLE;Tekst;Nettsted\nhttp://a.example/1;Laks;Tekst om laks.;A\n")
    words = ("--map", "Lenke=url", "--map", "Tekst=body", "--site", "fjordposten")
    result = run("archive", "import", path, *words, "--archive", new)
    assert result.stderr.splitlines() == [
        f"{path}: column 'Nettsted' is not known and was not read.",
        "1 article new.",
    ]
    assert [(row["title"], row["body"], row["name"]) for row in articles(new)] == [
        ("Laks", "Tekst om laks.", "fjordposten")
    ]


def test_a_bad_line_costs_one_line(run: Run, new: Path, tmp_path: Path) -> None:
    lines = (
        "url,title,body,published",
        "https://a.example/1,Laks,Tekst.,",
        "a.example/2,Laks,Tekst.,",
        "https://a.example/3,,Tekst.,",
        "https://a.example/4,Laks,,",
        "https://a.example/5,Laks,Tekst.",
        "https://a.example/6,Laks,Tekst.,en gang i fjor",
        'https://a.example/7,"Laks\nog torsk",Tekst.,',
        "https://a.example/8,Laks,Tekst.,2024-05-03",
    )
    path = table(tmp_path, "\n".join(lines))
    result = run("archive", "import", path, "--archive", new, "-q")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"Look: {path}, line 3: its url 'a.example/2' is no address that begins with http.",
        f"Look: {path}, line 4: No title was found.",
        f"Look: {path}, line 5: No body text was found.",
        f"Look: {path}, line 6: has 3 cells, and the first line names 4 columns.",
        f"Look: {path}, line 7: its published 'en gang i fjor' is no date. "
        "Write it as 2024-05-31 or 2024-05-31T12:00:00+02:00.",
    ]
    assert [row["url"][-1] for row in articles(new)] == ["1", "7", "8"]


def test_a_bad_line_of_json(run: Run, new: Path, tmp_path: Path) -> None:
    good = {"url": "https://a.example/1", "title": "Laks", "body": "Tekst.", "authors": ["Kari", "Ola"]}
    odd: list[dict[str, Any]] = [
        {"captions": "2"},
        {"blocks": [{"kind": "song"}]},
        {"title": ["x"]},
        {"sponsored": "kanskje"},
    ]
    lines = [json.dumps(good), "{", "[1]", *(json.dumps({**good, **one}) for one in odd)]
    path = table(tmp_path, "\n".join(lines), "artikler.jsonl")
    result = run("archive", "import", path, "--archive", new, "-q")
    assert result.exit_code == 1
    assert [line.partition(", line ")[2][:30] for line in result.stderr.splitlines()] == [
        "2: is no JSON (Expecting prope",
        "3: is no JSON object. Each lin",
        "5: its blocks hold {'kind': 's",
        "6: its title is no text.",
        "7: its sponsored 'kanskje' is ",
    ]
    assert [name for name, *_ in articles(new)[0]["authors"]] == ["Kari", "Ola"]


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("tittel;tekst\n", (), "has no column url and no column title and no column body."),
        ("", (), "has no column url"),
        ('[{"url": 1}]', (), "is one JSON list"),
        (TABLE, ("--map", "tekst=body"), "has no column 'tekst', which --map names."),
        (TABLE, ("--map", "tekst=brødtekst"), "write THEIRS=OURS"),
        (TABLE, ("--map", "tekst"), "write THEIRS=OURS"),
    ],
)
def test_a_table_that_cannot_be_read(
    text: str, words: tuple[str, ...], sentence: str, run: Run, new: Path, tmp_path: Path
) -> None:
    result = run("archive", "import", table(tmp_path, text), *words, "--archive", new)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert not new.exists()


def test_a_second_import_changes_nothing(run: Run, new: Path, tmp_path: Path) -> None:
    path = table(tmp_path)
    run("archive", "import", path, "--archive", new)
    before = everything(new)
    assert run("archive", "import", path, "--archive", new).stderr == "0 articles new.\n"
    assert everything(new) == before


def test_a_table_that_is_put_right_is_read_anew(run: Run, new: Path, tmp_path: Path) -> None:
    run("archive", "import", table(tmp_path), "--archive", new)
    run("archive", "import", table(tmp_path, TABLE.replace("Laks", "Laksen")), "--archive", new)
    assert [(row["title"], row["revisions"]) for row in articles(new)] == [("Laksen", []), ("Torsk", [])]


def test_what_a_table_does_not_tell_stays(run: Run, tmp_path: Path) -> None:
    archive = make(tmp_path / "archive.db", {1: Look(1)})
    (before,) = articles(archive)
    text = f"url,title,body,authors,last_seen\n{before['url']},Ny tittel,Ny tekst.,Forfatter 0,{moment(2)}\n"
    run("archive", "import", table(tmp_path, text), "--archive", archive)
    (after,) = articles(archive)
    kept = ("kicker", "lead", "published", "section", "keywords", "captions", "authors", "first_seen")
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert (after["title"], after["body"], after["last_seen"]) == ("Ny tittel", "Ny tekst.", moment(2))
    assert [title for _, title, *_ in after["revisions"]] == [before["title"]]


def test_an_older_row_adds_to_the_past(run: Run, tmp_path: Path) -> None:
    archive = make(tmp_path / "archive.db", {5: Look(1)})
    (before,) = articles(archive)
    text = f"url,title,body,last_seen\n{before['url']},Gammel tittel,Gammel tekst.,{moment(2)}\n"
    run("archive", "import", table(tmp_path, text), "--archive", archive)
    (after,) = articles(archive)
    assert after["title"] == before["title"]
    assert [(seen, title) for seen, title, *_ in after["revisions"]] == [(moment(2), "Gammel tittel")]


def test_a_dry_run_changes_nothing(run: Run, new: Path, tmp_path: Path) -> None:
    archive = make(tmp_path / "archive.db", {1: Look(1)})
    before = everything(archive)
    for path in (archive, new):
        result = run("archive", "import", table(tmp_path), "--archive", path, "--dry-run")
        assert (result.exit_code, result.stderr) == (0, "2 articles would be new.\n")
    assert everything(archive) == before
    assert not new.exists()


def test_nothing_is_imported_while_a_crawl_runs(run: Run, empty_archive: Path, tmp_path: Path) -> None:
    with crawl_lock(empty_archive):
        assert run("archive", "import", table(tmp_path), "--archive", empty_archive).exit_code == 3


def test_a_body_longer_than_a_cell_of_csv_usually_is(run: Run, new: Path, tmp_path: Path) -> None:
    body = "Laks og torsk. " * 20_000
    path = table(tmp_path, f"url,title,body\nhttps://a.example/1,Laks,{body}\n")
    assert run("archive", "import", path, "--archive", new).exit_code == 0
    assert articles(new)[0]["body"] == body.strip()


def test_search_finds_what_was_imported(run: Run, new: Path, tmp_path: Path) -> None:
    run("archive", "import", table(tmp_path), "--archive", new)
    found = json.loads(run("search", "slakteri", "--archive", new, "--json").stdout)
    assert [hit["url"] for hit in found["results"]] == ["https://www.fjordposten.example/1"]
