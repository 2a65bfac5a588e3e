"""Raw copies: what servers answered, byte by byte, in WARC 1.1 files beside the archive.

| file | what it does |
| --- | --- |
| records.py | what goes into a file and what comes out of it |
| folder.py | where the files are, and how rows of `fetches` name them |
| writing.py | writes groups of records |
| groups.py | finds groups of records again |
| members.py | the boundaries of a file's gzip members; cuts a torn end |
| reading.py | one page by file and offset; what a foreign file holds, whatever state it is in |
| payload.py | an HTTP answer's head and body, decoded |
"""
