"""Makes docs/stages.svg, the picture of how a page becomes an Article: python -m docs.stages"""

from __future__ import annotations

from html import escape
from pathlib import Path

PICTURE = Path(__file__).with_name("stages.svg")

STAGES = (  # file, what it does, what it hands on
    ("decode.py", "which encoding, whatever the page declares", "UTF-8"),
    ("page.py", "Lexbor's tree; meta and JSON-LD read, scripts cut", "Page"),
    ("families/", "Labrador, WordPress, ...: what their markup guarantees", "Page, Family"),
    ("locate.py", "which element wraps the running text", "Located"),
    ("running_text.py", "one walk: pieces of text in reading order", "pieces"),
    ("signature.py", "labelled lines below a text: who, when, keywords", "pieces"),
    ("sift.py", "boxes, comments, notices, captions judged", "pieces"),
    ("verdict.py", "front page, list, «Siden finnes ikke»: no body, but the reason", "pieces"),
    ("lead.py", "which piece is the lead", "blocks, body"),
)
_OF_THE_TREE = ("page.py", "families/", "locate.py", "running_text.py")
FIELDS = (  # file, the field; each reads the Page for itself
    ("title.py", "title and kicker", True),
    ("byline.py", "authors with role and e-mail", True),
    ("dates.py", "published, updated", False),
    ("keywords.py", "the publisher's own keywords", False),
    ("captions.py", "captions, credits apart", False),
    ("section.py", "section", False),
    ("language.py", "language, from the text", False),
    ("access.py", "sponsored, paywalled", False),
    ("canonical.py", "the page's own address", False),
)

_WIDTH, _LEFT, _RIGHT, _BOX, _FIELD_BOX = 920, 40, 570, 400, 310
_TOP, _STEP, _HIGH, _FIELD_STEP = 76, 74, 46, 46
_BOTTOM = _TOP + _STEP * len(STAGES)

_STYLE = """
    :root { color-scheme: light dark }
    .page { fill: #ffffff; stroke: #d0d7de }
    .box { fill: #f3f6fa; stroke: #9aa7b8 }
    .lexbor { fill: #e3eefc; stroke: #4a7fc1 }
    .soup { fill: #fdf0dc; stroke: #c08a2e }
    .end { fill: #2f6b4f; stroke: none }
    .line { stroke: #6b7785; fill: none; stroke-width: 1.5 }
    .tip { fill: #6b7785 }
    text { font-family: -apple-system, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif;
           font-size: 13px; fill: #2c3540 }
    .file { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-weight: bold }
    .small { font-size: 12px; fill: #57626e }
    .white { fill: #ffffff; font-weight: bold }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; stroke: #30363d }
      .box { fill: #1b222b; stroke: #5b6675 }
      .lexbor { fill: #14263e; stroke: #4a7fc1 }
      .soup { fill: #35270f; stroke: #b07d28 }
      .line { stroke: #8b96a3 }
      .tip { fill: #8b96a3 }
      text { fill: #dfe5ec }
      .small { fill: #a3adb8 }
    }
"""


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _box(x: float, y: float, wide: float, high: float, kind: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="7" class="{kind}"/>'


def _arrow(path: str) -> str:
    return f'<path d="{path}" class="line" marker-end="url(#tip)"/>'


def _pill(x: float, y: float, words: str) -> str:
    return _box(x, y, 120, 28, "end") + _text(x + 60, y + 19, words, "white", "middle")


def _main_line() -> list[str]:
    """The stages, top down, with what each hands to the next."""
    middle = _LEFT + _BOX / 2
    parts = [_pill(middle - 60, 20, "bytes, url"), _arrow(f"M{middle} 48 V{_TOP - 2}")]
    for number, (file, does, gives) in enumerate(STAGES):
        y = _TOP + number * _STEP
        parts += [
            _box(
                _LEFT,
                y,
                _BOX,
                _HIGH,
                "lexbor" if file in _OF_THE_TREE else "box",
            ),
            _text(_LEFT + 14, y + 19, file, "file"),
            _text(_LEFT + 14, y + 37, does, "small"),
            _arrow(f"M{middle} {y + _HIGH} V{y + _STEP - 2}"),
            _text(middle + 10, y + _HIGH + 18, gives, "small"),
        ]
    return [*parts, _pill(middle - 60, _BOTTOM, "Article")]


def _fields() -> list[str]:
    """The readers of single fields, fed by the Page, feeding the Article."""
    frame, page = _TOP + 30, _TOP + _STEP + _HIGH / 2
    inner = frame + 34
    bottom = inner + _FIELD_STEP * len(FIELDS) + 4
    parts = [
        _box(_RIGHT - 16, frame, _FIELD_BOX + 32, bottom - frame, "page"),
        _text(_RIGHT, frame + 22, "one file a field, each with its places weighed"),
        _arrow(f"M{_LEFT + _BOX} {page} H{_RIGHT - 18}"),
        _text((_LEFT + _BOX + _RIGHT - 16) / 2, page - 7, "Page", "small", "middle"),
    ]
    for number, (file, field, soup) in enumerate(FIELDS):
        y = inner + number * _FIELD_STEP
        parts += [
            _box(_RIGHT, y, _FIELD_BOX, 36, "soup" if soup else "lexbor"),
            _text(_RIGHT + 12, y + 23, file, "file"),
            _text(_RIGHT + 120, y + 23, field, "small"),
        ]
    middle, end = _RIGHT + _FIELD_BOX / 2, _BOTTOM + 14
    return [*parts, _arrow(f"M{middle} {bottom} V{end} H{_LEFT + _BOX / 2 + 62}")]


def _legend(y: float) -> list[str]:
    kinds = (("lexbor", "Lexbor's tree"), ("soup", "small pieces as BeautifulSoup"), ("box", "text alone"))
    parts = []
    for number, (kind, words) in enumerate(kinds):
        x = _LEFT + (0, 150, 400)[number]
        parts += [_box(x, y, 18, 14, kind), _text(x + 26, y + 12, words, "small")]
    return parts


def picture() -> str:
    """The whole SVG."""
    high = _BOTTOM + 80
    tip = (
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" class="tip"/></marker>'
    )
    parts = [_box(1, 1, _WIDTH - 2, high - 2, "page"), *_main_line(), *_fields(), *_legend(_BOTTOM + 48)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {high}" role="img"'
        ' aria-label="How a page becomes an Article">'
    )
    return "\n".join([head, f"<style>{_STYLE}</style>", f"<defs>{tip}</defs>", *parts, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
