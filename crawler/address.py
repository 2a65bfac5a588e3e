"""One address, one spelling: what makes two links the same article.

The rules are those of RFC 3986 section 6.2 (case, percent-encoding, dot segments, default
port), done by w3lib, and two of our own: parameters that only say how the reader came here,
and session numbers, are no part of an article's address.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "_hs", "fb_", "oly_", "vero_")
"""Beginnings of query parameters that measure campaigns and readers."""

TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid"}
    | {"li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "xtor", "wt_mc", "wt_zmc", "cmpid"}
    | {"ns_campaign", "ns_mchannel", "ns_source", "_ga", "_gl", "ref_src", "ref_url", "s_cid", "sc_cid"}
    | {"trk", "trkcampaign"}
)
"""Whole names of such parameters."""

SESSION = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|session_?id|sessid|cfid|cftoken)\Z")
"""Names under which servers write a reader's session into their links."""

_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;?#]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise_address(url: str) -> str:
    """The one spelling of `url` under which an article is kept and compared.

    Scheme and host in lower case, no default port, no user name, no fragment, no tracking or
    session parameters, the rest of the query sorted, percent-encoding uniform, dot segments
    resolved, an empty path as '/'. Other trailing slashes stay, since servers may tell them
    apart. What is not an http(s) address comes back trimmed and otherwise untouched.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if parts.scheme not in _DEFAULT_PORTS or not host:
            return url
        netloc = f"[{host}]" if ":" in host else host.rstrip(".")
        if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
            netloc = f"{netloc}:{port}"
        path = _SESSION_IN_PATH.sub("", parts.path)
        return canonicalize_url(urlunsplit((parts.scheme, netloc, path, _meaningful(parts.query), "")))
    except (ValueError, UnicodeError):
        return url


def _meaningful(query: str) -> str:
    """`query` without the parameters that do not say which page is meant."""
    return "&".join(pair for pair in query.split("&") if pair and not _is_noise(pair))


def _is_noise(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES) or bool(SESSION.match(name))
