"""Does the pipelines' work ahead, where a page is read: see pipelines/ahead.py."""

from __future__ import annotations

from dataclasses import replace

from archive.prepared import prepare
from crawler.capture import Capture
from crawler.parsers.rights import Rights
from crawler.rights import obey
from crawler.sites.profile import Site
from pipelines.ahead import Ahead
from pipelines.normalise import Normalise
from pipelines.records import article_record


def make_ahead(capture: Capture, rights: Rights, site: Site) -> None:
    """Normalise the capture's article, and put what can be made of it ahead into the capture. Pure else."""
    article = Normalise(site).process_item(capture).article
    assert article is not None
    kept = replace(capture)
    obey(kept, rights, site.crawl)
    is_whole = kept.article is article and article.title and article.body
    capture.ahead = Ahead(article, prepare(article_record(kept)) if is_whole else None)
