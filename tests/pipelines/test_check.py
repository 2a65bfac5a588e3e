"""What has no title or no text is no article; its reasons stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelines.check import Check
from tests.pipelines.captures import ARTICLE, capture


def checked(problem: str | None = None, **article: Any) -> tuple[bool, str | None]:
    """Whether the article is kept, and the capture's problem after the check."""
    item = Check().process_item(capture(article=replace(ARTICLE, **article), problem=problem))
    return item.article is not None, item.problem


def test_a_whole_article_passes_untouched() -> None:
    assert Check().process_item(capture()) == capture()


def test_a_capture_without_an_article_passes_untouched() -> None:
    robots = capture(article=None, problem="The server does not answer.")
    assert Check().process_item(robots) is robots
    assert robots.problem == "The server does not answer."


@pytest.mark.parametrize(
    ("article", "problem"),
    [
        ({"title": None}, "No title was found."),
        ({"title": ""}, "No title was found."),
        ({"body": ""}, "No body text was found."),
        ({"title": None, "body": ""}, "No title was found."),
        ({"body": "", "problems": ("A list of articles.",)}, "A list of articles."),
        ({"title": None, "problems": ("A form.", "A login.")}, "A form. A login."),
    ],
)
def test_what_is_no_article_leaves_its_reasons(article: dict[str, Any], problem: str) -> None:
    assert checked(**article) == (False, problem)


def test_an_earlier_problem_is_not_written_over() -> None:
    assert checked("Answered with 500.", body="", problems=("Empty.",)) == (False, "Answered with 500.")


def test_problems_of_a_whole_article_do_not_take_it_away() -> None:
    assert checked(problems=("No date was found.",)) == (True, None)


def test_the_fetch_itself_is_kept() -> None:
    item = Check().process_item(capture(article=replace(ARTICLE, body="")))
    assert item == capture(article=None, problem="No body text was found.")
