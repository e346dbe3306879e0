"""Only the heart of a wish is told firmly: what stands around it may order the answers, and is asserted nowhere."""

import pytest

from matching.interests import Grade, resolve_wish
from tests.matching.interests.telling import VOCABULARY, asked, refused, told


@pytest.mark.parametrize(
    ("phrase", "heart", "setting"),
    [
        ("zwemmen in een grote groep", "zwemmen", "drukte"),
        ("schilderen op een hoge ladder", "schilderen", "trappen"),
        ("dansen tot diep in de nacht", "dansen", "avonddienst"),
        ("biljarten met een man uit de straat", "biljart", "met-mannen"),
        ("breien met veel lawaai om me heen", "breien", "lawaai"),
    ],
)
def test_how_and_where_orders_beside_what_is_done(phrase: str, heart: str, setting: str) -> None:
    assert heart in told(phrase)
    assert setting not in told(phrase)
    wish = resolve_wish(phrase, VOCABULARY)
    number = VOCABULARY.number_of(setting)
    assert wish.strengths[number] > 0
    assert wish.grades[number] < Grade.CERTAIN


@pytest.mark.parametrize(
    ("phrase", "setting"),
    [("iets rustigs", "rust"), ("liefst buiten", "buiten-zijn"), ("in een klein groepje", "kleine-groep")],
)
def test_where_nothing_else_is_said_how_and_where_is_the_wish(phrase: str, setting: str) -> None:
    assert setting in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "heart", "never"),
    [
        ("een puppy die later een blinde leidt", "honden", "leven-met-een-beperking"),
        ("een potje schaken dat iedereen in de oorlog speelde", "schaken", "oorlogsgeschiedenis"),
        ("een gedicht dat over de zee gaat voordragen", "gedichten", "strand"),
    ],
)
def test_what_says_more_of_a_thing_is_not_told(phrase: str, heart: str, never: str) -> None:
    assert heart in told(phrase)
    assert never not in told(phrase)


def test_who_is_named_by_what_he_does_is_told_by_that() -> None:
    assert "naaien" in told("iemand die naait voor anderen")


@pytest.mark.parametrize(
    ("phrase", "heart", "never"),
    [
        ("met een hond langs de kerk", "honden", "kerk"),
        ("op schaatsen over het meer, langs de boerderij", "schaatsen", "boerenwerk"),
    ],
)
def test_of_what_only_stands_behind_prepositions_the_first_is_the_heart(phrase: str, heart: str, never: str) -> None:
    assert heart in told(phrase)
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("een taart maken met de hele straat", "bouw"),
        ("tekeningen maken voor het journaal", "journalistiek"),
    ],
)
def test_a_phrase_is_not_read_over_a_preposition(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("een kraan bedienen in de haven", "gastvrijheid"),
        ("een vliegtuig besturen", "bestuur"),
        ("druiven stampen met blote voeten", "schools-leren"),
        ("een tattoo van een python", "programmeren"),
        ("taarten bakken is mijn trots", "zelfvertrouwen"),
        ("met zo'n rok ronddraaien op flamenco", "kleding-maken"),
        ("kip met saus", "schilderwerk"),
    ],
)
def test_a_word_of_two_meanings_needs_company(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("gasten bedienen in een restaurant", "horeca"),
        ("programmeren in python", "programmeren"),
        ("zingen en presenteren op een podium", "podium"),
        ("vlaggen van alle landen", "landen-en-wereld"),
        ("trommelen op een drumstel", "trommelen"),
    ],
)
def test_a_word_of_two_meanings_is_told_in_its_company(phrase: str, concept: str) -> None:
    assert concept in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "heart", "never"),
    [
        ("zingen, en thuis staat een oude lamp", "zingen", "apparaten-repareren"),
        ("dansen, met een mooie rok aan", "dansen", "kleding-maken"),
    ],
)
def test_a_thing_beside_what_is_done_is_not_told(phrase: str, heart: str, never: str) -> None:
    assert heart in told(phrase)
    assert never not in told(phrase)


@pytest.mark.parametrize("phrase", ["in de boot zitten, zonder durven", "geen kaarten, maar iets met zagende mensen"])
def test_what_is_refused_is_no_heart(phrase: str) -> None:
    assert told(phrase).isdisjoint({"zelfvertrouwen", "kaarten"})


@pytest.mark.parametrize(
    "phrase", ["met andere Kaapverdianen samen zijn", "samen met Ghanezen zijn", "andere Ghanezen"]
)
def test_who_only_names_people_asks_to_meet_them(phrase: str) -> None:
    assert told(phrase) == {"ontmoeting"}


def test_who_tells_of_his_own_wife_asks_for_no_meeting() -> None:
    assert told("me vrouw vergeet alles en ik weet niet hoe ik met haar om moet gaan") == set()


