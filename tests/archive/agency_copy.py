"""An invented agency text, and what ten newspapers make of it: other headlines, cuts, an own sentence."""

from __future__ import annotations

from archive.records import ArticleRecord

_TEXT = """\
Sjømatselskapene ber regjeringen om mer tid før den nye ordningen for merking av emballasje trer i
kraft ved årsskiftet. Bransjen frykter at flere hundre små foretak ikke rekker å bygge om
pakkelinjene sine.

– Vi er for ordningen, men kravene ble kjent først i august, og leverandørene har ett års
leveringstid på utstyret, sier administrerende direktør Gro Haugsdal i Norsk Pakkeforening til NTB.

Ordningen innebærer at all emballasje som selges til forbrukere, skal ha en kode som viser hvilket
materiale den er laget av og hvordan den sorteres. Brudd kan gi gebyr på inntil 250.000 kroner.

Klima- og miljøminister Jon Berglia (Sp) viser til at fristen er satt i EU, og at Norge har liten
frihet til å velge en annen dato. Han lover likevel veiledning og en mild praksis i det første
halvåret.

– Ingen skal få gebyr i januar for en etikett som ble bestilt i juni, men alle må kunne vise at de
er i gang, sier Berglia.

Miljødirektoratet har anslått at omleggingen koster næringen 340 millioner kroner. Foreningen mener
regningen blir mer enn dobbelt så stor, og viser til tall fra 74 bedrifter langs kysten.

Forbrukerrådet mener at kundene har ventet lenge nok. Ifølge en undersøkelse som rådet fikk utført i
vår, sorterer fire av ti husstander plast feil fordi de ikke forstår merkingen. (©NTB)
"""
_PARAGRAPHS = [" ".join(paragraph.split()) for paragraph in _TEXT.split("\n\n")]
AGENCY = "\n".join(_PARAGRAPHS)
OWN_SENTENCE = "Hos Lofotpakk på Ballstad er to av fem linjer bygd om, forteller daglig leder Siv Moen."

_KEPT = (7, 6, 7, 5, 6, 4, 7, 5, 6, 7)  # paragraphs that each newspaper keeps
_HEADLINES = (
    "Ber om utsatt frist for merking",
    "Pakkebransjen slår alarm",
    "Frykter gebyr på 250.000 kroner",
    "Småbedrifter rekker ikke nye krav",
    "Ny merking kan koste kysten dyrt",
    "– Vi er for, men må ha mer tid",
    "Statsråden lover mild praksis",
    "Slik blir den nye emballasjekoden",
    "Direktoratet og bransjen uenige om regningen",
    "Fire av ti sorterer feil",
)


def paragraphs(kept: int) -> list[str]:
    """The agency text's first paragraphs."""
    return _PARAGRAPHS[:kept]


def in_ten_newspapers() -> list[ArticleRecord]:
    """Ten articles, each under its own headline; every other one with a sentence of the paper's own."""
    return [
        ArticleRecord(
            f"https://avis{number}.example/merking",
            headline,
            "\n".join(
                [*paragraphs(kept), *([f"{OWN_SENTENCE} Dette er avis nummer {number}."] * (number % 2))]
            ),
        )
        for number, (headline, kept) in enumerate(zip(_HEADLINES, _KEPT, strict=True))
    ]
