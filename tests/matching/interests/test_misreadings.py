"""What only looks like a wish is never told firmly: names, compounds of another kind, things of a verb."""

import pytest

from matching.interests import resolve_wish
from tests.matching.interests.telling import VOCABULARY, asked, told


@pytest.mark.parametrize(
    "phrase",
    [
        "ik woon in Houten",
        "ik woon in houten",
        "ik kom uit Hoorn",
        "een baan in Haren",
        "ik woon in de Molenwijk",
        "in de Tulpstraat",
        "Alphen aan den Rijn",
        "mijn man heet Kok",
    ],
)
def test_a_name_of_a_place_or_a_person_asks_for_nothing(phrase: str) -> None:
    assert told(phrase) <= {"betaald-werk", "werk-en-opleiding"}


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("iets in het Engels", "andere-talen"),
        ("IN DE TUIN WERKEN", "tuinieren"),
        ("in de tuin", "tuinieren"),
        ("lezen uit de bijbel", "kerk"),
        ("ik woon in een flat en wil tuinieren", "tuinieren"),
    ],
)
def test_what_only_stands_where_names_do_is_read(phrase: str, concept: str) -> None:
    assert concept in told(phrase)


@pytest.mark.parametrize(
    "word",
    [
        "suikerspin",
        "staatsschuld",
        "paardenstaart",
        "tuinstoel",
        "breipen",
        "rekenmodel",
        "minderheidstaal",
        "tijgerprint",
        "coalitiedwang",
        "genezingen",
        "toekomstmuziek",
    ],
)
def test_a_compound_of_which_the_end_is_no_kind_is_no_more_than_a_guess(word: str) -> None:
    assert told(word) == set()


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("altsaxofoon", "blaasmuziek"),
        ("tapdansen", "dansen"),
        ("appeltaart", "bakken"),
        ("kippenboer", "boerenwerk"),
        ("dakmonteur", "techniek"),
        ("breiclub", "breien"),
        ("schaaktoernooi", "schaken"),
    ],
)
def test_a_compound_of_a_kind_or_an_occasion_is_understood(word: str, concept: str) -> None:
    assert concept in told(word)


@pytest.mark.parametrize(
    ("phrase", "concepts"),
    [
        ("ik snij graag uien en wortels", {"koken"}),
        ("brood bezorgen", {"bezorgen"}),
        ("rozen rondbrengen", {"bezorgen"}),
        ("ik schilder graag rozen", {"schilderen"}),
        ("een oude kast schuren", {"meubels-opknappen"}),
        ("naaien en kleding vermaken", {"naaien", "kleding-herstellen"}),
        ("koken en taarten bakken", {"koken", "bakken"}),
        ("muziek maken, ik heb vroeger basgitaar gespeeld", {"muziek", "instrument-spelen"}),
        ("ik spaar postzegels, munten en speldjes", {"verzamelen"}),
        ("op een camping heb ik met drie ballen leren jongleren", {"goochelen-en-circus"}),
        ("een bloemetje brengen bij zieken", {"bezoekmaatje-zijn"}),
        ("paarden schilderen", {"schilderen"}),
        ("kinderboeken geschreven", {"schrijven"}),
        ("kaarten tekenen", {"tekenen"}),
        ("gedichten schrijven", {"gedichten"}),
    ],
)
def test_the_verb_says_what_is_done_with_a_thing(phrase: str, concepts: set[str]) -> None:
    assert told(phrase) == concepts


@pytest.mark.parametrize(
    ("phrase", "concepts"),
    [
        ("ik heb twee kinderen", set()),
        ("op dinsdag als de kinderen naar school zijn", set()),
        ("moeder van drie, wil graag naaien", {"naaien"}),
        ("iets met kinderen", {"kinderen"}),
        ("mijn kinderen helpen met huiswerk", {"bijles-geven", "kinderen"}),
    ],
)
def test_what_someone_tells_of_his_own_life_is_no_wish(phrase: str, concepts: set[str]) -> None:
    assert told(phrase) == concepts


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("trampoline springen", "bowlen-en-uitgaan"),
        ("ik zou daar graag weer met een clubje naartoe", "vrienden-maken"),
        ("oud speelgoed", "speelmiddag-begeleiden"),
        ("ruimteschepen en andere planeten", "aan-het-water"),
        ("ik heb een computer en wil leren zingen", "computerles"),
    ],
)
def test_a_word_is_read_as_what_it_mostly_means(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize("phrase", ["wandelen met iemand die ook langzaam loopt", "iemand die ook van puzzelen houdt"])
def test_who_wants_company_does_not_ask_for_people_in_the_same_boat(phrase: str) -> None:
    assert "lotgenoten" not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "delicate"),
    [
        ("mijn talenten gebruiken", "verslaving-herstel"),
        ("dingen herstellen", "herstel-ggz"),
        ("een veilige plek", "trauma-verwerken"),
        ("foto's verwerken", "trauma-verwerken"),
    ],
)
def test_nobody_is_asked_about_what_may_hurt_for_a_word_that_only_hints_at_it(phrase: str, delicate: str) -> None:
    assert delicate not in told(phrase) | asked(phrase)
    assert VOCABULARY.number_of(delicate) not in resolve_wish(phrase, VOCABULARY).strengths


def test_who_says_what_hurts_is_understood() -> None:
    assert "verslaving-herstel" in told("ik wil van de drank af")
