"""`/trend`: how often articles speak of something, over time."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from typing import IO

from archive.export.csv_table import CsvTable
from archive.filters import UnknownSite
from archive.front.asked import Asked
from archive.front.chart import Chart, chart
from archive.front.elsewhere import of_trend
from archive.front.form import Form, NotUnderstood
from archive.front.sending import Files
from archive.front.shown import Shown
from archive.front.titles import site_titles
from archive.periods import SPANS, Span
from archive.query import QueryError
from archive.search import FIELDS
from archive.trend import Line, Trend, read_trend
from archive.trend_values import as_values, flat

MOST_BARS = 400
MOST_QUERIES = 6
_BETWEEN = ";"  # queries; it stands in none


def show(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """The form, with a chart for each query or with what is wrong."""
    form, start = asked.form, time.perf_counter()
    values: dict[str, object] = {"trend": None, "problem": "", "lines": []}
    try:
        if form.q:
            values |= _counted(connection, asked)
    except (NotUnderstood, QueryError, UnknownSite) as error:
        values["problem"] = str(error)
    values |= {
        "form": form,
        "fields": FIELDS,
        "spans": SPANS,
        "titles": site_titles(connection),
        "milliseconds": round((time.perf_counter() - start) * 1000),
    }
    return Shown("trend.html", values, 400 if values["problem"] else 200)


def files(asked: Asked) -> Files:
    """What the form asks for as tables of the command `trend`: CSV, and what it prints with --json."""
    form = asked.form

    def as_csv(connection: sqlite3.Connection, file: IO[str]) -> None:
        CsvTable().write_rows(*flat(_read(connection, form), _span(form)), file)

    def as_json(connection: sqlite3.Connection, file: IO[str]) -> None:
        values = as_values(_read(connection, form), _span(form))
        file.write(json.dumps(values, ensure_ascii=False, indent=2) + "\n")

    return {"csv": as_csv, "json": as_json}


def _counted(connection: sqlite3.Connection, asked: Asked) -> dict[str, object]:
    trend, span = _read(connection, asked.form), _span(asked.form)
    shown = 0 < len(trend.periods) <= MOST_BARS
    return {
        "trend": trend,
        "span": span,
        "shown": shown,
        "lines": list(_charts(trend, span) if shown else ((line, None) for line in trend.lines)),
        "elsewhere": of_trend(connection, asked.archive, asked.form, _queries(asked.form), span),
    }


def _read(connection: sqlite3.Connection, form: Form) -> Trend:
    """Raises NotUnderstood, QueryError, UnknownSite."""
    return read_trend(connection, _queries(form), form.filters(), span=_span(form), fields=form.fields())


def _charts(trend: Trend, span: Span) -> Iterator[tuple[Line, Chart]]:
    """Each line with its bars, all on one scale."""
    numbers = [[point.per_1000 or 0.0 for point in line.points] for line in trend.lines]
    most = max(map(max, numbers))
    for line, own in zip(trend.lines, numbers, strict=True):
        yield line, chart(span, list(zip(trend.periods, own, strict=True)), most)


def _queries(form: Form) -> list[str]:
    queries = [query.strip() for query in form.q.split(_BETWEEN) if query.strip()]
    if len(queries) > MOST_QUERIES:
        raise NotUnderstood(f"Those are {len(queries)} queries. Compare {MOST_QUERIES} at most.")
    return queries or [form.q]


def _span(form: Form) -> Span:
    for span in SPANS:
        if span == (form.by or "month"):
            return span
    raise NotUnderstood(f"{form.by!r} is no period. There are {', '.join(SPANS)}.")
