"""The command line: the only place where crawler, pipelines and archive are put together."""
