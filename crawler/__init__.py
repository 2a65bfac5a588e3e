"""Everything up to an Article: profiles, discovery, the spider and the parsers."""

from crawler.article import Article, Author, Block, Caption
from crawler.parsers.extract import extract_article

__all__ = ["Article", "Author", "Block", "Caption", "extract_article"]
