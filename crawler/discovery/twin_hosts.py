"""With 'www.' and without, by https and by plain http: the twins of a publication's host.

Nearly always they are one, and one of them sends its readers to the other. So what is linked at either is
asked at the one where the publication lives, and once.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.address import normalise_address


class TwinHosts:
    """Knows at which of the twins the publication lives whose profile says that it is at `home`."""

    def __init__(self, home: str) -> None:
        self._is_told = False
        self._live_at(_origin(normalise_address(home)))

    def place(self, address: str) -> str:
        """Where to ask for an address (normalised): where the publication lives, if it is at a twin."""
        if address.startswith(self._twins):
            return self._origin + address.partition("://")[2].partition("/")[2]
        return address

    def note_redirect(self, asked: str, answered: str) -> None:
        """One address led to another. The first that leads to its own twin tells where the publication lives:
        those that lead to and fro would tell no end of it."""
        if not self._is_told and asked != answered and _without_host(asked) == _without_host(answered):
            self._is_told = True
            self._live_at(_origin(answered))

    def note_article(self, address: str) -> None:
        """An article was at this address. Where that is a twin, the publication lives at both."""
        if address.startswith(self._twins):
            self._live_at("")

    def dump(self) -> str:
        """Where it lives; '' for at both."""
        return self._origin

    def load(self, origin: str) -> None:
        """Go on with what `dump` gave."""
        self._live_at(origin)

    def _live_at(self, origin: str) -> None:
        self._origin, self._twins = origin, _twins(origin) if origin else ()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def _without_host(address: str) -> str:
    """What twins share."""
    return address.partition("://")[2].removeprefix("www.")


def _twins(origin: str) -> tuple[str, ...]:
    """The other origins at which it is met. Nobody is sent from https to plain http."""
    scheme, _, host = origin.partition("://")
    hosts = (host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")
    schemes = ("https", "http") if scheme == "https" and ":" not in host else (scheme,)
    return tuple(f"{scheme}://{host}" for scheme in schemes for host in hosts)[1:]