@pytest.mark.parametrize("phrase", ["ploegleider bij een koekjesfabriek", "groepsleider in een internaat geweest"])
def test_who_led_others_at_work_is_asked_what_he_did(phrase: str) -> None:
    assert "vrijwilligers-coordineren" not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [("ik kan niet stilzitten, iets met sport", "sport"), ("het huis uit, iets met dieren", "dieren")],
)
def test_what_stands_alone_behind_a_preposition_is_not_beside_itself(phrase: str, concept: str) -> None:
    assert concept in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("vroeger stond ik met mijn vader op de duivenbeurs", "duiven"),
        ("samen met mijn moeder wandelen", "wandelen"),
        ("met mijn vrouw gaan dansen", "dansen"),
        ("met mijn broers vissen", "vissen-hengelen"),
    ],
)
def test_who_comes_along_is_no_wish_to_meet_such_people(phrase: str, concept: str) -> None:
    assert told(phrase) == {concept}


def test_a_child_of_ones_own_comes_along() -> None:
    assert "kinderen" in told("met mijn kind iets doen")


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("even weg van het gepieker", "vakantie"),
        ("mijn vensterbank staat vol schelpen", "kamerplanten"),
        ("oud ijzer en een hamer", "recycling"),
        ("gastgezin voor zwerfkatten", "maatje-zijn"),
        ("noten lezen", "lezen"),
        ("magneetvissen", "vissen-hengelen"),
        ("ik heb een eigen winkel gehad", "eigen-bedrijf"),
        ("vroeger reed ik op de heftruck", "rijbewijs-halen"),
        ("zalm gekweekt", "kas-en-kwekerij"),
        ("analist in een laboratorium", "zorgberoep"),
        ("ik had een ijzerwarenwinkel", "uitjes"),
    ],
)
def test_what_may_mean_something_else_is_not_told(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "only"),
    [
        ("voorlezen in het verzorgingshuis", "voorlezen"),
        ("zeep maken", "kaarsen-en-zeep"),
        ("collecteren", "fondsen-werven"),
        ("autisme", "autisme-en-adhd"),
        ("een vreemde taal leren", "andere-talen"),
        ("potten bakken", "keramiek"),
        ("boeken inruimen in de bieb", "bibliotheekwerk"),
        ("door slecht leren lezen wil ik les in lezen", "lezen-en-schrijven-leren"),
        ("glas in lood, zo een als in de kerk", "mozaiek-en-glas"),
        ("in Turkije was ik bakker", "bakken"),
        ("leren koken voor jezelf", "koken"),
        ("een taalmaatje zijn voor een vluchteling", "taalmaatje-zijn"),
        ("mijn buurvrouw breit en dat wil ik ook", "breien"),
        ("een dagje naar het strand", "strand"),
        ("geluid doen bij optredens", "geluid-en-licht"),
        ("een luisterend oor bieden", "maatje-zijn"),
    ],
)
def test_what_only_stands_beside_is_not_told(phrase: str, only: str) -> None:
    assert told(phrase) == {only}


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("zulk werk vind ik rustgevend", "werk-en-opleiding"),
        ("kermisexploitant, mijn hele familie", "gezin"),
        ("met kaarten bezig zijn, van papier", "formulieren-hulp"),
    ],
)
def test_what_takes_up_what_was_said_is_not_told(phrase: str, never: str) -> None:
    assert never not in told(phrase)


def test_what_is_likely_beside_what_is_certain_is_asked() -> None:
    assert told("gym voor 55 plus") == {"gymnastiek"}
    assert asked("gym voor 55 plus") == {"fitness"}


@pytest.mark.parametrize(
    ("phrase", "wished", "never"),
    [
        ("mevrouw was imker met haar vader en zou het liefst breien", {"breien"}, "imkeren"),
        ("hij heeft een computer en wil leren zingen", {"zingen"}, "digitaal"),
        ("ik heb een hond en wil met anderen wandelen", {"wandelen"}, "honden"),
    ],
)
def test_what_is_told_before_the_wish_is_asked(phrase: str, wished: set[str], never: str) -> None:
    assert told(phrase) == wished
    assert resolve_wish(phrase, VOCABULARY).grades[VOCABULARY.number_of(never)] is Grade.GUESS


def test_what_is_told_before_a_wish_that_says_nothing_is_the_wish() -> None:
    assert "schulden" in told("ik heb schulden en wil hulp")


def test_what_is_refused_before_the_wish_is_refused() -> None:
    assert "sport" in refused("meneer heeft een hekel aan sport en wil schaken")


@pytest.mark.parametrize(
    ("phrase", "loved"),
    [
        ("client heeft autisme, houdt van treinen", "treinen-en-ov"),
        ("ze wil graag naar buiten, het liefst met dieren", "dieren"),
        ("ik ben dol op dansen en wil ook leren zingen", "dansen"),
    ],
)
def test_what_someone_loves_stands_beside_nothing(phrase: str, loved: str) -> None:
    assert loved in told(phrase)
