"""A page in, an Article out: pure functions, no network, no Scrapy, no SQLite."""
