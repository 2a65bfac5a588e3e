"""Which reading of a page an article is; stands in `articles.parser_version`."""

PARSER_VERSION = "6"
"""Raised in the same commit as a change to the parsers that changes what they read."""
