from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sites.profile import Crawl, Discover, Parse, ProfileError, Site, load_profile

LEAST = 'title = "Fagbladet"\nhome = "https://fagbladet.example/"\ndomains = ["fagbladet.example"]\n'
FULL = """title = "Fagbladet"
home = "https://www.fagbladet.example:8443/"
domains = ["WWW.fagbladet.example:8443", "fagbladet.example"]
sector = "bygg"
publisher = "Forlaget"
language = "nn"
[discover]
feeds = ["/rss"]
sitemaps = ["https://www.fagbladet.example/s.xml"]
sections = ["/", "/bygg"]
article = '/sak/\\d+'
[parse]
family = "labrador"
body = "article .tekst"
drop = [".annonse"]
drop_text = ["Les også"]
[crawl]
delay = 5
allow_private = true
"""


def written(folder: Path, text: str, name: str = "fagbladet.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_profile_leaves_out_is_found_out(tmp_path: Path) -> None:
    site = load_profile(written(tmp_path, LEAST))
    assert site == Site("fagbladet", "Fagbladet", "https://fagbladet.example/", ("fagbladet.example",))
    assert site.crawl == Crawl(delay=2.0, allow_private=False)


def test_every_key_is_read(tmp_path: Path) -> None:
    assert load_profile(written(tmp_path, FULL)) == Site(
        name="fagbladet",
        title="Fagbladet",
        home="https://www.fagbladet.example:8443/",
        domains=("www.fagbladet.example:8443", "fagbladet.example"),
        sector="bygg",
        publisher="Forlaget",
        language="nn",
        discover=Discover(("/rss",), ("https://www.fagbladet.example/s.xml",), ("/", "/bygg"), r"/sak/\d+"),
        parse=Parse("labrador", "article .tekst", (".annonse",), ("Les også",)),
        crawl=Crawl(5, True),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            LEAST + 'sektor = "bygg"',
            "unknown key 'sektor'. Allowed here: title, home, domains, sector, publisher, language, "
            "[discover], [parse], [crawl].",
        ),
        (
            LEAST + "[discover]\nfeed = []",
            "[discover] unknown key 'feed'. Allowed here: feeds, sitemaps, sections, article.",
        ),
        (LEAST + "[crawl]\ndelay = '2 s'", "[crawl] delay must be a number, not '2 s'."),
        (LEAST + "[crawl]\ndelay = true", "[crawl] delay must be a number, not True."),
        (LEAST + "[crawl]\ndelay = -1", "[crawl] delay must be 0 or more seconds, not -1."),
        (LEAST + "[crawl]\nallow_private = 1", "[crawl] allow_private must be true or false, not 1."),
        (
            LEAST + '[discover]\nfeeds = "/rss"',
            """[discover] feeds must be a list of texts, as in ["a", "b"], not '/rss'.""",
        ),
        (
            LEAST + "[parse]\ndrop = [1]",
            """[parse] drop must be a list of texts, as in ["a", "b"], not [1].""",
        ),
        (LEAST + "crawl = 2", "'crawl' must be a section. Write it as [crawl] on a line of its own."),
        (
            LEAST + '[discover]\nfeeds = ["rss"]',
            "[discover] feeds: 'rss' is neither a path nor a full address. Begin it with / or https://.",
        ),
        (
            LEAST + "[discover]\narticle = '('",
            "[discover] article is not a valid regular expression: missing ), unterminated subpattern "
            "at position 0.",
        ),
        (LEAST.replace("title", "# title"), "the key 'title' is missing. Add it at the top of the file."),
        (
            LEAST.replace("https://fagbladet.example/", "fagbladet.example"),
            "home 'fagbladet.example' is not a full address. Write it as in https://www.example.no/.",
        ),
        (
            LEAST.replace("https://fagbladet.example/", "https://www.fagbladet.example/"),
            "home is on 'www.fagbladet.example', which is not among domains (fagbladet.example). "
            "Add it there.",
        ),
        ("title = ", "is not valid TOML: Invalid value (at end of document)."),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_is_right(text: str, sentence: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ProfileError) as told:
        load_profile(path)
    assert str(told.value) == f"{path}: {sentence}"


def test_the_files_name_is_the_publications(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"name 'Fag bladet' may hold only a-z, 0-9 and '-'"):
        load_profile(written(tmp_path, LEAST, "Fag bladet.toml"))


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"ikke\.toml: no such profile file\. Check the path\."):
        load_profile(tmp_path / "ikke.toml")
    (tmp_path / "bytes.toml").write_bytes(b'title = "B\xe5t"')
    with pytest.raises(ProfileError, match=r"cannot be read .*Save it as a UTF-8 text file"):
        load_profile(tmp_path / "bytes.toml")
