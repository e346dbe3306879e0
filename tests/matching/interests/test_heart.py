"""What a wish is about is what is done, and to what: what stands around that is told only where it is borne out."""

import pytest

from matching.interests.word_list import is_adjective, is_verb
from tests.matching.interests.telling import told


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("jonassen op de trampoline", "bowlen-en-uitgaan"),
        ("ik heb geslodderd bij de fanfare", "blaasmuziek"),
        ("zwinkelen in het bos", "bos-en-houthakken"),
        ("zwinkelen, landschappen vooral", "natuur"),
        ("scharrelen bij de tandarts", "zelf-gezond-weten"),
    ],
)
def test_what_stands_around_an_unread_heart_is_a_guess(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "heart", "never"),
    [
        ("goochelen met kaarten en touwtjes", "goochelen-en-circus", "kaarten"),
        ("een taart bakken op een feest", "bakken", "feestjes"),
        ("tekenen, dat zit in mijn bloed", "tekenen", "viezigheid"),
        ("een potje tennis met een balletje", "racketsporten", "koken"),
        ("zilver gieten, ringen en kettingen maken", "sieraden-maken", "vogels-houden"),
    ],
)
def test_beside_a_heart_that_was_read_nothing_else_is_told_firmly(phrase: str, heart: str, never: str) -> None:
    assert heart in told(phrase)
    assert never not in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("iets met konijnen", "kleine-huisdieren"),
        ("in de tuin werken", "tuinieren"),
        ("helpen bij de kapper", "uiterlijke-verzorging"),
        ("ik zat vroeger op judo", "vechtsport"),
        ("een zwinkel van lego", "modelbouw"),
        ("voetballen met kinderen", "kinderen"),
        ("bij de balie zitten en iedereen gedag zeggen", "balie-en-receptie"),
    ],
)
def test_where_nothing_else_is_said_what_stands_behind_a_preposition_is_the_heart(phrase: str, concept: str) -> None:
    assert concept in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "never"),
    [
        ("drukken op een pers", "drukte"),
        ("verre reizen maken met een koffer", "kleding-maken"),
        ("bezoekers rondleiden door de oude stad", "ouderen"),
        ("een wagen bouwen, da's gezellig", "dieren"),
        ("zo'n ding waar je op fietst", "strand"),
        ("lezen over Roderick Visser", "vissen-hengelen"),
    ],
)
def test_a_word_that_only_looks_like_another_one_is_not_read_as_it(phrase: str, never: str) -> None:
    assert never not in told(phrase)


@pytest.mark.parametrize("word", ["drukken", "plakken", "zetten", "gieten", "fietsen", "restaureren", "herstellen"])
def test_a_verb_is_known_by_its_other_forms(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize("word", ["kozijnen", "ouderen", "ezel", "vrienden"])
def test_a_plural_is_no_verb(word: str) -> None:
    assert not is_verb(word)


def test_an_adjective_is_known_by_its_degrees() -> None:
    assert is_adjective("druk")
    assert not is_adjective("tafel")


def test_a_word_that_sounds_as_one_that_is_listed_is_that_word() -> None:
    assert told("biljaarten") == {"biljart"}
    assert "blaasmuziek" in told("klarinnet spelen")


def test_a_surname_within_a_wish_is_no_thing() -> None:
    assert "moestuin" not in told("lezen over detective Willie Wortel")
    assert "muziek" in told("Oude Muziek luisteren")
