"""What watches a whole crawl, one file each."""
