"""What happens to a capture after the spider, one file a step.

| order | step | what it does |
| --- | --- | --- |
| 100 | normalise | one form of Unicode and white space; the canonical address |
| 200 | check | what has no title or no body is no article, and says so |
| 300 | raw copy | the answer, byte by byte, goes into a WARC file, so that the next step can point at it |
| 400 | store | the article and the fetch go into the archive, in one transaction |
"""

PIPELINES = {
    "pipelines.normalise.Normalise": 100,
    "pipelines.check.Check": 200,
    "pipelines.raw_copy.RawCopy": 300,
    "pipelines.store.Store": 400,
}
