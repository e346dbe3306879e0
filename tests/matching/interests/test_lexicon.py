"""What lists that cover a field lead to in wishes, and that offers stay without them."""

import pytest

from bench.coverage import LISTS, judge
from matching.interests import Grade, Texts, Understanding, load_vocabulary, resolve_offer, understand
from matching.interests.lexicon import deeds, read_motives, read_subjects, things
from matching.interests.occupations import read_occupation
from matching.interests.word_list import isco_of
from matching.vocabulary import WishState
from tests.matching.interests.telling import told

VOCABULARY = load_vocabulary()


def read(phrase: str) -> tuple[WishState, set[str]]:
    told: Understanding = understand(phrase, VOCABULARY)
    return told.state, {VOCABULARY.concepts[number].id for number in told.concepts}


def test_every_list_leads_to_concepts_that_are_there() -> None:
    ids = {concept.id for concept in VOCABULARY.concepts}
    tables = [concept for table in deeds().values() for concept in table.values()]
    assert {
        *(each.concept for each in things()),
        *(each.concept for each in read_motives()),
        *(each.concept for each in read_subjects()),
        *tables,
    } <= ids


def test_every_class_of_things_that_a_deed_names_has_things() -> None:
    kinds = {thing.kind for thing in things()} | {"*"}
    assert {kind for table in deeds().values() for kind in table} <= kinds


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("iets met mensen", "erbij-horen"),
        ("ik ben alleen", "eenzaamheid"),
        ("iets doen voor een ander", "iets-voor-een-ander"),
        ("postzegels sparen", "verzamelen"),
        ("zelf uien kweken", "moestuin"),
        ("een oude klok repareren", "apparaten-repareren"),
        ("ik was aalmoezenier", "kerkvrijwilliger"),
        ("chef de cuisine", "kok-als-vak"),
    ],
)
def test_a_wish_is_understood_by_its_motive_its_deed_or_its_former_work(phrase: str, concept: str) -> None:
    state, concepts = read(phrase)
    assert state is WishState.UNDERSTOOD
    assert concept in concepts


def test_every_subject_is_understood_as_its_own_concept() -> None:
    misread = [each for each in read_subjects() if each.concept not in read(each.words)[1]]
    assert misread == []


@pytest.mark.parametrize(
    ("phrase", "concepts"),
    [
        ("piccolo", {"blaasmuziek"}),  # and no young waiter
        ("ik zou graag iets met Grieks willen doen", {"andere-talen"}),
        ("Grieks koken", {"wereldkeuken"}),
        ("engelse wals", {"dansen"}),  # and no English
        ("samba", {"trommelen"}),  # what the vocabulary itself lists, it decides
    ],
)
def test_a_subject_that_is_all_that_is_said_means_nothing_else(phrase: str, concepts: set[str]) -> None:
    assert read(phrase) == (WishState.UNDERSTOOD, concepts)


def test_a_subject_that_means_so_alone_means_nothing_beside_other_words() -> None:
    assert "andere-talen" not in told("Grieks beeld")
    assert read("geen piccolo")[1] == set()


@pytest.mark.parametrize(
    ("phrase", "concept"),
    [
        ("vulkanologie", "studeren"),
        ("harpspelen", "instrument-spelen"),
        ("uienkweken", "moestuin"),
        ("kaarsenmaken", "kaarsen-en-zeep"),
        ("tegelmuseum", "museum-bezoeken"),
        ("gondelvaren", "aan-het-water"),
        ("zwaarddans", "dansen"),
        ("mosterdsoep", "koken"),
        ("schelpenverzameling", "verzamelen"),
    ],
)
def test_a_word_is_understood_by_what_it_is_made_of(phrase: str, concept: str) -> None:
    assert read(phrase) == (WishState.UNDERSTOOD, {concept})


@pytest.mark.parametrize(
    "frame",
    [
        "ik ben dol op {}",
        "ik hou erg van {}",
        "meedoen met {}",
        "een cursus {} volgen",
        "{} lijkt me leuk",
        "samen met anderen {}",
        "ik heb vroeger veel aan {} gedaan",
    ],
)
@pytest.mark.parametrize(("subject", "concept"), [("kornet", "blaasmuziek"), ("Grieks", "andere-talen")])
def test_what_only_says_that_one_wishes_asks_for_nothing(frame: str, subject: str, concept: str) -> None:
    state, concepts = read(frame.format(subject))
    assert state is WishState.UNDERSTOOD
    assert concept in concepts
    assert concepts.isdisjoint({"humor", "leren"})


def test_who_loves_birds_keeps_none() -> None:
    assert "vogels-houden" not in read("ik hou van zwaluwen")[1]
    assert "vogels-houden" in read("ik hou zwaluwen")[1]


def test_a_course_in_nothing_is_learning() -> None:
    assert "leren" in read("een cursus volgen")[1]


def test_what_only_ends_as_a_study_is_none() -> None:
    assert "studeren" not in read("trilogie")[1] | read("oorkunde")[1]


def test_a_thing_leads_to_what_its_class_is_for() -> None:
    concepts = {thing.word: thing.concept for thing in things()}
    assert concepts["gordijnen"] == "naaien"
    assert concepts["facebook"] == "sociale-media"
    assert concepts["regenwormen"] == "insecten"


def test_a_whole_saying_means_so_only_by_itself() -> None:
    assert "eenzaamheid" in read("ik ben alleen")[1]
    assert "eenzaamheid" not in read("ik ben alleen vrij op dinsdag")[1]


def test_former_work_is_likely_and_never_certain() -> None:
    assert isco_of("croupier") == "4212"
    assert isco_of("croupie") is None
    assert {sign.grade for sign in read_occupation("croupier", VOCABULARY).values()} == {Grade.LIKELY}


def test_offers_are_not_read_by_lists_for_wishes() -> None:
    assert resolve_offer(Texts("Onze croupier", (), "Ik ben alleen."), VOCABULARY) == ()


@pytest.mark.parametrize(
    ("name", "verdict", "least"),
    [
        ("subjects", "understood", 0.88),
        ("subjects_2", "understood", 0.82),
        ("jobs", "understood", 0.88),
        ("refusals", "right", 0.88),
        ("refusals_2", "right", 0.92),
        ("abroad", "understood", 0.92),
    ],
)
def test_lists_that_were_mended_stay_mended(name: str, verdict: str, least: float) -> None:
    judged = [each.verdict for each in judge(LISTS / f"seen_{name}.txt")]
    assert judged.count(verdict) / len(judged) >= least
