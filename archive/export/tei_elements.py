"""Elements of TEI, made in one call each, without the signs that XML cannot hold."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from lxml import etree

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NAMESPACES: Any = {None: NAMESPACE}  # lxml's stubs do not know of the default namespace
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_AN_ADDRESS = "!#$%&'()*+,/:;=?@[]~"  # signs of an address that stand as they are


def tei(tag: str, *content: str | etree._Element, **attributes: str) -> etree._Element:
    """An element with a text or with children; `xml_id` and `xml_lang` are the attributes of XML itself."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(_XML + name[4:] if name.startswith("xml_") else name, _NOT_IN_XML.sub("", value))
    for part in content:
        if isinstance(part, str):
            element.text = _NOT_IN_XML.sub("", part)
        else:
            element.append(part)
    return element


def address(url: str) -> str:
    """An address as XML's anyURI: blanks and foreign letters as percent signs."""
    return quote(url, safe=_IN_AN_ADDRESS)
