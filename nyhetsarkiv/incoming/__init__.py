"""Pages that come from files instead of the network, one file a kind: WARC, HTML, lists of both.

Each gives `Incoming` pages in the file's order, and `Trouble` for what it cannot give; `files.py` tells
the kinds apart.
"""
