"""Files of this and of other tools, whole and damaged. Their writer here is warcio."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.warc.members import member_ends
from archive.warc.reading import read_at, read_file, read_with_body
from archive.warc.records import Broken, Exchange, Original, Place, RawCopyError, RawPage
from archive.warc.writing import RawCopies
from tests.archive.warc.exchanges import HOST, PAGE, exchange
from tests.archive.warc.test_payload import chunked

CODED = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]


def warcio_file(path: Path, *, zipped: bool = True) -> Path:
    """A file of another tool, in WARC 1.0: two pages, a picture, a resource, a revisit."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=zipped, warc_version="1.0")
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "other"}))
        for address, headers, body in (
            ("/laks", CODED, chunked(gzip.compress(PAGE))),
            ("/bilde.jpg", [("Content-Type", "image/jpeg")], b"\xff\xd8\xff" * 50),
            ("/sei", [("Content-Type", "text/html")], PAGE),
        ):  # fmt: skip
            head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            fields = {"WARC-Date": "2019-02-03T04:05:06Z"}
            writer.write_record(
                writer.create_warc_record(
                    HOST + address, "response", io.BytesIO(body), len(body),
                    http_headers=head, warc_headers_dict=fields,
                )
            )  # fmt: skip
        writer.write_record(
            writer.create_warc_record(
                f"<{HOST}/fil>", "resource", io.BytesIO(PAGE), len(PAGE), warc_content_type="text/html"
            )
        )
        writer.write_record(
            writer.create_revisit_record(f"{HOST}/sei", "sha1:X", f"{HOST}/sei", "2019-02-03T04:05:06Z")
        )
    return path


def told(path: Path) -> list[tuple[str, str, int | None, bytes]]:
    found = list(read_file(path))
    return [(page.type, page.url, page.status, page.body) for page in found if isinstance(page, RawPage)]


EXPECTED = [
    ("response", f"{HOST}/laks", 200, PAGE),
    ("response", f"{HOST}/bilde.jpg", 200, b"\xff\xd8\xff" * 50),
    ("response", f"{HOST}/sei", 200, PAGE),
    ("resource", f"{HOST}/fil", None, PAGE),
    ("revisit", f"{HOST}/sei", None, b""),
]


@pytest.mark.parametrize("kind", ["record by record", "plain", "gzipped as a whole"])
def test_files_of_another_tool_are_read(kind: str, tmp_path: Path) -> None:
    path = warcio_file(tmp_path / "other.warc", zipped=kind == "record by record")
    if kind == "gzipped as a whole":
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert told(path) == EXPECTED
    first = next(iter(read_file(path)))
    assert isinstance(first, RawPage)
    assert first.fetched == datetime(2019, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize("zipped", [True, False])
def test_any_page_is_read_again_in_one_seek(zipped: bool, tmp_path: Path) -> None:
    path = warcio_file(tmp_path / "other.warc", zipped=zipped)
    found = list(read_file(path))
    assert [read_at(page.place) for page in found] == found


@pytest.mark.parametrize(
    ("again", "etag"),
    [
        (exchange(body=b"", status="304 Not Modified", headers="ETag: 2\r\n"), "1"),
        (exchange(headers="ETag: 2\r\n"), "2"),
    ],
    ids=["not modified", "the same bytes"],
)
def test_a_revisit_is_followed_to_its_original(again: Exchange, etag: str, tmp_path: Path) -> None:
    with RawCopies(tmp_path, "fjordposten") as raw:
        first = raw.keep([exchange(headers="ETag: 1\r\n")], {})
        page = read_at(first)
        original = Original(first.file.name, first.offset, page.record_id, page.url, "", page.payload_digest)
        second = raw.keep([again], {}, original)
    found = read_with_body(second)
    assert (found.status, found.body) == (200, PAGE)
    assert found.headers == {"content-type": "text/html; charset=utf-8", "etag": etag}
    assert (found.place, found.type) == (second, "revisit")
    assert read_with_body(first).body == PAGE


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.unlink(), "there is no such file. Put it back where it was."),
        (lambda path: path.write_bytes(path.read_bytes()[:900]), "cannot be read (it ends after"),
        (lambda path: path.write_bytes(b""), "no record at offset"),
        (lambda path: path.write_bytes(bytes(5000)), "cannot be read (Invalid WARC header)"),
    ],
)
def test_a_copy_that_is_not_there_is_told_in_one_sentence(
    spoil: Callable[[Path], object], sentence: str, tmp_path: Path
) -> None:
    with RawCopies(tmp_path, "fjordposten") as raw:
        place = raw.keep([exchange(body=PAGE + os.urandom(900))], {})
    spoil(place.file)
    with pytest.raises(RawCopyError) as caught:
        read_at(place)
    assert str(caught.value).startswith(f"{place.file}: ")
    assert sentence in str(caught.value)


