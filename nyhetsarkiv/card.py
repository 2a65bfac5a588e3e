"""An Article as a card to read: every field with the place where it was found, then the text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.article import Article, Block
from nyhetsarkiv.renderings import say_author, say_caption, say_time

_BLOCK_STYLES = {"heading": "bold", "quote": "italic", "fact": "dim"}
_BLOCK_MARKS = {"list_item": "• ", "fact": "│ "}


def print_card(article: Article, to: Console) -> None:
    """Print `article` for a person; piped, the same lines without colours."""
    if article.kicker:
        to.print(Text(article.kicker, style="dim"))
    to.print(Text(article.title or "(no title found)", style="bold"), soft_wrap=True)
    _print_fields(article, to)
    for block in article.blocks:
        to.print(_paragraph(block, article.lead), soft_wrap=not to.is_terminal)
    if not article.body:
        to.print(Text("(no text found)", style="bold"))
    for problem in article.problems:
        to.print(Text(f"! {problem}", style="yellow"), soft_wrap=True)


def _print_fields(article: Article, to: Console) -> None:
    if not to.is_terminal:
        to.print()
        for name, value in _field_values(article):
            to.print(Text(f"{name}: {value}"), soft_wrap=True)
        to.print()
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(style="dim", justify="right")
    for name, value in _field_values(article):
        table.add_row(name, Text(value), Text(article.sources.get(name, "")))
    to.print(Padding(table, (1, 0)))


def _field_values(article: Article) -> Iterator[tuple[str, str]]:
    """The card's fields in the order of the Article; what was not found is left out."""
    captions = "\n".join(say_caption(caption.text, caption.credit) for caption in article.captions)
    flags = [name for name in ("sponsored", "paywalled") if getattr(article, name)]
    for name, value in (
        ("url", article.canonical_url),
        ("authors", "\n".join(say_author(author) for author in article.authors)),
        ("published", say_time(article.published, article.published_precision)),
        ("updated", say_time(article.updated)),
        ("keywords", ", ".join(article.keywords)),
        ("section", article.section or ""),
        ("language", article.language or ""),
        ("captions", captions),
        ("marked", ", ".join(flags)),
        ("words", f"{len(article.body.split())}"),
    ):
        if value:
            yield name, value


def _paragraph(block: Block, lead: str | None) -> Text:
    style = "bold" if block.text == lead else _BLOCK_STYLES.get(block.kind, "")
    return Text(f"{_BLOCK_MARKS.get(block.kind, '')}{block.text}\n", style=style)
