"""Wishes as coaches hear them and offers as partners write them, from other towns than the graded ones."""

from pathlib import Path

import pytest

from matching.interests import Texts, load_vocabulary, resolve_offer, resolve_wish

VOCABULARY = load_vocabulary()
UNDERSTOOD = 0.6


def lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()


def wished(phrase: str, concept: str) -> float:
    return resolve_wish(phrase, VOCABULARY).strengths.get(VOCABULARY.number_of(concept), 0)


def shown(title: str, description: str) -> dict[str, float]:
    found = resolve_offer(Texts(title, (), description), VOCABULARY)
    return {VOCABULARY.concepts[each.concept].id: each.strength for each in found}


@pytest.mark.parametrize("line", [*lines("clients_words.txt"), *lines("former_work.txt")])
def test_a_wish_in_everyday_words_is_understood(line: str) -> None:
    phrase, _, concept = line.partition(": ")
    assert wished(phrase, concept) >= UNDERSTOOD


@pytest.mark.parametrize("line", lines("partners_words.txt"))
def test_an_offer_in_a_partners_words_is_understood(line: str) -> None:
    concept, title, description = line.split(" | ")
    assert shown(title, description)[concept] >= UNDERSTOOD


@pytest.mark.parametrize(
    ("said", "concept", "offer"),
    [
        ("overprikkeld", "prikkels-licht-en-geur", "Voor wie snel overprikkeld raakt."),
        ("ergens bij horen, erbij horen", "erbij-horen", "Balen tillen hoort erbij."),
        ("gescheiden", "lotgenoten", "We halen papier en glas gescheiden op."),
        ("soep", "koken", "Na afloop is er soep."),
    ],
)
def test_what_clients_say_of_themselves_means_something_else_in_an_offer(said: str, concept: str, offer: str) -> None:
    assert wished(said, concept) >= UNDERSTOOD
    assert shown("", offer).get(concept, 0) < UNDERSTOOD


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("afval", "afvallen"),
        ("voor ouderen", "gezin"),
        ("lakens herstellen", "herstel-ggz"),
        ("wandelsport", "wandelvoetbal"),
        ("we bouwen het op", "bouw"),
    ],
)
def test_a_word_of_its_own_is_no_form_of_another_word(word: str, other: str) -> None:
    assert shown("", word).get(other, 0) < UNDERSTOOD


@pytest.mark.parametrize(
    ("word", "concept"),
    [("scheepslasser", "metaalbewerking"), ("bruidskapster", "uiterlijke-verzorging"), ("luxebakker", "bakken")],
)
def test_a_compound_of_which_only_the_end_is_known_is_half_understood(word: str, concept: str) -> None:
    assert wished(word, concept) >= UNDERSTOOD


def test_a_guess_at_the_end_of_a_word_is_not_made_in_descriptions() -> None:
    assert shown("", "De luxebakker kwam langs.") == {}
