"""Pages as Chromium shows them: no complaint, nothing sideways, ink that can be read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from crawler.browser import chromium
from tests.archive.front.served import Front
from tests.browser import Tab, browser_tab

pytestmark = pytest.mark.skipif(chromium() is None, reason="needs Chromium")

PAGES = [
    "/", "/?q=slakterier+OR+sild&author=Siv+Sild&page=2", "/?q=%22", "/article/1", "/article/2", "/article/4",
    "/trend", "/trend?q=sild;script&author=Siv+Sild", "/trend?q=sild&by=day", "/sites", "/sites/sildeposten",
    "/sites/skadeposten", "/edits?kind=all", "/crawls", "/nowhere",
]  # fmt: skip
_OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_CUT_OFF = """[...document.querySelectorAll("main *")].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".unseen, .stacked thead, .scroll"))
    .map(one => one.outerHTML)"""
_CONTRASTS = """(() => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
        .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
    const ground = one => {
        const colour = getComputedStyle(one).backgroundColor;
        return colour !== "rgba(0, 0, 0, 0)" || !one.parentElement ? colour : ground(one.parentElement);
    };
    return [...document.querySelectorAll("body *")].filter(one =>
        [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        && !one.closest("svg, .skip")
    ).map(one => {
        const [ink, paper] = [light(getComputedStyle(one).color), light(ground(one))];
        return [(Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05), one.outerHTML.slice(0, 80)];
    }).filter(([contrast]) => contrast < 4.5);
})()"""


async def _faults(tab: Tab, front: Front, width: int, *, dark: bool) -> list[Any]:
    """What is wrong with the pages at such a width: each page with what it does wrong and where."""
    faults: list[Any] = []
    for path in PAGES:
        await tab.open(front.address + path, width, dark=dark)
        await tab.value(_OPEN_ALL)
        found = {
            "pixels sideways": await tab.value(_SIDEWAYS),
            "cut off": await tab.value(_CUT_OFF),
            "too pale": await tab.value(_CONTRASTS),
            "fonts and scripts": await tab.value("[...document.fonts].length + document.scripts.length"),
            "complaints": [one for one in tab.complaints if "the server responded" not in one],
        }
        faults += [(path, width, what, where) for what, where in found.items() if where]
    return faults


@pytest.mark.parametrize("dark", [False, True])
def test_pages_fit_any_screen_and_the_browser_complains_of_none(front: Front, dark: bool) -> None:
    async def look() -> list[Any]:
        async with browser_tab() as tab:
            found = [await _faults(tab, front, width, dark=dark) for width in (320, 360, 800, 1280)]
        return [fault for faults in found for fault in faults]

    assert asyncio.run(look()) == []


def test_the_keyboard_comes_first_to_the_content_then_to_the_pages(front: Front) -> None:
    async def tabbed() -> list[str]:
        names = []
        async with browser_tab() as tab:
            await tab.open(front.address + "/")
            for _ in range(8):
                for kind in ("keyDown", "keyUp"):
                    await tab.send("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
                names.append(await tab.value("document.activeElement.id || document.activeElement.innerText"))
        return names

    assert asyncio.run(tabbed()) == [
        "To the content", "Nyhetsarkiv", "Search", "Over time", "Publications", "Edits", "Crawls", "q"
    ]  # fmt: skip
