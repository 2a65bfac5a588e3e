"""Where articles are found: feeds, sitemaps, listing pages. Bytes in, addresses out; no network."""
