"""A report as one web page: style and picture stand in it, so that it can be mailed, kept and printed."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from archive.front.chart import chart_of_months
from archive.front.shown import STYLE, Shown, render
from archive.report.document import Document


def as_web_page(document: Document) -> str:
    """The page; it asks for nothing elsewhere, and every text in it stands for itself."""
    style = Markup(STYLE.read_text(encoding="utf-8"))
    values = {"document": document, "style": style, "chart_of": chart_of_months}
    return render(Shown("report.html", values), Path()) + "\n"  # it has no foot to name the archive
