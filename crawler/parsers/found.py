"""A value together with the place where it was found."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """What a field's reader answers: the value, and its source for `Article.sources`.

    Sources read 'json-ld', 'meta og:title', 'css .byline', 'text Publisert'.
    """

    value: T
    source: str
