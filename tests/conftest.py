"""What tests of every folder share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sites.demo import demo_publications
from tests.sites.server import SiteServer


@pytest.fixture(scope="session")
def demo_sites() -> Iterator[SiteServer]:
    """The demo publications, served on free ports for the whole test run."""
    with SiteServer(demo_publications()) as server:
        yield server
