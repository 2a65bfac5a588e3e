"""Elements of TEI as text, made in one call each: escaped, without the signs that XML cannot hold."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = {"\r": "&#13;"}  # a reader would make a newline of it
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_IN_AN_ADDRESS = "!$%&'()*+,/:;=?@~"  # signs of an address that stand as they are


class Element(str):
    """An element that is written out; any other text is escaped when it becomes part of one."""

    __slots__ = ()


def tei(tag: str, *content: str, **attributes: str) -> Element:
    """An element of texts and elements; `xml_id` and `xml_lang` are the attributes of XML itself."""
    opening = tag
    for name, value in attributes.items():
        opening += f" {name.replace('_', ':')}={quoteattr(_NOT_IN_XML.sub('', value))}"
    inner = "".join(part if isinstance(part, Element) else _written(part) for part in content)
    return Element(f"<{opening}>{inner}</{tag}>" if inner else f"<{opening}/>")


def _written(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text), _LINE_ENDS)


def address(url: str) -> str:
    """An address as XML's anyURI: what may not stand in one as percent signs, and a single #."""
    page, mark, place = _LONE_PERCENT.sub("%25", url).partition("#")
    return quote(page, safe=_IN_AN_ADDRESS) + mark + quote(place, safe=_IN_AN_ADDRESS)
