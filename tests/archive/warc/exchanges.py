"""Exchanges as a crawl makes them, for the tests of raw copies."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.warc.records import Exchange

HOST = "https://www.fjordposten.example"
PAGE = "<!doctype html><title>Ålesund får nytt slakteri</title><p>Byggingen begynner i høst.</p>".encode()


def exchange(path: str = "/laks", body: bytes = PAGE, status: str = "200 OK", headers: str = "") -> Exchange:
    """A page that was asked for and came."""
    return Exchange(
        url=HOST + path,
        fetched=datetime(2024, 5, 3, 10, 0, 7, 250_000, tzinfo=UTC),
        request=f"GET {path} HTTP/1.1\r\nHost: www.fjordposten.example\r\nUser-Agent: P/1\r\n\r\n".encode(),
        head=f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode(),
        body=body,
        ip="192.0.2.7",
    )
