"""Files of other tools become rows; a second time nothing does."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from warcio.warcwriter import WARCWriter

from archive.lock import crawl_lock
from archive.warc.folder import path_of
from archive.warc.reading import read_with_body
from archive.warc.records import Place
from tests.archive.warc.test_payload import chunked
from tests.archived import archived_articles, query
from tests.nyhetsarkiv.conftest import Run, TableServer
from tests.nyhetsarkiv.saved_pages import HOST, page, response, warc
from tests.sites.server import SiteServer

FOUR = [(f"{HOST}/sak-nummer-{n}", page(f"/sak-nummer-{n}")) for n in range(4)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive" / "archive.db"


def counts(result: Result) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(result.stdout)["sites"]
    return found


@pytest.mark.parametrize("ending", [".warc.gz", ".warc"])
def test_a_warc_file_becomes_articles_fetches_and_a_crawl(
    ending: str, archive: Path, tmp_path: Path, run: Run
) -> None:
    file = warc(tmp_path / f"x{ending}", FOUR)
    result = run("ingest", "--archive", archive, file)
    assert (result.exit_code, result.stderr) == (0, "4 pages stored; 0 known before, 0 not wanted.\n")
    assert result.stdout.splitlines()[1] == "www.fjordposten.example\t4\t4\t0\t0\t0"
    assert query(archive, "SELECT name, title, domain FROM sites") == [("www.fjordposten.example",) * 3]
    assert query(archive, "SELECT url, title, published FROM articles") == [
        (url, f"Slakteriet /sak-nummer-{n}", "2024-05-02T08:00:00+02:00") for n, (url, _) in enumerate(FOUR)
    ]
    [(reason, told, finished)] = query(archive, "SELECT reason, counts, finished FROM crawls")
    assert (reason, json.loads(told)) == ("ingest", {"new": 4, "pages": 4})
    assert finished is not None
    rows = query(
        archive, "SELECT url, fetched, status, warc_file, warc_offset, article_id FROM fetches ORDER BY id"
    )
    assert [row[:3] for row in rows] == [(url, "2024-05-03T10:00:00+00:00", 200) for url, _ in FOUR]
    assert [row[5] for row in rows] == [1, 2, 3, 4]
    assert {row[3] for row in rows} == {str(file)}
    for (url, body), row in zip(FOUR, rows, strict=True):
        copy = read_with_body(Place(path_of(row[3], archive), row[4]))
        assert (copy.url, copy.body) == (url, body)


def test_a_second_ingest_adds_nothing_wherever_the_file_is(archive: Path, tmp_path: Path, run: Run) -> None:
    file = warc(tmp_path / "x.warc.gz", FOUR)
    run("ingest", "--archive", archive, file)
    tables = ("articles", "fetches", "crawls", "sites", "revisions", "aliases")
    before = [query(archive, f"SELECT * FROM {table}") for table in tables]
    moved = file.rename(tmp_path / "y.warc.gz")
    result = run("ingest", "--archive", archive, moved, moved.parent)
    assert (result.exit_code, result.stderr) == (0, "0 pages stored; 4 known before, 0 not wanted.\n")
    assert [query(archive, f"SELECT * FROM {table}") for table in tables] == before


def test_a_page_that_is_twice_in_the_files_is_stored_once(archive: Path, tmp_path: Path, run: Run) -> None:
    one, other = (warc(tmp_path / name, FOUR) for name in ("x.warc.gz", "y.warc"))
    result = run("ingest", "--archive", archive, "--json", one, other)
    assert (json.loads(result.stdout)["known"], len(query(archive, "SELECT 1 FROM fetches"))) == (4, 4)


def test_codings_other_content_and_other_records_of_foreign_files(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    """Chunked, gzipped, pictures, redirects, not found, a note of DNS: as Heritrix and others leave them."""
    html = ("Content-Type", "text/html")
    records: list[tuple[str, str, list[tuple[str, str]], bytes]] = [
        ("/chunked", "200 OK", [html, ("Transfer-Encoding", "chunked")], chunked(page("/chunked"))),
        ("/gzip", "200 OK", [html, ("Content-Encoding", "gzip")], gzip.compress(page("/gzip"))),
        (
            "/both",
            "200 OK",
            [html, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
            chunked(gzip.compress(page("/both"))),
        ),
        ("/no-type", "200 OK", [], page("/no-type")),
        ("/foto.jpg", "200 OK", [("Content-Type", "image/jpeg")], b"\xff\xd8\xff" * 9),
        ("/flyttet", "301 Moved Permanently", [html, ("Location", "/gzip")], b""),
        ("/borte", "404 Not Found", [html], page("/borte")),
        ("/tom", "200 OK", [html], b""),
        ("/om-oss", "200 OK", [html], page("/om-oss")),
        ("/kort-side", "200 OK", [html], b"<html><title>Kort</title><p>Kort.</p>"),
    ]
    file = tmp_path / "foreign.warc.gz"
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(writer.create_warc_record("dns:www.fjordposten.example", "response"))
        for path, status, headers, body in records:
            writer.write_record(response(writer, HOST + path, body, status=status, headers=headers))
        writer.write_record(writer.create_revisit_record(f"{HOST}/gzip", "sha1:X", f"{HOST}/gzip", ""))
    result = run("ingest", "--archive", archive, "--json", file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert counts(result)["www.fjordposten.example"] == {"pages": 11, "new": 4, "problems": 7}
    problems = query(archive, f"SELECT replace(url, '{HOST}', ''), problem FROM fetches ORDER BY id")
    assert problems == [
        ("/chunked", None),
        ("/gzip", None),
        ("/both", None),
        ("/no-type", None),
        ("/foto.jpg", "The answer is no page (image/jpeg)."),
        ("/flyttet", "HTTP status 301."),
        ("/borte", "HTTP status 404."),
        ("/tom", "The answer is empty."),
        ("/om-oss", "The address is none of an article's."),
        ("/kort-side", "The page has no text."),
        ("/gzip", "The record says that nothing had changed."),
    ]
    assert len({body for (body,) in query(archive, "SELECT body FROM articles")}) == 1


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
def test_a_file_that_wget_wrote(archive: Path, tmp_path: Path, web: TableServer, run: Run) -> None:
    paths = [f"/sak-nummer-{n}" for n in range(3)]
    web.answers = {path: (200, "text/html; charset=utf-8", page(path, named=False)) for path in paths}
    command = ["wget", "-q", "--no-proxy", "--warc-file=saved", "--delete-after"]
    command += [web.address + path for path in paths]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=20)
    result = run("ingest", "--archive", archive, tmp_path / "saved.warc.gz")
    assert result.exit_code == 0
    assert query(archive, "SELECT url FROM articles") == [(web.address + path,) for path in paths]
    assert query(archive, "SELECT count(*), count(problem) FROM fetches WHERE status = 200") == [(3, 0)]


def test_a_crawls_own_copies_rebuild_its_archive(
    demo_sites: SiteServer, demo_archive: Path, archive: Path, run: Run
) -> None:
    profiles = [word for path in demo_sites.profiles.values() for word in ("--profile", path)]
    result = run(
        "ingest", "--archive", archive, "-q", "--workers", 2, demo_archive.parent / "warc", *profiles
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    for name in demo_sites.profiles:
        assert archived_articles(archive, name) == archived_articles(demo_archive, name)
    assert len(query(archive, "SELECT 1 FROM articles")) == 36


def test_a_folder_of_saved_pages(archive: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "saved" / "2024"
    folder.mkdir(parents=True)
    for n in range(3):
        (folder / f"{n}.html").write_bytes(page(f"/sak-{n}"))
    (folder / "nameless.htm").write_bytes(page("/x", named=False))
    (folder / "bilde.jpg").write_bytes(b"\xff\xd8")
    result = run("ingest", "--archive", archive, folder.parent)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "3 pages stored; 0 known before, 0 not wanted.",
        f"Look: {folder / 'nameless.htm'}: the page does not say its address (no <link rel=canonical>, no "
        "og:url). Name it in a list: url,file.",
    ]
    assert query(archive, "SELECT url FROM fetches") == [(f"{HOST}/sak-{n}",) for n in range(3)]
    for file in folder.iterdir():
        file.touch()  # a copy of the folder has times of its own
    again = run("ingest", "--archive", archive, "--json", folder.parent)
    assert (json.loads(again.stdout)["known"], len(query(archive, "SELECT 1 FROM fetches"))) == (3, 3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.csv", "url,file,fetched\n{0}/a-1,a.html,{1}\n{0}/b-2,sub/b.html,2024-06-01\n"),
        ("list.tsv", "{0}/a-1\ta.html\t{1}\n\n{0}/b-2\tsub/b.html\t2024-06-01\n"),
        ("list.csv", "file,note,fetched,url\na.html,x,{1},{0}/a-1\nsub/b.html,,2024-06-01,{0}/b-2\n"),
    ],
)  # fmt: skip
def test_a_list_of_addresses_with_files(
    name: str, text: str, archive: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "sub").mkdir()
    for file in ("a.html", "sub/b.html"):
        (tmp_path / file).write_bytes(page("/x", named=False))
    (tmp_path / name).write_text(text.format(HOST, "2024-05-03T12:00:00+02:00"), encoding="utf-8-sig")
    result = run("ingest", "--archive", archive, tmp_path / name)
    assert (result.exit_code, result.stderr) == (0, "2 pages stored; 0 known before, 0 not wanted.\n")
    assert query(archive, "SELECT url, fetched FROM fetches") == [
        (f"{HOST}/a-1", "2024-05-03T10:00:00+00:00"),
        (f"{HOST}/b-2", "2024-05-31T22:00:00+00:00"),  # midnight in Oslo
    ]


def test_lines_of_a_list_that_cannot_be_used_cost_one_line_each(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "a.html").write_bytes(page("/a"))
    rows = [f"{HOST}/lost,lost.html", "a.html", f"{HOST}/a,a.html,i fjor", f"{HOST}/a,a.html"]
    (tmp_path / "l.csv").write_text("\n".join(rows), encoding="utf-8")
    result = run("ingest", "--archive", archive, tmp_path / "l.csv")
    assert result.exit_code == 1
    stored, *looks = result.stderr.splitlines()
    assert stored.startswith("1 page stored")
    assert [look.split(": ", 2)[1:] for look in looks] == [
        [str(tmp_path / "lost.html"), "there is no such file."],
        [f"{tmp_path / 'l.csv'}, line 2", "needs an address that begins with http and a file, as in "
         "https://...,page.html."],
        [f"{tmp_path / 'l.csv'}, line 3", "'i fjor' is no moment. Write it as 2024-05-31T12:00:00+02:00."],
    ]  # fmt: skip


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_record_costs_one_line_and_the_run_goes_on(
    workers: int, archive: Path, tmp_path: Path, run: Run
) -> None:
    file = warc(tmp_path / "x.warc.gz", FOUR)
    data = bytearray(file.read_bytes())
    places = [at for at in range(len(data)) if data[at : at + 3] == b"\x1f\x8b\x08"]
    data[places[2] + 15 : places[2] + 45] = bytes(30)
    file.write_bytes(data)
    result = run("ingest", "--archive", archive, "--workers", workers, file)
    assert result.exit_code == 1
    stored, look = result.stderr.splitlines()
    assert stored == "3 pages stored; 0 known before, 0 not wanted."
    assert look.startswith(f"Look: {file}, offset {places[2]}: the file is damaged here")
    assert [url for (url,) in query(archive, "SELECT url FROM articles")] == [FOUR[n][0] for n in (0, 2, 3)]


def test_a_file_that_ends_in_mid_record_gives_what_stands_before(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    file = warc(tmp_path / "x.warc", FOUR)
    file.write_bytes(file.read_bytes()[:-300])
    result = run("ingest", "--archive", archive, file)
    assert result.exit_code == 1
    assert len(query(archive, "SELECT 1 FROM articles")) == 3
    assert "it ends after" in result.stderr


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("x.warc.gz", 0, "is empty. Fetch it again, or leave it out."),
        ("x.html", 20_000_001, "is larger than 20 MB, which no page is. It is left out."),
    ],
)
def test_a_file_without_a_page_is_told(
    name: str, size: int, sentence: str, archive: Path, tmp_path: Path, run: Run
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(size)
    result = run("ingest", "--archive", archive, "-q", tmp_path)
    assert (result.exit_code, result.stderr) == (1, f"Look: {tmp_path / name}: {sentence}\n")


MIXED = [
    (f"{HOST}/nb-1", page("/nb-1", day="2024-03-01")),
    (f"{HOST}/nn-2", page("/nn-2", day="2024-04-01", language="nn")),
    ("https://nyheter.fjordposten.example/en-3", page("/en-3", day="2024-05-01", language="en", named=False)),
    ("https://andre.example/nb-4", page("/nb-4", day="2024-06-01", named=False)),
    (f"{HOST}/foto.jpg", b"\xff\xd8"),
]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], ["/nb-1", "/nn-2", "/en-3", "/nb-4", "/foto.jpg"]),
        (["--domain", "fjordposten.example"], ["/nb-1", "/nn-2", "/en-3", "/foto.jpg"]),
        (["--domain", "nyheter.fjordposten.example", "--domain", "andre.example"], ["/en-3", "/nb-4"]),
        (["--domain", "posten.example"], []),
        (["--language", "nn", "--language", "EN"], ["/nn-2", "/en-3"]),
        (["--since", "2024-04-01"], ["/nn-2", "/en-3", "/nb-4"]),
        (["--until", "2024-04-01"], ["/nb-1", "/nn-2"]),
        (["--since", "2024-04-01", "--until", "2024-05-01", "--language", "en"], ["/en-3"]),
    ],
)
def test_filters_leave_out_what_is_not_wanted(
    words: list[str], wanted: list[str], archive: Path, tmp_path: Path, run: Run
) -> None:
    file = warc(tmp_path / "x.warc.gz", MIXED)
    result = run("ingest", "--archive", archive, *words, file)
    assert result.exit_code == 0
    stored = query(archive, "SELECT substr(url, instr(substr(url, 10), '/') + 9) FROM fetches ORDER BY id")
    assert [path for (path,) in stored] == wanted
    assert f"{len(MIXED) - len(wanted)} not wanted" in result.stderr


def test_a_publication_that_the_archive_has_by_its_host_keeps_its_name(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    profile = tmp_path / "fjordposten.toml"
    profile.write_text(
        f'title = "Fjordposten"\nhome = "{HOST}/"\ndomains = ["www.fjordposten.example"]\n'
        '[discover]\narticle = "sak"\n',
        encoding="utf-8",
    )
    run("ingest", "--archive", archive, "--profile", profile, warc(tmp_path / "x.warc.gz", FOUR[:2]))
    run("ingest", "--archive", archive, warc(tmp_path / "y.warc.gz", FOUR[2:]))
    assert query(archive, "SELECT name, title FROM sites") == [("fjordposten", "Fjordposten")]
    assert query(archive, "SELECT count(*), count(DISTINCT site_id) FROM articles") == [(4, 1)]


def test_workers_bring_the_same_rows(archive: Path, tmp_path: Path, run: Run) -> None:
    file = warc(tmp_path / "x.warc.gz", [(f"{HOST}/sak-{n}", page(f"/sak-{n}")) for n in range(60)])
    other = tmp_path / "other" / "archive.db"
    for path, workers in ((archive, 1), (other, 2)):
        assert run("ingest", "--archive", path, "-q", "--workers", workers, file).exit_code == 0
    for table in ("articles", "fetches", "articles_fts"):
        assert query(archive, f"SELECT * FROM {table}") == query(other, f"SELECT * FROM {table}")


def test_a_copied_page_can_be_read_again_by_reparse(archive: Path, tmp_path: Path, run: Run) -> None:
    run("ingest", "--archive", archive, warc(tmp_path / "x.warc", FOUR))
    result = run("reparse", "--archive", archive)
    assert (result.exit_code, result.stderr) == (0, "4 articles read again, 0 differ.\n")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.parent, "there is no such file or folder"),
        (lambda path: path.write_text("hei"), "what kind of file is this?"),
        (lambda path: path.mkdir(), "holds no WARC and no HTML files"),
    ],
)
def test_a_path_that_cannot_be_meant_is_said_before_anything_is_made(
    make: Callable[[Path], object], sentence: str, archive: Path, tmp_path: Path, run: Run
) -> None:
    make(tmp_path / "x.docx")
    result = run("ingest", "--archive", archive, tmp_path / "x.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {tmp_path / 'x.docx'}: {sentence}")
    assert not archive.parent.exists()


def test_an_older_copy_adds_to_an_articles_past(archive: Path, tmp_path: Path, run: Run) -> None:
    url = f"{HOST}/sak-1"
    new = warc(tmp_path / "new.warc", [(url, page("/sak-1", more="Møtet blir på onsdag."))])
    old = warc(tmp_path / "old.warc", [(url, page("/sak-1"))], date="2020-01-01T10:00:00Z")
    for file in (new, old):
        assert run("ingest", "--archive", archive, "-q", file).exit_code == 0
    [(body, first_seen, last_seen)] = query(archive, "SELECT body, first_seen, last_seen FROM articles")
    assert body.endswith("Møtet blir på onsdag.")
    assert (first_seen[:10], last_seen[:10]) == ("2020-01-01", "2024-05-03")
    [(seen, earlier)] = query(archive, "SELECT seen, body FROM revisions")
    assert (seen[:10], "onsdag" in earlier) == ("2020-01-01", False)
    read_again = run("reparse", "--archive", archive)
    assert read_again.stderr == "1 article read again, 0 differ.\n"


def test_what_a_page_says_of_its_use_is_obeyed(archive: Path, tmp_path: Path, run: Run) -> None:
    html = page("/sak-1").replace(b"<head>", b'<head><meta name="robots" content="noindex">')
    result = run("ingest", "--archive", archive, warc(tmp_path / "x.warc", [(f"{HOST}/sak-1", html)]))
    assert result.exit_code == 0
    assert query(archive, "SELECT count(*) FROM articles") == [(0,)]
    [(problem,)] = query(archive, "SELECT problem FROM fetches")
    assert "noindex" in problem


def test_days_the_wrong_way_round_are_wrong_usage(archive: Path, tmp_path: Path, run: Run) -> None:
    file = warc(tmp_path / "x.warc", FOUR)
    result = run("ingest", "--archive", archive, "--since", "2024-05-02", "--until", "2024-05-01", file)
    assert result.exit_code == 2
    assert "--until is before --since" in result.stderr


def test_a_crawl_into_the_archive_is_not_disturbed(archive: Path, tmp_path: Path, run: Run) -> None:
    file = warc(tmp_path / "x.warc", FOUR)
    with crawl_lock(archive):
        assert run("ingest", "--archive", archive, file).exit_code == 3
    assert not archive.exists()
