"""The archive in a web browser, on this machine alone: pages that only read."""
