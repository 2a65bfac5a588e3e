"""Keeps out of `articles` what is no article, and says why in `fetches.problem`."""

from __future__ import annotations

from crawler.capture import Capture


class Check:
    """An article needs a title and a body; a capture without them keeps only the reason.

    The body may be missing where the publisher does not let it be kept.
    """

    def process_item(self, capture: Capture) -> Capture:
        """Take an incomplete article off the capture and note what it lacks."""
        article = capture.article
        if article is None or (article.title and (article.body or capture.no_copy in article.problems)):
            return capture
        reasons = list(article.problems)
        if not reasons:
            reasons = ["No title was found." if not article.title else "No body text was found."]
        capture.article = None
        capture.problem = capture.problem or " ".join(reasons)
        return capture
