"""Invented articles as pages, and files of other tools that hold them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOST = "https://www.fjordposten.example"
_TEXTS = {
    "nb": (
        "Kommunen sier at byggingen av det nye slakteriet ikke kommer i gang før etter sommeren, og at "
        "det er mange som har spurt om hva som skal skje med den gamle tomta ved kaia.",
        "Ordføreren mener at saken er viktig for hele regionen, og hun vil ha et møte med eierne nå.",
    ),
    "nn": (
        "Kommunen seier at bygginga av det nye slakteriet ikkje kjem i gang før etter sommaren, og at "
        "det er mange som har spurt kva som skal skje med den gamle tomta ved kaia.",
        "Ordføraren meiner at saka er viktig for heile regionen, og ho vil ha eit møte med eigarane no.",
    ),
    "en": (
        "The council says that the work on the new plant will not begin before the end of the summer, and "
        "that many people have asked what is to become of the old site by the quay.",
        "The mayor says that this is important for the whole region, and she will meet the owners.",
    ),
}


def page(
    path: str, *, day: str = "2024-05-02", language: str = "nb", named: bool = True, more: str = ""
) -> bytes:
    """The page of an article at `path`; `named` is whether it says its own address."""
    canonical = f'<link rel="canonical" href="{HOST}{path}">' if named else ""
    text = "".join(f"<p>{line}</p>" for line in (*_TEXTS[language], more) if line)
    return (
        f'<!doctype html><html lang="{language}"><head><title>Slakteriet {path}</title>{canonical}'
        f'<meta property="article:published_time" content="{day}T08:00:00+02:00"></head>'
        f"<body><article><h1>Slakteriet {path}</h1>{text}</article></body></html>"
    ).encode()


def warc(path: Path, responses: Iterable[tuple[str, bytes]], **values: Any) -> Path:
    """A file as warcio writes it (WARC 1.0), of HTML pages fetched on 3 May 2024."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another tool"}))
        for url, body in responses:
            writer.write_record(response(writer, url, body, **values))
    return path


def response(
    writer: WARCWriter,
    url: str,
    body: bytes,
    *,
    status: str = "200 OK",
    headers: Iterable[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    date: str = "2024-05-03T10:00:00Z",
) -> Any:
    """A response record for `writer`."""
    head = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
    return writer.create_warc_record(
        url, "response", io.BytesIO(body), len(body), http_headers=head, warc_headers_dict={"WARC-Date": date}
    )
