"""One address, one spelling: what makes two links the same article.

The rules are those of RFC 3986 section 6.2 (case, percent-encoding, dot segments, default
port), done by w3lib, and two of our own: parameters that only say how the reader came here,
and session numbers, are no part of an article's address.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "_hs", "fb_", "oly_", "vero_")
"""Beginnings of query parameters that measure campaigns and readers."""

TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid"}
    | {"li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "xtor", "wt_mc", "wt_zmc", "cmpid"}
    | {"ns_campaign", "ns_mchannel", "ns_source", "_ga", "_gl", "ref_src", "ref_url", "s_cid", "sc_cid"}
    | {"trk", "trkcampaign"}
)
"""Whole names of such parameters."""

VARIANTS = {
    "print": {"1", "true", "yes", ""},
    "utskrift": {"1", "true", "ja", ""},
    "printable": {"1", "true", "yes"},
    "amp": {"1", "true", ""},
    "outputtype": {"amp"},
    "outputformat": {"amp", "print"},
    "format": {"amp", "print"},
    "view": {"amp", "print"},
}
"""Query parameters, and their values, that ask for another form of a page: for print, or AMP."""

_VARIANT_PATH = re.compile(r"/(?:amp|print|utskrift)(/?)\Z|\.amp(\.html?)?\Z", re.IGNORECASE)  # /sak/amp/
_VARIANT_FOLDER = re.compile(r"\A/amp(?=/)", re.IGNORECASE)  # /amp/sak

SESSION = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|session_?id|sess(?:id)?|cfid|cftoken)\Z")
"""Names under which servers write a reader's session into their links."""

_IDENTIFYING = re.compile(
    r"(?:(?:\w*id|artikkel|article|nyhet|sak)=\d{2,}|(?:lang|language|locale|sprak|hl)=[^&]+)\Z",
    re.IGNORECASE,
)  # ?id=1234, ?lang=en
_SESSION_IN_PATH = re.compile(  # /sak;jsessionid=1F, /(S(lit3py55t21z5v55))/sak.aspx
    r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;?#]*|(?<=/)\((?:[A-Za-z]\(\w+\))+\)/", re.IGNORECASE
)
_FRONT = re.compile(
    r"/?(?:(?:index|default|forsiden?|framsid[ea]|hjem|home|frontpage)(?:\.\w{2,5})?/?)?\Z", re.IGNORECASE
)
"""Paths of front pages: '/', '/index.html', '/forside'."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_IN_ORDER = re.compile(  # an address of which the rules change nothing, as most are
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!80/|443/)[1-9]\d{0,3})?/(?:[\w-][\w.~-]*/)*(?:[\w-][\w.~-]*)?",
    re.ASCII,
)


@lru_cache(maxsize=20_000)  # a page's menu is on every page
def normalise_address(url: str) -> str:
    """The one spelling of `url` under which an article is kept and compared.

    Scheme and host in lower case, no default port, no user name, no fragment, no tracking or
    session parameters, the rest of the query sorted, percent-encoding uniform, dot segments
    resolved, an empty path as '/'. Other trailing slashes stay, since servers may tell them
    apart. What is not an http(s) address comes back trimmed and otherwise untouched.
    """
    url = url.strip()
    if _IN_ORDER.fullmatch(url):
        return url
    try:
        address = _without_noise(url)
        return url if address is None else canonicalize_url(address)
    except (ValueError, UnicodeError):
        return url


@lru_cache(maxsize=20_000)
def written_address(url: str) -> str:
    """`url` as it is asked for: as the site wrote it, and a browser would send it, without what does not say
    which page is meant. Some servers mind in which order a query's fields are, and how they are escaped;
    those that write sessions into their paths may answer to nothing else."""
    url = url.strip()
    try:
        address = _without_noise(url, keeps_session=True)
        return url if address is None else safe_url_string(address)
    except (ValueError, UnicodeError):
        return url


@lru_cache(maxsize=20_000)
def main_version(url: str) -> str:
    """The address of the page itself, where `url` (normalised) is its AMP or print version; else `url`."""
    parts = urlsplit(url)
    path = _VARIANT_FOLDER.sub("", _VARIANT_PATH.sub(r"\1\2", parts.path))
    if path in ("", "/"):  # a page that is called so
        path = parts.path
    query = "&".join(pair for pair in parts.query.split("&") if not _asks_for_variant(pair))
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def identifies(pair: str) -> bool:
    """Whether a query's 'name=value' tells which article is meant, or in which language."""
    return _IDENTIFYING.match(pair) is not None


@lru_cache(maxsize=20_000)
def bare_address(url: str) -> str:
    """`url` (normalised) without the parameters that do not tell which article is meant.

    For addresses whose path names the article: then a page number, a session, where the link was found
    are all that a query holds.
    """
    parts = urlsplit(url)
    query = "&".join(filter(identifies, parts.query.split("&")))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def believed_address(stated: str, url: str, domains: Collection[str]) -> str:
    """The address under which the page at `url` is kept: `stated`, its own word for it, if credible.

    A canonical address on another site, or one that is the site's front page, is a mistake of
    the page's template; then the address that answered is kept.
    """
    address = normalise_address(stated)
    try:
        parts = urlsplit(address)
    except ValueError:  # half an IPv6 address, or the like
        return normalise_address(url)
    is_front = _FRONT.match(parts.path) is not None and not parts.query
    credible = parts.scheme in _DEFAULT_PORTS and parts.netloc in domains and not is_front
    return address if credible else normalise_address(url)


def _without_noise(url: str, *, keeps_session: bool = False) -> str | None:
    """An address with its host in one spelling and nothing that does not say which page is meant, but for a
    session in its path if that is to be kept; None where it is not of the web. Raises ValueError for what is
    no address."""
    parts = urlsplit(url)
    host, port = parts.hostname, parts.port
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    netloc = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = parts.path if keeps_session else _SESSION_IN_PATH.sub("", parts.path)
    if "/." in path:
        path = urlsplit(urljoin("http://host/", path)).path
    return urlunsplit((parts.scheme, netloc, path or "/", _meaningful(parts.query), ""))


def _asks_for_variant(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return value in VARIANTS.get(name, ())


def _meaningful(query: str) -> str:
    """`query` without the parameters that do not say which page is meant."""
    return "&".join(pair for pair in query.split("&") if pair and not _is_noise(pair))


def _is_noise(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    if name == "sid":  # a session, but a number may be that of an article ('sak')
        return not value.isdigit()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES) or bool(SESSION.match(name))
