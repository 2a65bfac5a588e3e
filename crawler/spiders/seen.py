"""What a crawl has met: articles, so that nothing counts twice, and how old those of a list were."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.article import Article
from crawler.parsers.date_words import MONTHS, WEEKDAYS

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"[0-3]?\d"
_OF_A_DAY = re.compile(  # the end of an address: 2024-05, 2024/05/31, 20240531, 31-05-2024, 31-mai-2024
    rf"(?:{_YEAR}[-/.]{_MONTH}(?:[-/.]{_DAY})?|(?<!\d){_YEAR}(?:0[1-9]|1[0-2])[0-3]\d|"
    rf"(?<!\d){_DAY}[-/.](?:{_MONTH}|(?:{'|'.join(MONTHS)}))[-/.]{_YEAR})/?\Z",
    re.IGNORECASE,
)
_OF_DAYS = re.compile(rf"\d+|\b(?:{'|'.join([*MONTHS, *WEEKDAYS])})\b", re.IGNORECASE)
_MOST_LISTS = 10_000  # lists whose articles' ages are remembered


class Seen:
    """Addresses and texts of articles, as numbers; ages of the articles that a page of a list showed."""

    def __init__(self) -> None:
        self._addresses: set[int] = set()
        self._texts: set[int] = set()
        self._answers: dict[int, str] = {}  # bytes of a page that is looked at again -> its address
        self._pages: dict[int, str] = {}  # path and text -> the address under which they were met first
        self._lists: set[int] = set()
        self._titles: dict[int, int] = {}  # address that an article names -> the title of the first that did
        self._ages: dict[str, tuple[int, int]] = {}  # page of a list -> articles, older ones among them

    def note_list(self, address: str) -> None:
        """A list stands at `address`."""
        self._lists.add(hash(address.rstrip("/")))

    def is_credible(self, stated: str, title: str | None) -> bool:
        """Whether an article may be the one at `stated`, an address that it names instead of its own.

        It may not where a list stands, or where an article of another title said before that it was the one
        there: then one address stands in the template of all pages.
        """
        named = hash((title or "").casefold())
        is_list = hash(stated.rstrip("/")) in self._lists
        return not is_list and self._titles.setdefault(hash(stated), named) == named

    def first_address(self, address: str, text: str) -> str:
        """The address under which this text was met first on the same path, else `address` itself.

        A path with and without its trailing slash is the same, in capitals or not, at whichever of the
        publication's hosts, and whatever query it has: a page that says the same under both is one page,
        whose links carry something that it does not heed.
        """
        page = (urlsplit(address).path.rstrip("/").lower(), text)
        return self._pages.setdefault(hash(page), address)

    def stands_elsewhere(self, sha256: str | None, address: str) -> bool:
        """Whether the very bytes of a page, which is the one at `address` by what it says, stood at that of
        another article that was looked at again. Two articles differ at least in what they link to."""
        return sha256 is not None and self._answers.setdefault(hash(sha256), address) != address

    def is_new(self, article: Article, address: str) -> bool:
        """Whether neither an article kept at `address` nor its text was met before; from now on both are.

        Where an address ends in a day, numbers and the names of days and months in the text do not count:
        the days of a calendar are told apart by nothing else.
        """
        text = f"{article.title}\n{article.body}"
        told_apart = _OF_DAYS.sub("", text) if _OF_A_DAY.search(address) else text
        key, words = hash(address), hash(told_apart)
        fresh = key not in self._addresses and words not in self._texts
        self._addresses.add(key)
        self._texts.add(words)
        return fresh

    def note_age(self, page: str, *, is_older: bool) -> None:
        """An article that the list's page at `page` shows is older than asked for, or is not."""
        count, older = self._ages.get(page, (0, 0))
        if page in self._ages or len(self._ages) < _MOST_LISTS:
            self._ages[page] = (count + 1, older + is_older)

    def was_older(self, page: str) -> bool:
        """Whether every article that a page of a list showed was older than asked for."""
        count, older = self._ages.get(page, (0, 0))
        return 0 < count == older
