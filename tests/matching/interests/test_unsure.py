"""What may be wished or refused, nobody knows which, is asked; and refusals without any no are refusals."""

import pytest

from matching.interests.participles import is_participle
from tests.matching.interests.telling import asked, refused, told


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("Voetballen staat niet hoog op mijn lijstje", "voetbal"),
        ("Breien doen ze bij ons thuis niet", "breien"),
        ("Mijn dochter zegt dat ik moet gaan wandelen", "wandelen"),
        ("de dokter raadt zwemmen aan", "zwemmen"),
        ("Koken doet mijn man wel", "koken"),
        ("Zwemmen is een noodzakelijk kwaad", "zwemmen"),
        ("Met tegenzin geschaakt", "schaken"),
        ("Een dag zonder puzzelen is een lange dag", "puzzelen"),
        ("Ik kan me geen huis voorstellen waarin ik niet kook", "koken"),
        ("Ik wil niet dat het koken ophoudt", "koken"),
        ("Ik heb lang niet geschilderd", "schilderen"),
        ("Tuinieren? Daar zeg je me wat.", "tuinieren"),
        ("In de winter is vissen echt een ramp", "vissen-hengelen"),
        ("fietsen valt me zwaar", "fietsen"),
        ("lezen kost me veel moeite", "lezen"),
        ("timmeren is passé", "houtbewerking"),
        ("zingen heeft mij nooit kunnen bekoren", "zingen"),
        ("dansen heeft me mijn rug gekost", "dansen"),
        ("zingen slaat voor mij nergens op", "zingen"),
        ("ik zie het nut van breien niet", "breien"),
        ("koken? alsof ik dat leuk vind", "koken"),
    ],
)
def test_what_may_be_wished_or_refused_is_asked(phrase: str, concept: str) -> None:
    assert concept not in told(phrase)
    assert concept not in refused(phrase)
    assert concept in asked(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("Knutselen? Hou toch op.", "knutselen"),
        ("Koken? Nee.", "koken"),
        ("Voor de klas staan, nee, liever tekenen", "les-geven"),
        ("Ik ga over mijn nek van bingo", "bingo"),
        ("Van dansen krijg ik het op mijn heupen", "dansen"),
        ("Als er gezongen moet worden haak ik af", "zingen"),
        ("Mij niet gezien in een museum", "museum-bezoeken"),
        ("Daar word ik niet blij van, van bridge", "kaarten"),
        ("Ik ben bang voor honden, en ook voor paarden", "paarden"),
        ("Laat dat breien maar zitten", "breien"),
        ("schilderen, laat maar", "schilderen"),
        ("Rekenen was op school een ramp", "rekenen"),
        ("Ik snap niet wat mensen in voetbal zien", "voetbal"),
        ("Schaken ga ik niet doen", "schaken"),
        ("ik ben uitgekeken op de moestuin", "moestuin"),
        ("schrijven leren, maar niet uit een boek", "lezen"),
        ("Schaken, dat ga ik niet doen", "schaken"),
        ("Zwemmen doe ik nooit meer", "zwemmen"),
        ("Mijn vrouw tuiniert, ik niet", "tuinieren"),
        ("Het enige wat ik niet wil is bingo", "bingo"),
        ("Een museum is wel het laatste waar je me vindt", "museum-bezoeken"),
        ("het maakt mij niks uit, behalve koken", "koken"),
        ("van stof moet ik niezen, houtbewerking valt dus af", "houtbewerking"),
        ("voetbal valt af", "voetbal"),
        ("koken wel, schoonmaken nee", "schoonmaken"),
        ("tuin ja kantoor nee", "kantoor"),
        ("schaken vind ik maar kinderachtig gedoe", "schaken"),
        ("bingo is flauwekul", "bingo"),
        ("knutselen lijkt me maar niks", "knutselen"),
        ("schilderen heb ik jaren gedaan, nooit meer", "schilderen"),
        ("zingen heb ik al twee keer gedaan, niet weer", "zingen"),
        ("breien heb ik geprobeerd en dat was het niet", "breien"),
        ("zwemmen beviel me niet", "zwemmen"),
        ("bordspellen? daar word ik kriegel van", "bordspellen"),
    ],
)
def test_what_refuses_in_another_clause_or_without_a_no_refuses(phrase: str, concept: str) -> None:
    assert concept in refused(phrase)
    assert concept not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "wish", "never"),
    [
        ("Breien doen we bij ons niet, timmeren wel", "houtbewerking", "breien"),
        ("Van sport moet ik niets hebben, met uitzondering van zwemmen", "zwemmen", "sport"),
        ("Ik hou niet van spelletjes, behalve schaken", "schaken", "spel"),
        ("Tuinieren? Nee, geef mij maar koken.", "koken", "tuinieren"),
        ("Mijn begeleider wil dat ik ga sporten, ik wil tekenen", "tekenen", "sport"),
        ("Drukte, daar moet ik niks van hebben; in de tuin, prima", "tuinieren", "drukte"),
    ],
)
def test_beside_what_is_refused_or_unsure_the_wish_is_told(phrase: str, wish: str, never: str) -> None:
    assert wish in told(phrase)
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("sinds mijn man er niet meer is wil ik weer gaan zingen", "zingen"),
        ("koken voor mensen die niet veel hebben", "koken-voor-anderen"),
        ("Ik heb al een tijd niet meer gebreid, dat wil ik weer oppakken", "breien"),
        ("Er gaat geen dag voorbij dat ik niet schaak", "schaken"),
        ("ik houd niet op met breien", "breien"),
        ("ik ben niet handig maar wil graag klussen", "klussen"),
        ("wandelen, niet te ver", "wandelen"),
        ("Waarom zou ik niet gaan dansen?", "dansen"),
        ("Koken? Graag!", "koken"),
        ("fietsen kan ik niet en daarom wil ik het leren", "fietsen"),
        ("tuin ja, kantoor nee", "tuinieren"),
        ("bij koken zeg ik nooit nee", "koken"),
        ("alleen wandelen is saai, daarom zoek ik een wandelclub", "wandelen"),
        ("laat mij maar koken", "koken"),
        ("Laat de tuin maar aan mij over", "tuinieren"),
        ("zingen in een koor zonder auditie", "koor"),
        ("een middag zonder dat het bingo is, kaarten dus", "kaarten"),
        ("Vroeger vond ik vissen saai, nu doe ik niks liever", "vissen-hengelen"),
    ],
)
def test_what_only_looks_like_a_refusal_refuses_nothing(phrase: str, concept: str) -> None:
    assert concept not in refused(phrase)
    assert concept in told(phrase) | asked(phrase)


def test_what_is_refused_is_not_asked_too() -> None:
    assert refused("laat die schaatsen maar in het vet, het ijs op hoeft niet") == {"schaatsen"}
    assert "schaatsen" not in asked("laat die schaatsen maar in het vet, het ijs op hoeft niet")


@pytest.mark.parametrize("word", ["gemaakt", "geschonken", "meegenomen", "opgehaald", "gehonkbald", "toegestaan"])
def test_a_participle_is_one_for_wishes_and_offers(word: str) -> None:
    assert is_participle(word)


@pytest.mark.parametrize("word", ["gezond", "geluid", "gebouwen", "gerechten", "geld"])
def test_a_noun_that_begins_as_a_participle_is_none(word: str) -> None:
    assert not is_participle(word)


def test_what_someone_did_before_is_no_wish_where_he_now_wishes_something_else() -> None:
    assert told("vroeger naaien, nu liever zwemmen") == {"zwemmen"}
    assert "voetbal" in told("voetbal deed ik vroeger, nu wil ik het weer")
