"""A report in plain values, for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from archive.report.publication import Publication
from archive.report.read import Report
from archive.report.tally import FIELDS, KINDS, Tally


def as_values(report: Report, archive: str, made: date) -> dict[str, Any]:
    """The report on the archive of that name, made on that day; docs/analyst.md describes it."""
    filters = report.filters
    return {
        "archive": archive,
        "made": made.isoformat(),
        "choice": {
            "sites": list(filters.sites),
            "since": filters.since and filters.since.isoformat(),
            "until": filters.until and filters.until.isoformat(),
        },
        "looks": list(report.looks),
        "all": _tally(report.total),
        "publications": [_publication(one) for one in report.publications],
        "authors": asdict(report.authors),
        "keywords": asdict(report.keywords),
        "stories": {**asdict(report.stories), "copies": report.stories.copies},
    }


def _publication(one: Publication) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        **_tally(one.total),
        "languages": {language or "unknown": tally.articles for language, tally in one.languages.items()},
        "months": {month or "undated": _tally(tally) for month, tally in one.months.items()},
        "edits": asdict(one.edits),
        "crawls": asdict(one.crawls),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "articles": tally.articles,
        "words": tally.numbers["words"],
        "first": tally.first,
        "last": tally.last,
        "having": {field: tally.numbers[field] for field in FIELDS},
        "kinds": {kind: tally.numbers[kind] for kind in KINDS},
    }
