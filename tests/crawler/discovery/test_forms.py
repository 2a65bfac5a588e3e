"""'Vis flere' may be the button of a form that gets."""

from __future__ import annotations

import pytest

from crawler.discovery.pages import read_listing
from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page

HERE = "https://fagbladet.example/bygg/?side=1"
HIDDEN = '<input type="hidden" name="side" value="2"><input type=hidden name=tema value="på øya">'


@pytest.mark.parametrize(
    ("form", "further"),
    [
        ('<form method="get"><button>Vis flere</button>{}</form>', "/bygg/?side=2&tema=p%C3%A5+%C3%B8ya"),
        (
            '<form action="/alt?x=1#a">{}<input type=submit value="Eldre saker"></form>',
            "/alt?side=2&tema=p%C3%A5+%C3%B8ya",
        ),
        (
            '<form action="alt">{}<button type=submit name=v value=1>Last inn flere</button></form>',
            "/bygg/alt?side=2&tema=p%C3%A5+%C3%B8ya&v=1",
        ),
        (
            '<form><input name=fra value=20><button aria-label="Neste side"><svg></svg></button></form>',
            "/bygg/?fra=20",
        ),
        (
            "<form><select name=antall><option value=10>Ti<option value=20 selected>Tjue</select>"
            "<input type=checkbox name=a checked><input type=checkbox name=b><input name=c value=1 disabled>"
            "<button>Flere saker</button></form>",
            "/bygg/?antall=20&a=on",
        ),
        (
            "<form><button name=side value=2>2</button><button name=side value=1>1</button></form>",
            "/bygg/?side=2",
        ),
        ("<form method=post><button formmethod=get formaction=/alt>Vis flere</button></form>", "/alt"),
        ('<form method="POST" action="/alt"><button>Vis flere</button>{}</form>', None),
        ("<form><button formmethod=post>Vis flere</button>{}</form>", None),
        ("<form method=dialog><button>Vis mer</button></form>", None),
        ("<form>{}<button>Søk</button></form>", None),
        ("<form>{}<button type=button>Vis flere</button><button type=reset>Vis mer</button></form>", None),
        ("<form>{}<button disabled>Vis flere</button></form>", None),
        ("<form>{}<input type=password name=p><button>Vis mer</button></form>", None),
        ('<form action="http://[x">{}<button>Vis flere</button></form>', None),
        ('<form action="javascript:alert(1)">{}<button>Vis flere</button></form>', None),
    ],
)
def test_the_page_that_a_button_leads_to(form: str, further: str | None) -> None:
    found = read_listing(form.format(HIDDEN) if "{}" in form else form, HERE).further
    assert found == ((f"https://fagbladet.example{further}",) if further else ())


def test_a_list_is_followed_by_its_form_and_nothing_is_posted(crawl: Crawl) -> None:
    def listed(number: int) -> str:
        button = (
            f'<form method="get" action="/arkiv"><input type="hidden" name="visning" value="liste">'
            f'<input type="hidden" name="fra" value="{number + 1}"><button>Vis flere saker</button></form>'
            '<form method="post" action="/mer"><button>Vis flere</button></form>'
        )
        return links(f"/en-sak-om-kai-nummer-{number}") + (button if number < 6 else "")

    found = crawl(
        {
            "/": page(listed(1)),
            **{f"/arkiv?visning=liste&fra={number}": page(listed(number)) for number in range(2, 7)},
            **{f"/en-sak-om-kai-nummer-{number}": article(f"Sak {number}") for number in range(1, 7)},
        }
    )
    assert len(found.articles()) == 6
    assert {request.method for request in found.requests} == {"GET"}
    assert not any(path.startswith("/mer") for path in found.asked)
