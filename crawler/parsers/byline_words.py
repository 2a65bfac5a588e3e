"""The words of bylines: labels, roles, desks, agencies, and what is no name."""

from __future__ import annotations

import re

# Labels ahead of the writer's name; in lower case, as regular expressions.
WRITER = (
    r"av", r"af", r"by", r"von", r"par", r"por", r"door",
    r"tekst", r"text", r"reporter", r"forfatt[ae]r", r"authors?(?:\(s\))?(?: of this article)?",
    r"(?:gjeste)?skribent(?:er)?",
    r"(?:journalist(?:er)?|intervju|reportasje)(?=\s?:)", r"about the author",
    r"om (?:forfatteren|skribenten|journalisten)",
    r"(?:skrevet|skriven|skrive|publisert|innsendt|postet|lagt inn|lagt ut) av",
    r"(?:artikkel|kommentar|leder|kronikk|innlegg|reportasje|intervju|tekst) av",
    r"(?:(?:this (?:post|article|story) was )?written|posted|words|reporting|story|article|text) by",
)  # fmt: skip
PHOTOGRAPHER = (
    r"foto(?:graf(?:er)?)?", r"photo(?:s|graph(?:er|y)?)?", r"bilder?", r"bilete", r"illustrasjon(?:er|ar)?",
    r"video", r"grafikk", r"image",
)  # fmt: skip
# The first two letters of all words in such labels, among them those that begin one: quicker to compare.
BEGINNINGS = frozenset(re.findall(r"(?<![a-zæøå\\])[a-z]{2}", " ".join((*WRITER, *PHOTOGRAPHER))))
# What people do; a star stands for any letters.
ROLES = (
    "*journalist*", "*redaktør*", "*leder", "*sjef", "reporter", "editor", "redaktor", "kommentator",
    "spaltist", "frilans*", "fotograf", "skribent", "forfatter", "praktikant", "*direktør*", "adm. dir",
    "professor", "*forsker", "*forskerne", "stipendiat", "student", "*rådgiver", "*rådgjevar", "advokat",
    "partner",
    "generalsekretær", "ingeniør", "lege", "correspondent", "columnist", "writer", "contributor",
    "redakteur*", "autor*", "director", "manager", "founder", "ceo", "author", "producer", "analyst",
    "coordinator", "*koordinator", "specialist", "*spesialist", "consultant", "*konsulent", "strategist",
    "*økonom", "economist", "*analytiker", "*medarbeider", "*ansvarlig", "expert", "*ekspert", "lektor",
)  # fmt: skip
# First words of roles of several words; no name begins so.
ROLE_OPENERS = frozenset({
    "senior", "junior", "assistant", "associate", "staff", "chief", "managing", "executive", "deputy",
    "guest", "contributing", "lead", "principal", "former", "freelance", "news", "political", "business",
    "technology", "licensed", "certified", "content", "marketing", "product", "software", "digital", "tech",
    "science", "health", "finance", "sports", "culture", "travel", "social", "video", "creative", "research",
    "policy", "legal", "medical", "environment", "climate", "energy", "shipping", "national", "international",
    "ansvarlig", "daglig", "politisk", "administrerende", "tidligere", "assisterende", "kommersiell",
    "faglig", "teknisk", "regional", "konstituert",
})  # fmt: skip
PHOTOGRAPHERS = frozenset({"fotograf", "photographer", "foto", "photo", "fotografie"})  # as roles
NO_NAME_WORDS = frozenset({
    "submitted", "innsendt", "oversatt", "omsett", "pressemelding", "translated",
    "publisert", "oppdatert", "published", "updated", "modified", "edited", "reviewed", "quelle", "lesetid",
    "follow", "følg", "twitter", "facebook", "linkedin", "share", "by", "foto", "about", "more", "post",
    "posts", "view", "read", "checked", "newsletter", "privacy", "policy", "cookies", "contact", "comments",
    "kommentarer", "advertising", "terms", "conditions", "articles", "artikler", "artikel", "stories",
})  # fmt: skip
NO_NAMES = frozenset(
    {"end", "del", "av", "by", "tekst", "text", "og", "and", "posted", "admin", "dept", "tlf", "mobil"}
)
SYSTEM_NAMES = frozenset({  # accounts that publishing systems start with
    "admin", "administrator", "super user", "superuser", "webmaster", "ez systems", "root", "wordpress",
    "drupal", "editor", "user", "nettredaktør", "webredaktør", "site admin", "websjef",
})  # fmt: skip
AGENCIES = frozenset({
    "ntb", "dpa", "afp", "ap", "reuters", "tt", "ritzau", "sda", "apa", "efe", "ansa", "sid", "kna", "epd",
    "aap", "belga", "anp", "lusa", "stt", "pap", "tass", "xinhua", "kyodo", "bloomberg", "upi",
    "npk",
})  # fmt: skip
DESKS = frozenset({"redaksjonen", "nyhetsredaksjonen", "desken", "nyhetsdesken", "sportsredaksjonen"})
KEPT_CAPITALS = frozenset({"AS", "ASA", "SA", "NTB", "KS", "BA", "AB"})
PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "del", "af", "av", "el", "al", "bin",
    "jr", "sr",
})  # fmt: skip
