"""Habits of the downloader that Scrapy does not have, one file each."""
