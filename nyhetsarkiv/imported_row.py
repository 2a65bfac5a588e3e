"""One row of a table as an article, by way of the steps that a crawled one goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.import_tables import Row
from archive.importing import Imported
from crawler.address import normalise_address
from crawler.article import Article, Author, Block, BlockKind, Caption
from crawler.capture import Capture
from crawler.parsers.date_text import Moment, read_date
from crawler.parsers.language import language_of
from crawler.sites.profile import Site
from pipelines.check import Check
from pipelines.normalise import Normalise
from pipelines.records import article_record

_OSLO = ZoneInfo("Europe/Oslo")
_JOINED_BY = ";"
_YES, _NO = ("1", "true", "yes", "ja", "sann"), ("0", "false", "no", "nei", "usann")
_SEEN_COLUMN = "last_seen"  # of our own export: what it holds was an article before, even without a body
_PRECISIONS = ("day", "minute")


class BadRowError(ValueError):
    """A row is no article. The message says why, in words."""


@dataclass(frozen=True, slots=True)
class RowOfSite:
    """An article that was read, and the publication it belongs to."""

    site: Site
    imported: Imported


def read_row(row: Row, site_of: Callable[[str | None, str], Site], at: datetime) -> RowOfSite:
    """The article of a row. `site_of` tells the publication of a name, if there is one, and a host; `at` is
    when the article was seen, where the row does not say it. Raises BadRowError."""
    values = row.values
    url = normalise_address(_text(values, "url") or "")
    host = urlsplit(url).netloc
    if not url.startswith(("http://", "https://")) or not host:
        raise BadRowError(f"its url {url!r} is no address that begins with http.")
    site = site_of(_text(values, "site"), host)
    capture = Capture(site.name, url, "article", at, article=_article(values, url))
    capture = Normalise(site).process_item(capture)
    if not (_SEEN_COLUMN in values and capture.article and capture.article.title):
        capture = Check().process_item(capture)
    if capture.article is None:
        raise BadRowError(capture.problem or "it is no article.")
    record = replace(
        article_record(capture),
        parser_version="",
        tdm_reserved=_flag(values, "tdm_reserved"),
        tdm_policy=_text(values, "tdm_policy"),
    )
    moments = {name: _moment(values, name) for name in ("first_seen", "last_changed", "gone")}
    seen = _moment(values, _SEEN_COLUMN) or at.isoformat(timespec="seconds")
    return RowOfSite(site, Imported(record, _given(values), seen, **moments))


def _given(values: Mapping[str, Any]) -> frozenset[str]:
    """The columns that say something: flat cells name captions by their number alone."""
    lists = ("captions", "blocks")
    return frozenset(name for name in values if name not in lists or isinstance(values[name], list))


def _article(values: Mapping[str, Any], url: str) -> Article:
    body = _text(values, "body") or ""
    language = _text(values, "language") or language_of(body)
    published = _date(values, "published", language)
    updated = _date(values, "updated", language)
    precision = _text(values, "published_precision")
    if published is not None and precision in _PRECISIONS:
        published = published._replace(precision=precision)  # type: ignore[arg-type]
    return Article(
        url=url,
        canonical_url=url,
        title=_text(values, "title"),
        kicker=_text(values, "kicker"),
        lead=_text(values, "lead"),
        body=body,
        blocks=_blocks(values, body),
        captions=_captions(values),
        authors=_authors(values),
        published=published.when if published else None,
        published_precision=published.precision if published else None,
        updated=updated.when if updated else None,
        keywords=tuple(map(str, _list(values, "keywords"))),
        section=_text(values, "section"),
        language=language,
        sponsored=_flag(values, "sponsored") or False,
        paywalled=_flag(values, "paywalled") or False,
    )


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """A cell as text; None where it is empty."""
    value = values.get(name)
    if isinstance(value, dict | list):
        raise BadRowError(f"its {name} is no text.")
    return str(value) if value not in (None, "") else None


def _list(values: Mapping[str, Any], name: str) -> list[Any]:
    """A list, or a text of its parts with semicolons between them."""
    value = values.get(name)
    if isinstance(value, list):
        return [part for part in value if part]
    text = _text(values, name) or ""
    return [part.strip() for part in text.split(_JOINED_BY) if part.strip()]


def _authors(values: Mapping[str, Any]) -> tuple[Author, ...]:
    return tuple(
        Author(_text(one, "name") or "", _text(one, "role"), _text(one, "email"))
        if isinstance(one, dict)
        else Author(str(one))
        for one in _list(values, "authors")
    )


def _captions(values: Mapping[str, Any]) -> tuple[Caption, ...]:
    """Captions of a list; a table of flat cells has their number alone."""
    captions = values.get("captions")
    return tuple(
        Caption(_text(one, "text") or "", _text(one, "credit"), _text(one, "image_url"))
        for one in (captions if isinstance(captions, list) else ())
        if isinstance(one, dict)
    )


def _blocks(values: Mapping[str, Any], body: str) -> tuple[Block, ...]:
    """The blocks that the row has; without any, each line of the body is a paragraph."""
    blocks = values.get("blocks")
    if not isinstance(blocks, list):
        return tuple(Block("paragraph", line) for line in body.splitlines() if line.strip())
    return tuple(_block(one) for one in blocks)


def _block(one: Any) -> Block:
    if not isinstance(one, dict) or one.get("kind") not in get_args(BlockKind):
        raise BadRowError(f"its blocks hold {one!r}; known kinds are {', '.join(get_args(BlockKind))}.")
    return Block(one["kind"], _text(one, "text") or "")


def _flag(values: Mapping[str, Any], name: str) -> bool | None:
    text = _text(values, name)
    if text is None:
        return None
    if text.strip().lower() in _YES:
        return True
    if text.strip().lower() in _NO:
        return False
    raise BadRowError(f"its {name} {text!r} is neither yes nor no. Write 1 or 0.")


def _date(values: Mapping[str, Any], name: str, language: str | None) -> Moment | None:
    """A date as a page may write it: ISO 8601, or words in Norwegian."""
    text = _text(values, name)
    if text is None:
        return None
    found = read_date(text, language=language)
    if found is None:
        raise BadRowError(
            f"its {name} {text!r} is no date. Write it as 2024-05-31 or 2024-05-31T12:00:00+02:00."
        )
    return found


def _moment(values: Mapping[str, Any], name: str) -> str | None:
    """A moment of the log, ISO 8601."""
    text = _text(values, name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadRowError(
            f"its {name} {text!r} is no moment. Write it as 2024-05-31T12:00:00+02:00."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=_OSLO)).isoformat(timespec="seconds")
