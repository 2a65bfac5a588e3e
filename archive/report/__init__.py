"""A report on a corpus: what the archive holds, how complete it is, how its crawls go, what needs a look."""
