from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.warc.digests import digest_of
from archive.warc.reading import read_at
from archive.warc.records import IDENTICAL, NOT_MODIFIED, Exchange, Original, Place
from archive.warc.writing import LARGEST_FILE, RawCopies
from tests.archive.warc.exchanges import HOST, PAGE, exchange

DAY = "20240503"


def copies(folder: Path, site: str = "fjordposten", largest: int = LARGEST_FILE) -> RawCopies:
    return RawCopies(folder, site, today=lambda: DAY, largest=largest)


def records(file: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, WARC headers and block of every record, as another library reads them."""
    with file.open("rb") as stream:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]


def original_of(place: Place) -> Original:
    page = read_at(place)
    return Original(
        place.file.name, place.offset, page.record_id, page.url, "2024-05-03T10:00:07Z", page.payload_digest
    )


def test_a_page_is_a_group_of_records(tmp_path: Path) -> None:
    with copies(tmp_path / "warc") as raw:
        place = raw.keep([exchange()], {"site": "fjordposten", "kind": "article"})
    assert place.file == tmp_path / "warc" / "fjordposten-20240503-1.warc.gz"
    about, response, request, notes = records(place.file)
    assert (about[0], about[1]["WARC-Filename"]) == ("warcinfo", place.file.name)
    assert about[2].startswith(b"software: Nyhetsarkiv/")
    assert response[0] == "response"
    assert response[2] == exchange().head + PAGE
    assert response[1]["WARC-Target-URI"] == f"{HOST}/laks"
    assert response[1]["WARC-Date"] == "2024-05-03T10:00:07Z"
    assert response[1]["WARC-IP-Address"] == "192.0.2.7"
    assert response[1]["WARC-Payload-Digest"] == digest_of(PAGE)
    assert (request[0], request[2]) == ("request", exchange().request)
    assert (notes[0], notes[2]) == ("metadata", b"site: fjordposten\r\nkind: article\r\n")
    for _, headers, _ in (request, notes):
        assert headers["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
        assert headers["WARC-Target-URI"] == f"{HOST}/laks"


def test_a_redirect_is_kept_ahead_of_the_page_and_the_place_is_the_pages(tmp_path: Path) -> None:
    moved = exchange("/17", b"", "301 Moved Permanently", "Location: /laks\r\n")
    with copies(tmp_path) as raw:
        place = raw.keep([moved, exchange()], {})
    kinds = [(kind, headers.get("WARC-Target-URI")) for kind, headers, _ in records(place.file)]
    assert kinds == [
        ("warcinfo", None),
        ("response", f"{HOST}/17"),
        ("request", f"{HOST}/17"),
        ("response", f"{HOST}/laks"),
        ("request", f"{HOST}/laks"),
        ("metadata", f"{HOST}/laks"),
    ]
    assert read_at(place).url == f"{HOST}/laks"


@pytest.mark.parametrize(
    ("again", "profile", "head"),
    [
        (exchange(), IDENTICAL, exchange().head),
        (exchange(body=b"", status="304 Not Modified"), NOT_MODIFIED, b""),
    ],
    ids=["the same bytes", "not modified"],
)
def test_an_unchanged_page_is_a_revisit(again: Exchange, profile: str, head: bytes, tmp_path: Path) -> None:
    with copies(tmp_path) as raw:
        first = raw.keep([exchange()], {})
        second = raw.keep([again], {}, original_of(first))
    _, response, _, _, (kind, headers, block), *_ = records(first.file)
    assert (kind, block) == ("revisit", head)
    assert headers["WARC-Profile"] == profile
    assert headers["WARC-Refers-To"] == response[1]["WARC-Record-ID"]
    assert headers["WARC-Refers-To-Target-URI"] == f"{HOST}/laks"
    assert headers["WARC-Refers-To-Date"] == response[1]["WARC-Date"]
    assert headers["WARC-Payload-Digest"] == response[1]["WARC-Payload-Digest"]
    assert read_at(second).refers_to == first


def test_what_a_server_says_with_a_304_stands_in_the_notes(tmp_path: Path) -> None:
    not_modified = exchange(body=b"", status="304 Not Modified", headers='ETag: "ø"\r\n')
    with copies(tmp_path) as raw:
        first = raw.keep([exchange()], {})
        raw.keep([not_modified], {"kind": "article"}, original_of(first))
    assert records(first.file)[-1][2].decode() == (
        "kind: article\r\nanswer: HTTP/1.1 304 Not Modified\r\n Content-Type: text/html; charset=utf-8\r\n"
        ' ETag: "Ã¸"\r\n'
    )


def test_a_note_cannot_smuggle_in_another(tmp_path: Path) -> None:
    with copies(tmp_path) as raw:
        place = raw.keep([exchange()], {"problem": "so\r\nkind: article"})
    assert records(place.file)[-1][2] == b"problem: so\r\n kind: article\r\n"


def test_every_record_is_a_member_that_warcio_finds_sound(tmp_path: Path) -> None:
    with copies(tmp_path) as raw:
        first = raw.keep([exchange()], {"kind": "article"})
        raw.keep([exchange("/æ?ø=å", b"")], {"kind": "section"})
        raw.keep([exchange()], {"kind": "article"}, original_of(first))
    command = [str(Path(sys.executable).with_name("warcio")), "check", "-v", str(first.file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count("digest pass") == 9
    assert checked.stdout.count("revisit") == 2


def test_the_days_file_is_continued_until_it_is_full(tmp_path: Path) -> None:
    for number in range(4):
        with copies(tmp_path, largest=3_000) as raw:
            raw.keep([exchange(f"/{number}", os.urandom(900))], {})
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["fjordposten-20240503-1.warc.gz", "fjordposten-20240503-2.warc.gz"]
    for name in files:
        assert [kind for kind, *_ in records(tmp_path / name)].count("warcinfo") == 1


def test_a_full_file_is_followed_by_a_new_one_in_the_same_run(tmp_path: Path) -> None:
    with copies(tmp_path, largest=1_000) as raw:
        names = [raw.keep([exchange(body=os.urandom(900))], {}).file.name for _ in range(3)]
    assert names == [f"fjordposten-20240503-{number}.warc.gz" for number in (1, 2, 3)]


def test_a_new_day_has_a_new_file(tmp_path: Path) -> None:
    with copies(tmp_path) as raw:
        raw.keep([exchange()], {})
    with RawCopies(tmp_path, "fjordposten", today=lambda: "20240504") as raw:
        assert raw.keep([exchange()], {}).file.name == "fjordposten-20240504-1.warc.gz"


def test_publications_in_one_process_write_files_of_their_own(tmp_path: Path) -> None:
    with copies(tmp_path, "fjord") as one, copies(tmp_path, "fjord-posten") as other:
        places = [raw.keep([exchange(f"/{n}")], {}) for n in range(3) for raw in (one, other)]
    assert [read_at(place).url for place in places] == [f"{HOST}/{n}" for n in (0, 0, 1, 1, 2, 2)]
    assert {place.file.name for place in places} == {
        "fjord-20240503-1.warc.gz",
        "fjord-posten-20240503-1.warc.gz",
    }


def test_two_writers_of_one_publication_keep_to_files_of_their_own(tmp_path: Path) -> None:
    """As two archives in one folder may have."""
    with copies(tmp_path) as one, copies(tmp_path) as other:
        first = one.keep([exchange("/1")], {})
        first.file.write_bytes(first.file.read_bytes() + b"half a rec")
        assert other.repair() is None
        second = other.keep([exchange("/2")], {})
    assert second.file.name == "fjordposten-20240503-2.warc.gz"
    with copies(tmp_path) as later:
        assert later.keep([exchange("/3")], {}).file == second.file


def test_nothing_is_made_where_nothing_was_kept(tmp_path: Path) -> None:
    with copies(tmp_path / "warc") as raw:
        assert raw.repair() is None
    assert list(tmp_path.iterdir()) == []


def test_a_moment_is_told_in_utc(tmp_path: Path) -> None:
    oslo = datetime.fromisoformat("2024-05-03T12:00:00+02:00")
    with copies(tmp_path) as raw:
        place = raw.keep([replace(exchange(), fetched=oslo)], {})
    assert read_at(place).fetched == datetime(2024, 5, 3, 10, tzinfo=UTC)


def test_a_disk_that_fills_up_leaves_whole_records_alone(tmp_path: Path) -> None:
    with copies(tmp_path) as raw:
        place = raw.keep([exchange()], {})
        before = place.file.read_bytes()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
        try:
            with pytest.raises(OSError, match="File too large"):
                raw.keep([exchange("/sei")], {})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert place.file.read_bytes() == before