# As wget orders it: how long the record is comes last.
LENGTH_LAST = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/laks\r\n"
    b"WARC-Date: 2024-05-03T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s"
)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_record_that_is_cut_anywhere_is_told(zipped: bool, tmp_path: Path) -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE
    whole = LENGTH_LAST % (len(answer), answer)
    path = tmp_path / "x.warc"
    path.write_bytes(gzip.compress(whole) if zipped else whole)
    assert read_with_body(Place(path, 0)).body == PAGE
    for length in range(len(whole)):
        path.write_bytes(gzip.compress(whole[:length]) if zipped else whole[:length])
        with pytest.raises(RawCopyError):
            read_with_body(Place(path, 0))


def test_a_place_where_another_record_begins_is_told(tmp_path: Path) -> None:
    """The request's record follows the answer's; the page after that is not the one that was asked for."""
    with RawCopies(tmp_path, "fjordposten") as raw:
        place = raw.keep([exchange()], {})
        raw.keep([exchange("/sei")], {})
    request = next(end for end in member_ends(place.file) if end > place.offset)
    with pytest.raises(RawCopyError, match=f"no page's record begins at offset {request}"):
        read_at(Place(place.file, request))


def test_damage_is_told_once_and_the_rest_is_read(tmp_path: Path) -> None:
    path = warcio_file(tmp_path / "other.warc.gz")
    data = bytearray(path.read_bytes())
    places = [page.place for page in read_file(path)]
    data[places[1].offset + 12 : places[1].offset + 30] = bytes(18)
    path.write_bytes(data)
    found = list(read_file(path))
    assert [type(page) for page in found] == [RawPage, Broken, RawPage, RawPage, RawPage]
    assert isinstance(found[1], Broken)
    assert found[1].place == places[1]


def test_a_plain_file_goes_on_behind_a_record_that_lost_its_beginning(tmp_path: Path) -> None:
    path = warcio_file(tmp_path / "other.warc", zipped=False)
    places = [page.place for page in read_file(path)]
    data = path.read_bytes()
    at = places[1].offset
    path.write_bytes(data[:at] + b"XXXX" + data[at + 4 :])
    found = list(read_file(path))
    assert [type(page) for page in found] == [RawPage, Broken, RawPage, RawPage, RawPage]


@pytest.mark.parametrize(
    "content", [b"<html>no</html>" * 99, gzip.compress(b"no", mtime=0), bytes(99), b"\x1f\x8b\x08"]
)
def test_a_file_that_is_something_else_holds_no_page(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert [page for page in read_file(path) if isinstance(page, RawPage)] == []


def test_a_record_without_address_or_moment_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    record = b"WARC/1.0\r\nWARC-Type: response\r\n%sContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
    path.write_bytes(record % b"" + record % b"WARC-Target-URI: http://a/\r\nWARC-Date: now\r\n")
    found = list(read_file(path))
    assert found == [
        Broken(Place(path, 0), "it names no address"),
        Broken(Place(path, len(record % b"")), "its WARC-Date 'now' is no moment"),
    ]
