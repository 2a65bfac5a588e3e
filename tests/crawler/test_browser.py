"""A publication that is empty without JavaScript, read through Chromium; where that is installed."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator

import pytest

from crawler.browser import chromium, require_browser, resolver_rules
from crawler.sites.profile import ProfileError, build_profile
from tests.crawler.conftest import Crawl
from tests.crawler.publication import PROSE, links, redirect
from tests.crawler.test_hazards_elsewhere import Count, Watched
from tests.sites.server import Answer

needs_chromium = pytest.mark.skipif(
    chromium() is None or importlib.util.find_spec("scrapy_playwright") is None,
    reason="needs Chromium and the extra 'browser'",
)
SAK, BORT = "/en-sak-som-bygges-av-skript", "/en-sak-som-leder-bort"


@pytest.fixture
def elsewhere() -> Iterator[Watched]:
    with Watched(("127.0.0.1", 0), Count) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def empty_page(data: str, host: str) -> Answer:
    """A page whose script fetches its text, and all kinds of things that it should not get."""
    by_name = host.replace("127.0.0.1", "localhost")
    script = f"""
        for (const url of ["http://{host}/spion", "http://{by_name}/spion", "/stengt/spion"])
            fetch(url, {{mode: "no-cors"}}).catch(() => 0);
        new Image().src = "/bilde.png";
        fetch("{data}").then(answer => answer.json()).then(page => {{
            document.title = page.title;
            document.getElementById("root").innerHTML = page.html;
        }});
    """
    html = (
        f'<!doctype html><html lang="nb"><body><div id="root"></div><script>{script}</script></body></html>'
    )
    return Answer(html.encode())


def data(title: str, html: str) -> Answer:
    return Answer(json.dumps({"title": title, "html": html}).encode(), "application/json")


@needs_chromium
def test_pages_are_read_as_a_reader_sees_them_under_the_same_manners(
    crawl: Crawl, elsewhere: Watched
) -> None:
    host = f"127.0.0.1:{elsewhere.server_port}"
    pages = {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /stengt/\n", "text/plain"),
        "/": empty_page("/data/forside.json", host),
        SAK: empty_page("/data/sak.json", host),
        BORT: redirect(f"http://{host}/spion"),
        "/data/forside.json": data("Kaiposten", links(SAK, BORT)),
        "/data/sak.json": data("Kai", f"<article><h1>En ny kai</h1><p>{PROSE}</p><p>{PROSE}</p></article>"),
    }
    found = crawl(pages, "browser = true", settings={"BROWSER_SETTLE": 0.5, "RETRY_TIMES": 0})
    assert found.articles() == [SAK]
    assert found.rows("SELECT title FROM articles") == [("En ny kai",)]
    assert set(found.problems()) == {BORT}
    assert elsewhere.asked == 0, "neither a script nor a redirect reaches another host"
    assert not {"/stengt/spion", "/bilde.png"} & set(found.asked)
    agents = {name.lower(): value for one in found.requests for name, value in one.headers.items()}
    assert agents["user-agent"] == "Nyhetsarkiv/0.1"


def test_without_the_browser_such_a_page_says_what_to_do(crawl: Crawl) -> None:
    found = crawl({"/": Answer(links(SAK).encode()), SAK: empty_page("/data/sak.json", "127.0.0.1:9")})
    assert found.problems() == {
        SAK: "The page is empty without JavaScript. Set browser = true in the profile's [crawl] section "
        "to read it."
    }


def profile(*domains: str, **crawl: object) -> object:
    home = {"title": "Kaiposten", "home": f"https://{domains[0]}/", "domains": list(domains)}
    return build_profile("kaiposten", {**home, "crawl": {"browser": True, **crawl}}, "kaiposten.toml")


@pytest.mark.parametrize(
    ("domains", "options", "rules"),
    [
        (("127.0.0.1:8801",), {"allow_private": True}, "MAP 127.0.0.1:8801 127.0.0.1:8801, MAP * ~NOTFOUND"),
        (("127.0.0.1:8801",), {}, "MAP * ~NOTFOUND"),
        (("1.1.1.1",), {}, "MAP 1.1.1.1:80 1.1.1.1:80, MAP 1.1.1.1:443 1.1.1.1:443, MAP * ~NOTFOUND"),
        (("finnes-ikke.invalid",), {}, "MAP * ~NOTFOUND"),
    ],
)
def test_the_browser_knows_no_other_hosts(
    domains: tuple[str, ...], options: dict[str, object], rules: str
) -> None:
    assert resolver_rules(profile(*domains, **options)) == rules  # type: ignore[arg-type]


def test_a_missing_browser_is_said_before_the_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        ProfileError, match=r"kaiposten: browser = true needs Chromium and scrapy-playwright\."
    ):
        require_browser([profile("kaiposten.example")])  # type: ignore[list-item]
