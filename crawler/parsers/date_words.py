"""The words that pages say dates with: months, weekdays, labels, time zones. All in lower case.

Norwegian in both forms, its neighbours, and the languages that trade press quotes most; dateparser
knows the others.
"""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january januari jänner janúar janvier janv enero gennaio janeiro tammikuuta",
            "februar feb february februari febrúar feber février févr febrero febbraio fevereiro helmikuuta",
            "mars mar march marts märz maart marzo março maaliskuuta",
            "april apr apríl avril abril aprile huhtikuuta",
            "mai may maj mei maí mayo maggio maio toukokuuta",
            "juni jun june júní juin junio giugno junho kesäkuuta",
            "juli jul july júlí juillet juil julio luglio julho heinäkuuta",
            "august aug augusti augustus ágúst août agosto elokuuta",
            "september sep sept septembre septiembre settembre setembro syyskuuta",
            "oktober okt oct october október octobre octubre ottobre outubro lokakuuta",
            "november nov nóvember novembre noviembre novembro marraskuuta",
            "desember des dec december dezember dez décembre déc diciembre dicembre dezembro joulukuuta",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag måndag man mån mand monday mon montag",
            "tirsdag tysdag tisdag tir tirs tys tis tirsd tuesday tue tues dienstag",
            "onsdag ons onsd wednesday wed mittwoch",
            "torsdag tor tors torsd thursday thu thur thurs donnerstag",
            "fredag fre fred friday fri freitag",
            "lørdag laurdag lördag lør lau lör lørd saturday sat samstag sonnabend",
            "søndag sundag søn sun söndag sön sønd sunday sonntag",
        )
    )
    for name in names.split()
}
# Labels ahead of the two dates of an article, as regular expressions.
PUBLISHED = (
    r"(?:først )?publisert(?: første gang)?", r"publiseringsdato", r"lag[td] (?:ut|inn)", r"lagd",
    r"opprett(?:et|a)", r"postet", r"publicer(?:ad|at|et)", r"udgivet", r"offentliggjort", r"oprettet",
    r"(?:first )?published", r"posted", r"veröffentlicht", r"erschienen", r"erstellt",
    r"publiée?", r"publicado", r"gepubliceerd", r"geplaatst", r"pubblicato", r"julkaistu",
    r"publikacja", r"opublikowano",
)  # fmt: skip
# What is written anew year after year, as English guides are, has its one date behind such a label.
REWRITTEN = (r"(?:last )?(?:updated|modified|reviewed)",)
UPDATED = (
    *REWRITTEN,
    r"(?:sist )?(?:oppdatert|endret|endra|redigert)", r"(?:senast )?(?:uppdatera[dt]|ändra[dt])",
    r"(?:senest |sidst )?(?:opdateret|ændret)",
    r"(?:zuletzt )?(?:aktualisiert|geändert)", r"letzte (?:aktualisierung|änderung)",
    r"mise? à jour", r"modifiée?", r"actualizado", r"(?:laatst )?(?:bijgewerkt|gewijzigd)", r"aggiornato",
    r"atualizado", r"päivitetty", r"aktualizacja", r"zaktualizowano", r"(?:son )?güncelleme",
)  # fmt: skip
AFTER_LABEL = r"(?:\s(?:dato|date|on|den|am|le|el|op|il|em))?\s?:?"  # what stands between label and date
# Hours ahead of UTC. Those with a name of the zone database have summer time.
OFFSETS = {
    "z": 0.0, "utc": 0.0, "gmt": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "mez": 1.0, "mesz": 2.0,
    "eet": 2.0, "eest": 3.0, "est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0,
    "pst": -8.0, "pdt": -7.0, "ist": 5.5, "sast": 2.0, "aest": 10.0, "aedt": 11.0, "jst": 9.0,
}  # fmt: skip
NAMED_ZONES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
WORDS_TOO = frozenset({*NAMED_ZONES, "ist", "mst", "est", "eest"})  # words of other languages as well
