"""What only looks like a wish is never told firmly: names, compounds of another kind, things of a verb."""

import pytest

from tests.matching.interests.telling import told


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
