"""Wishes that say what is not wanted, and wishes that only sound so."""

import tomllib
from pathlib import Path

import pytest

from matching.interests import Texts, dutch, load_vocabulary, resolve_avoided, resolve_offer, resolve_wish

VOCABULARY = load_vocabulary()


def pairs(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [(phrase, concept) for phrase, _, concept in (line.rpartition(": ") for line in lines)]


def wished(phrase: str, concept: str) -> float:
    return resolve_wish(phrase, VOCABULARY).strengths.get(VOCABULARY.number_of(concept), 0)


@pytest.mark.parametrize(("phrase", "concept"), pairs("denied_words.txt"))
def test_what_a_client_does_not_want_is_avoided_and_no_wish(phrase: str, concept: str) -> None:
    wish = resolve_wish(phrase, VOCABULARY)
    number = VOCABULARY.number_of(concept)
    assert number not in wish.strengths
    assert wish.avoided[number] >= 0.8


@pytest.mark.parametrize(("phrase", "concept"), pairs("wished_words.txt"))
def test_a_denial_of_something_else_leaves_a_wish_as_it_is(phrase: str, concept: str) -> None:
    assert wished(phrase, concept) >= 0.6


@pytest.mark.parametrize(
    "phrase", ["niets met kinderen", "niks met kinderen", "alles behalve kinderen", "een hekel aan kinderen"]
)
def test_every_denial_among_what_is_avoided_means_the_same(phrase: str) -> None:
    assert resolve_avoided(phrase, VOCABULARY).strengths[VOCABULARY.number_of("kinderen")] >= 0.9


def test_a_denial_in_an_offer_reaches_no_further_than_the_next_word() -> None:
    found = resolve_offer(Texts("Nooit meer rood staan", (), "Je hoeft niet van koken te houden."), VOCABULARY)
    strengths = {VOCABULARY.concepts[each.concept].id: each.strength for each in found}
    assert strengths["schulden"] == 1
    assert strengths["koken"] > 0.5


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("ik heb geen papieren", "formulieren"),
        ("we hebben geen tuin", "tuinieren"),
        ("mijn vrouw vergeet van alles", "met-vrouwen"),
        ("me man is altijd weg", "met-mannen"),
    ],
)
def test_what_someone_lacks_or_who_is_his_own_is_neither_wished_nor_refused(phrase: str, concept: str) -> None:
    wish = resolve_wish(phrase, VOCABULARY)
    number = VOCABULARY.number_of(concept)
    assert number not in wish.strengths
    assert number not in wish.avoided


def test_who_wants_the_company_of_his_own_people_asks_for_it() -> None:
    assert wished("tuinieren met mijn vrouw", "tuinieren") >= 0.9
    assert wished("ik heb geen zin in koken", "koken") == 0


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("puzzelen verveelt me nooit", "eenzaamheid"),
        ("taalles hoeft niet meer, ik ken genoeg Nederlands", "taal"),
        ("van computers krijg ik de kriebels", "insecten"),
        ("mijn kinderen komen nooit meer, ik zoek aanspraak", "kinderen"),
    ],
)
def test_a_reason_or_a_feeling_around_a_refusal_asks_for_nothing_and_refuses_nothing(phrase: str, concept: str) -> None:
    wish = resolve_wish(phrase, VOCABULARY)
    number = VOCABULARY.number_of(concept)
    assert number not in wish.strengths or wish.strengths[number] < 0.6
    assert number not in wish.avoided


def test_who_had_something_does_not_refuse_it() -> None:
    wish = resolve_wish("een manege gehad met pensionpaarden", VOCABULARY)
    assert VOCABULARY.number_of("paarden") not in wish.avoided


def test_no_saying_that_refuses_is_of_two_kinds() -> None:
    words = Path(dutch.__file__).with_name("words.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(words)["refusing"]
    sayings = [saying for kind in listed.values() for saying in kind]
    assert sorted(sayings) == sorted(set(sayings))
