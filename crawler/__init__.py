"""Everything up to an Article: profiles, discovery, the spider and the parsers."""

from typing import TYPE_CHECKING, Any

from crawler.article import Article, Author, Block, Caption

if TYPE_CHECKING:
    from crawler.parsers.extract import extract_article

__all__ = ["Article", "Author", "Block", "Caption", "extract_article"]


def __getattr__(name: str) -> Any:
    """Load the parsers once somebody asks for them, since much does without (PEP 562)."""
    if name == "extract_article":
        from crawler.parsers.extract import extract_article

        return extract_article
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
