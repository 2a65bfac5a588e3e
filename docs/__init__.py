"""The guides, and the programs that write parts of them from what is so."""
