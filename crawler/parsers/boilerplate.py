"""What is not the article: names of elements and lines of text that tell boilerplate.

All such rules stand here as data. A name counts when one of its words fits (class 'c-related-links'
has the words c, related, links), so that 'shared' or 'broadcast' never count for 'share' or 'ad'.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

# Elements that never hold running text.
DROP_TAGS = frozenset(
    "nav footer form button select textarea option input figure picture video audio object embed canvas map "
    "dialog menu figcaption iframe amp-ad amp-social-share hr img source label fieldset".split()
)

# Words in class or id that tell what an element is.
_NAMES = (
    r"related\w*|relatert\w*|verwandt\w*|recirc\w*|recommend\w*|anbefal\w*|mostread|mest-?lest|popular\w*|"
    r"teasers?|promos?|promoted|newsletters?|nyhetsbrev|subscri\w*|abonn\w*|signup|"
    r"share|sharing|sharedaddy|sharebar|social\w*|follow\w*|addtoany|addthis|"
    r"comments?|kommentarer?|disqus|respond|reply|"
    r"ads?|advert\w*|annonse\w*|anzeige\w*|adunit|adslot|adwrapper|dfp|googleads?|banner\w*|sponsor\w*|taboola|outbrain|"
    r"breadcrumbs?|menu|nav|navbar|navigation|pagination|pager|footer|sidebar|cookies?|consent|gdpr|"
    r"byline\w*|authors?|authorbox|bio|vcard|dateline|timestamp|postmeta|entry-meta|post-meta|article-meta|"
    r"tags?|tag-?list|taglist|keywords?|topics?|"
    r"captions?|credits?|wp-caption-text|"
    r"toolbar|print|copyright|disclaimer|modal|popup|tooltip|"
    r"screen-reader-text|sr-only|visually-?hidden|skip-?link|"
    r"yarpp|jp-relatedposts|crp|articlescroller|articlesbytag|poll|quiz"
)
_WORD = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?=$|[\s_-])", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# A line that opens a box of pointers to other pages; what follows it is not running text.
_CUE = re.compile(
    r"(?:les også|les mer|les saken|se også|hør også|read more|read also|also read|related\b.{0,20}|see also|"
    r"mehr zum thema|mehr zu diesem thema|lesen sie auch|auch interessant|lire aussi|à lire aussi|læs også|läs också|läs mer|"
    r"leia também|lea también|czytaj także|czytaj więcej|leggi anche|more on this.{0,20}|recommended.{0,20}|don't miss|"
    r"mest lest|siste nytt|flere saker|most read|most popular|trending|schlagzeilen|stellenmarkt|■関連記事|関連記事|"
    r"subscribe.{0,30}|sign up.{0,40}|follow us.{0,30}|share this.{0,20})\s*[:>»]?\s*$|"
    r"(?:les også|read more|read also|also read|related|see also|lesen sie auch|lire aussi|læs også|läs också|"
    r"czytaj także|leggi anche)\s*[:>»|]",
    re.I,
)
# A line that is a label of the page and says nothing itself.
_LABEL = re.compile(
    r"(?:advertisement|annonse|annonsørinnhold|anzeige|publicité|reklam|reklama|ad|annons|annonce|publicidad|pubblicità|"
    r"del|del saken|del artikkelen|share|tweet|print|skriv ut|artikkelen fortsetter under annonsen\.?|"
    r"saken fortsetter under .{1,30}|"
    r"foto:?|photo:?|bild:?|image:?)\s*$",
    re.I,
)


def is_boilerplate(node: LexborNode) -> bool:
    """Whether an element's class, id or role says that it is not running text."""
    attributes = node.attributes
    name = attributes.get("class") or ""
    if attributes.get("id"):
        name = f"{name} {attributes['id']}"
    if "hidden" in attributes or attributes.get("role") in ("navigation", "complementary"):
        return True
    return bool(name) and _WORD.search(_CAMEL.sub("-", name)) is not None


def is_cue(text: str) -> bool:
    """Whether a line opens a box of pointers to other pages."""
    return len(text) < 200 and _CUE.match(text) is not None


def is_label(text: str) -> bool:
    """Whether a line is an advert's label, a share button or the like."""
    return len(text) < 60 and _LABEL.match(text) is not None


# A short paragraph with one of these speaks of the publication, not of the news.
_NOTICE = re.compile(
    r"(?:meld deg på|få|motta|abonner på|abonnér på|vårt|våre).{0,40}nyhetsbrev|nyhetsbrevet vårt|bli abonnent|logg inn|"
    r"samtykke(?:r)? til|informasjonskapsler|last ned appen|har du (?:et )?tips|tips oss|følg oss|del saken|"
    r"denne (?:artikkelen|saken) er (?:over|eldre)|tegn abonnement|allerede abonnent|"
    r"(?:our|the|your|free|daily|weekly) newsletter|newsletters? (?:straight )?to your|subscribe (?:now|to|today)|"
    r"sign (?:in|up) (?:to|for|with|now)|create an (?:free )?account|log in\b|download (?:our|the) .{0,20}app\b|cookies|"
    r"affiliate (?:link|commission)|earn (?:a|an) .{0,20}commission|terms of use|"
    r"all rights reserved|privacy policy|unlimited online access|breaking news alerts|"
    r"support (?:local|our|independent) journalism|"
    r"externe[rn]? inhalt|datenschutz(?:erklärung|richtlinie)|personenbezogene daten|werbevereinbarung|whatsapp-kanal|"
    r"redaktioneller inhalt|newsletter (?:abonnieren|anmeld)|jetzt (?:abonnieren|anmelden)|meiner anmeldung|"
    r"logga in|bli prenumerant|s'abonner|abonnez-vous|inscrivez-vous|suscr[ií]bete|iscriviti|zapisz się|会員登録|会員限定|ログイン",
    re.I,
)
_NOTICE_LENGTH = 300  # characters; a longer paragraph that mentions a newsletter is news about one
# A line that only dates, credits or signs the article.
_SIGNATURE = re.compile(
    r"(?:published|publisert|oppdatert|updated|uppdaterad|publicerad|aktualisiert|stand|aktualizacja|publikacja|offentliggjort|"
    r"publié|mis à jour|publicado|actualizado|sist endret|lagt ut|foto|photo|bild|image|fotos?|illustrasjon|ljósmynd|ảnh)"
    r"\s*[:.|]?\s.{0,80}$|©.{0,80}$|.{0,200}(?:\bfoto|\bphoto|\bbild|ljósmynd|ảnh)\s?[:/].{1,60}$|.{0,200}\s©\s?.{1,50}$",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:\d{1,5}\s+)?(?:kommentare?r?|comments?|commentaires?|comentarios|kommentarfelt|leserkommentarer)(?:\s*\(?\d{0,5}\)?)?\s*:?$|"
    r"(?:leave a (?:comment|reply)|legg igjen en kommentar|skriv en kommentar|diskuter saken|join the conversation)",
    re.I,
)


def is_notice(text: str) -> bool:
    """Whether a paragraph speaks of the publication itself: newsletter, log-in, consent, signature."""
    if len(text) > _NOTICE_LENGTH:
        return False
    return _NOTICE.search(text) is not None or _SIGNATURE.match(text) is not None


def opens_comments(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    return len(text) < 60 and _COMMENTS.match(text) is not None
