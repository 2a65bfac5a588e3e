"""The demo's publications: one of each kind of markup that a crawl of the trade press meets."""

from __future__ import annotations

from tests.sites.byggposten import Byggposten
from tests.sites.emballasjenytt import Emballasjenytt
from tests.sites.havbruksbladet import Havbruksbladet
from tests.sites.server import Publication


def demo_publications() -> list[Publication]:
    """All demo publications, in the order of their preferred ports."""
    return [Emballasjenytt(), Havbruksbladet(), Byggposten()]
