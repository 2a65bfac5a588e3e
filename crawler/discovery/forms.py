"""Forms that lead to another page as a link does: what a press of each of their buttons asks for.

Only forms that get: one that posts changes something, or may.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.text import clean

_BUTTONS = 'button, input[type="submit" i], input[type="image" i]'
_FIELDS = "input[name], select[name], textarea[name]"
_NOT_SENT = frozenset({"submit", "image", "button", "reset", "file"})
_TICKED = frozenset({"checkbox", "radio"})
MOST_FORMS = 20  # of a page that are looked at
MOST_BUTTONS = 20  # of a form; each names another page


def read_buttons(tree: LexborHTMLParser, url: str, base: str) -> Iterator[tuple[str, str]]:
    """What each button of the page at `url` is called, and the absolute address that it asks for; `base` is
    what the page's links are relative to."""
    for form in tree.css("form")[:MOST_FORMS]:
        buttons = [button for button in form.css(_BUTTONS) if _submits(button)][:MOST_BUTTONS]
        if any(_kind(field) == "password" for field in form.css("input")):
            continue
        for button in buttons:
            sent = [*_values(form), *_own_value(button)]
            place = _place(form, button, url, base)
            if place is not None and _gets(form, button):
                yield _name(button), place._replace(query=urlencode(sent), fragment="").geturl()


def _gets(form: LexborNode, button: LexborNode) -> bool:
    method = button.attributes.get("formmethod") or form.attributes.get("method") or "get"
    return method.lower() == "get"


def _place(form: LexborNode, button: LexborNode, url: str, base: str) -> SplitResult | None:
    """Where a button sends its form; None where that is no address."""
    action = (button.attributes.get("formaction") or form.attributes.get("action") or "").strip()
    try:
        return urlsplit(urljoin(base, action) if action else url)
    except ValueError:
        return None


def _submits(button: LexborNode) -> bool:
    is_of_kind = button.tag == "input" or _kind(button) not in ("button", "reset")
    return is_of_kind and "disabled" not in button.attributes


def _kind(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").lower()


def _name(button: LexborNode) -> str:
    named = (button.attributes.get(name) for name in ("value", "alt", "aria-label", "title"))
    return clean(button.text()) or clean(next(filter(None, named), ""))


def _own_value(button: LexborNode) -> list[tuple[str, str]]:
    name = button.attributes.get("name")
    return [(name, button.attributes.get("value") or "")] if name and _kind(button) != "image" else []


def _values(form: LexborNode) -> Iterator[tuple[str, str]]:
    """The fields that are sent with any button, as the page has them (HTML: its entry list)."""
    for field in form.css(_FIELDS):
        name = field.attributes.get("name")
        kind = _kind(field) if field.tag == "input" else field.tag
        is_off = kind in _TICKED and "checked" not in field.attributes
        if not name or kind in _NOT_SENT or is_off or "disabled" in field.attributes:
            continue
        if kind == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            value = (chosen.attributes.get("value") or clean(chosen.text())) if chosen is not None else ""
        else:
            value = field.attributes.get("value") or ("on" if kind in _TICKED else "")
        yield name, value
