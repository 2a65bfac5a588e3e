"""A publication whose every answer writes another session into the links of its page."""

from __future__ import annotations

import hashlib
import itertools
import re

from tests.crawler.publication import SmallPublication, article, links, page, redirect
from tests.sites.server import Answer

ON_A_LIST = 10


class SessionPublication(SmallPublication):
    """`count` articles at `form`, as in '/s-{session}{path}', each with links to others if it `leads_on`. An
    address without a session has the page, or is led to one with a session, or has nothing (`without`)."""

    def __init__(
        self, form: str, *, count: int = 60, leads_on: bool = True, without: str = "page", length: int = 16
    ) -> None:
        super().__init__({})
        self.form, self.count, self.leads_on, self.without = form, count, leads_on, without
        self._sessions = itertools.count()
        self._length = length
        pattern = re.escape(form).replace(r"\{session\}", r"[0-9a-f]+").replace(r"\{path\}", "(/.*)")
        self._written = re.compile(rf"{pattern}\Z")
        self.edited = ""

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        session = hashlib.sha256(b"%d" % next(self._sessions)).hexdigest()[: self._length]
        match = self._written.match(path_and_query)
        path = match[1] if match else path_and_query
        found = self._page(path, session)
        if found is None or match or path == "/" or self.without == "page":
            return found or super().answer(path_and_query, base)
        return redirect(self._at(session, path)) if self.without == "redirect" else None

    def _at(self, session: str, path: str) -> str:
        return self.form.format(session=session, path=path)

    def _links(self, session: str, numbers: range) -> str:
        return links(*(self._at(session, f"/artikkel/{n % self.count + 1000}") for n in numbers))

    def _page(self, path: str, session: str) -> Answer | None:
        number = int(last) if (last := path.rpartition("/")[2]).isdigit() else 0
        if path.startswith("/artikkel/") and number < self.count + 1000:
            others = self._links(session, range(number - 999, number - 991)) if self.leads_on else ""
            day = f"2024-03-{number % 28 + 1:02}T08:00:00+01:00"
            return article(f"Sak {number}", published=day, links=others, edited=self.edited)
        if path == "/" or path.startswith("/arkiv/"):
            first, end = number * ON_A_LIST, min(self.count, (number + 1) * ON_A_LIST)
            older = f'<a rel="next" href="{self._at(session, f"/arkiv/{number + 1}")}">Eldre saker</a>'
            return page(self._links(session, range(first, end)) + (older if end < self.count else ""))
        return None
