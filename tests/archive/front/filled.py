"""An archive with all that a page can meet: versions, copies, marks, and texts that would break it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from archive.opening import open_archive
from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, FetchRecord
from tests.archive.agency_copy import in_ten_newspapers
from tests.archive.archive_under_test import ARTICLE, SITE, ArchiveUnderTest, begin

SCRIPT = "<script>alert('æ')</script>"
LONG = "Skrekkelig" + "langtord" * 60
MANY = 45  # articles about herring, for lists of several pages
HOSTILE = ArticleRecord(
    f"https://skade.example/{SCRIPT}",
    SCRIPT,
    f"{SCRIPT}\n{LONG}\n' OR 1=1 --",
    kicker=f"</p>{SCRIPT}",
    lead=SCRIPT,
    published="2023-12-31T23:30:00+01:00",
    section=f'"{SCRIPT}',
    language='nb" onmouseover="alert(1)',
    authors=(AuthorRecord(f'"><img src=x onerror=alert(1)>{LONG}', SCRIPT, "javascript:alert(1)"),),
    keywords=(f"a&b=c;{SCRIPT}", "#hash?x=1", LONG),
    captions=(CaptionRecord(SCRIPT, SCRIPT, "javascript:alert(1)"),),
    blocks=(("paragraph", SCRIPT), ("fact", LONG), ("heading", SCRIPT), ("list_item", SCRIPT), ("?", SCRIPT)),
    aliases=("javascript:alert(2)",),
    tdm_reserved=True,
    tdm_policy="javascript:alert(3)",
)
EMPTY = ArticleRecord("javascript:alert(4)", "", "", language=None)
FULL = replace(
    ARTICLE,
    sponsored=True,
    paywalled=True,
    aliases=(f"https://{SITE}/m/laks",),
    blocks=(
        ("paragraph", "Byggingen begynner i høst."),
        ("heading", "Ja til klyngen"),
        ("paragraph", "Kommunen sier ja til næringsklyngen."),
        ("list_item", "Kai"),
        ("list_item", "Hall"),
        ("quote", "– Endelig!"),
        ("fact", "Ålesund"),
        ("fact", "68 000 innbyggere"),
    ),
)


def fill(path: Path) -> None:
    """Make the archive."""
    with closing(open_archive(path)) as db:
        _versions(begin(db, "fjordposten", "2024-05-03T10:00:00+00:00"))
        _hostile(begin(db, "skadeposten", "2024-05-04T10:00:00+00:00"))
        _copies(begin(db, "avisa", "2024-05-05T10:00:00+00:00"))
        _many(begin(db, "sildeposten", "2024-05-06T10:00:00+00:00"))


def fill_with_long_texts(path: Path) -> None:
    """Make an archive of 30 articles with a megabyte each: more than any buffer takes."""
    with closing(open_archive(path)) as db:
        archive = begin(db)
        with archive.writer.batch():
            for number in range(30):
                text = f"Tekst {number}. " * 70_000
                article = ArticleRecord(f"https://fjordposten.example/{number}", "Sak", text)
                archive.store_own(article, "2024-05-06T10:00:00+00:00")


def _versions(archive: ArchiveUnderTest) -> None:
    """One article: changed silently, then openly, at last gone; and problems."""
    archive.store(
        FULL, "2024-05-03T10:00:00+00:00", sha256="1" * 64, warc_file="warc/f-1.warc.gz", warc_offset=9
    )
    silently = replace(
        FULL, body=FULL.body.replace("i høst", "til våren"), lead="Byggingen begynner til våren."
    )
    archive.store(silently, "2024-05-03T11:00:00+00:00")
    openly = replace(silently, title="Ålesund får to slakterier", updated="2024-05-03T14:00:00+02:00")
    archive.store(openly, "2024-05-03T12:00:00+00:00")
    archive.all("UPDATE articles SET gone = '2024-05-03T13:00:00+00:00'")
    for number in range(3):
        archive.store(None, "2024-05-03T13:01:00+00:00", f"https://{SITE}/{number}", problem="Time is out.")
    archive.writer.finish_crawl(
        archive.crawl_id, "2024-05-03T14:00:00+00:00", "finished", {"new": 1, "problems": 3}
    )


def _hostile(archive: ArchiveUnderTest) -> None:
    archive.store_own(HOSTILE, "2024-05-04T10:00:00+00:00")
    archive.store_own(EMPTY, "2024-05-04T10:01:00+00:00")
    problem = FetchRecord("javascript:alert(5)", "2024-05-04T10:02:00+00:00", problem=SCRIPT)
    archive.writer.store(problem, None, archive.crawl_id, archive.site_id)
    archive.writer.finish_crawl(archive.crawl_id, "2024-05-04T11:00:00+00:00", SCRIPT, {SCRIPT: 1})


def _copies(archive: ArchiveUnderTest) -> None:
    for article in in_ten_newspapers():
        archive.store_own(
            replace(article, published="2024-04-01T06:00:00+02:00"), "2024-05-05T10:00:00+00:00"
        )


def _many(archive: ArchiveUnderTest) -> None:
    with archive.writer.batch():
        for number in range(MANY):
            month, day = number % 12 + 1, number // 12 + 1
            article = ArticleRecord(
                f"https://sildeposten.example/{number}",
                f"Sild nummer {number}",
                f"Silda går i fjord nummer {number}. Sildefisket er i gang.",
                published=f"2023-{month:02d}-{day:02d}T07:00:00+01:00",
                language="nb",
                authors=(AuthorRecord("Siv Sild"),),
                keywords=("sild",),
            )
            archive.store_own(article, "2024-05-06T10:00:00+00:00")
