"""Wishes in other languages than Dutch: read in their own words, never as the Dutch words that they look like."""

from pathlib import Path

import pytest

from matching.interests import load_vocabulary, understand
from matching.interests.dutch import tokens_of
from matching.interests.languages import DUTCH, concepts_abroad, language_of, wish_words
from matching.vocabulary import WishState
from tests.matching.interests.telling import told

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize("line", Path(__file__).with_name("abroad.txt").read_text(encoding="utf-8").splitlines())
def test_a_wish_in_another_language_is_understood(line: str) -> None:
    phrase, _, concept = line.partition(": ")
    assert concept in told(phrase)


@pytest.mark.parametrize(
    ("phrase", "looks_like"),
    [
        ("I would like to have a room", "bakken"),
        ("my boot is broken and I want to talk", "aan-het-water"),
        ("ich sehe das Meer und die Rock", "kleding-maken"),
        ("sin niños", "kinderen"),
        ("I am a man with no bed", "slapen"),
        ("不想和孩子一起", "kinderen"),
    ],
)
def test_a_word_that_only_looks_dutch_or_is_refused_is_no_wish(phrase: str, looks_like: str) -> None:
    assert looks_like not in told(phrase)


@pytest.mark.parametrize(
    "phrase", ["no kids please", "sin niños", "bez dzieci", "ohne Kinder", "без детей", "çocuk istemiyorum"]
)
def test_a_refusal_in_another_language_is_avoided(phrase: str) -> None:
    read = understand(phrase, VOCABULARY)
    assert VOCABULARY.number_of("kinderen") in read.avoids
    assert read.concepts == ()


@pytest.mark.parametrize("phrase", ["xyz vuoi qualcosa di bello con la zia", "ich möchte etwas Schönes", "θέλω κάτι"])
def test_what_is_not_read_is_told_as_not_read_and_nothing_dutch_is_asked(phrase: str) -> None:
    read = understand(phrase, VOCABULARY)
    assert (read.state, read.concepts, read.did_you_mean) == (WishState.NOT_UNDERSTOOD, (), ())


@pytest.mark.parametrize(
    "phrase", ["ik wil swimming", "die man en zijn kind", "dans", "les", "samen met anderen koken", "pan"]
)
def test_a_dutch_wish_stays_dutch(phrase: str) -> None:
    assert language_of(tokens_of(phrase)) == DUTCH


@pytest.mark.parametrize(("phrase", "concept"), [("теннис", "racketsporten"), ("je voudrais aller à l'église", "kerk")])
def test_a_word_is_read_in_other_letters_and_without_its_article(phrase: str, concept: str) -> None:
    assert concept in told(phrase)


def test_every_word_leads_to_a_concept_that_is_there() -> None:
    assert {each.concept for each in wish_words()} <= {concept.id for concept in VOCABULARY.concepts}


def test_a_stem_may_have_any_ending_and_what_stands_before_it() -> None:
    assert "tuinieren" in concepts_abroad("ogrodzie", "pl")
    assert "koken" in concepts_abroad("والطبخ", "ar")
    assert concepts_abroad("og", "pl") == frozenset()
