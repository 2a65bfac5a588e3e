"""Where publications keep their sitemap and their feed when nothing names one; in the order asked.

Labrador, WordPress, Drupal and eZ put them at the first ones; a publication that has none costs one
request an address. They are asked one after the other, until one lists articles.
"""

SITEMAPS = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap-index.xml",
    "/wp-sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml.gz",
    "/sitemap.txt",
)
FEEDS = (
    "/feed/",
    "/rss",
    "/rss.xml",
    "/feed",
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/?lab_viewport=rss",  # Labrador: the front page as a feed
)
