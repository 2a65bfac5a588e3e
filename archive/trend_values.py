"""A trend as other programs take it: JSON values, and one flat table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive.periods import Span
from archive.trend import Line, Share, Trend


def as_values(trend: Trend, span: Span) -> dict[str, Any]:
    """What `trend --json` prints; docs/search.md describes it."""
    return {
        "by": span,
        "first": trend.first and trend.first.isoformat(),
        "last": trend.last and trend.last.isoformat(),
        "lines": [_line_values(trend, line) for line in trend.lines],
    }


def _line_values(trend: Trend, line: Line) -> dict[str, Any]:
    points = [
        {
            "period": period.name,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "whole": trend.is_whole(period),
            **_share_values(share),
        }
        for period, share in zip(trend.periods, line.points, strict=True)
    ]
    return {
        "query": line.query,
        "site": line.site,
        "found": {"words": line.by_words, "compounds": line.total.articles - line.by_words},
        **_share_values(line.total),
        "undated": _share_values(line.undated),
        "points": points,
    }


def _share_values(share: Share) -> dict[str, Any]:
    return {"articles": share.articles, "of": share.of, "per_1000": share.per_1000}


def flat(trend: Trend, span: Span) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Columns and rows for machines: a row a line and period."""
    columns = ("query", "site", span, "articles", "of", "per_1000", "whole")
    rows = [
        (
            *(line.query, line.site, period.name),
            *(share.articles, share.of, share.per_1000, int(trend.is_whole(period))),
        )
        for line in trend.lines
        for period, share in zip(trend.periods, line.points, strict=True)
    ]
    return columns, rows
